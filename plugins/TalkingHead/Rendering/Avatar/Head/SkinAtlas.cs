using System.Numerics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>The skin's picture: the head at rest seen from the front, the sides and the back spread outwards round it.</summary>
internal static class SkinAtlas
{
    /// <summary>Side of the square that the picture shows, face units.</summary>
    public const float Side = 2.6f;

    private static readonly Vector2 Corner = new(-Side / 2, -1);
    private static readonly Vector2 Middle = new(0, 0.35f);

    /// <summary>Place of a cage point in the picture: 0 to 1.</summary>
    public static Vector3 Place(Vector3 rest, int point, HeadCage cage)
    {
        var flat = new Vector2(rest.X, rest.Y);
        if (point >= FaceMesh.PointCount)
        {
            var leader = cage.Rest[HeadCage.Follows(point).Leader];
            var from = new Vector2(leader.X, leader.Y);
            flat = from + (Vector2.Normalize(from - Middle) * HeadCage.Behind(point) * 0.4f);
        }

        return new Vector3(Place(flat), 0);
    }

    /// <summary>Place in the picture of a point given in face units.</summary>
    public static Vector2 Place(Vector2 p) => (p - Corner) / Side;

    /// <summary>The other way round.</summary>
    public static Vector2 Face(Vector2 place) => (place * Side) + Corner;
}
