using System.Numerics;

namespace AffectAgent.Plugins.TalkingHead.Export.Gltf;

/// <summary>From the face's frame (y down, z back, outer eye corners one unit apart) to glTF's (y up, the face looks along z, metres).</summary>
internal static class GltfFrame
{
    /// <summary>Metres between the outer corners of the eyes.</summary>
    public const float Metres = 0.09f;

    /// <summary>A point or shift.</summary>
    public static Vector3 Point(Vector3 p) => new Vector3(p.X, -p.Y, -p.Z) * Metres;

    /// <summary>A direction, made one long.</summary>
    public static Vector3 Direction(Vector3 d)
    {
        var turned = new Vector3(d.X, -d.Y, -d.Z);
        var length = turned.Length();
        return length > 1e-6f ? turned / length : Vector3.UnitZ;
    }

    /// <summary>The turn of a head or eye.</summary>
    public static Quaternion Rotation(HeadTurn turn)
    {
        Vector3 x = At(turn, Vector3.UnitX), y = At(turn, Vector3.UnitY), z = At(turn, Vector3.UnitZ);
        var rows = new Matrix4x4(x.X, x.Y, x.Z, 0, y.X, y.Y, y.Z, 0, z.X, z.Y, z.Z, 0, 0, 0, 0, 1);
        return Quaternion.Normalize(Quaternion.CreateFromRotationMatrix(rows));
    }

    // A base direction of glTF's, turned: there and back are the same half turn about x.
    private static Vector3 At(HeadTurn turn, Vector3 axis)
    {
        var d = turn.Direction(System.Runtime.Intrinsics.Vector128.Create(axis.X, -axis.Y, -axis.Z, 0));
        return new Vector3(d[0], -d[1], -d[2]);
    }
}
