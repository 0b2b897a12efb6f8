using System.Numerics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// The coarse mesh of the avatar's head: the mean face's 468 points drawn a little towards a character (larger eyes, slimmer
/// jaw, closed fuller lips), and rings from the face's outline round the skull to its back. Units as in <see cref="FaceShape"/>.
/// </summary>
internal sealed class HeadCage
{
    /// <summary>Middle of the skull.</summary>
    public static readonly Vector3 SkullCenter = new(0, -0.12f, 0.62f);

    /// <summary>Half axes of the skull.</summary>
    public static readonly Vector3 SkullRadii = new(0.80f, 0.97f, 0.93f);

    // Where each ring lies between the face's outline (0) and the back of the head (1), and how far it follows the outline.
    private static readonly float[] RingPlaces = [0.07f, 0.18f, 0.36f, 0.6f, 0.82f];
    private static readonly float[] RingFollow = [0.85f, 0.5f, 0.15f, 0, 0];

    private HeadCage(Vector3[] rest, List<Triangle> triangles, int[] mirror) => (Rest, Triangles, Mirror) = (rest, triangles, mirror);

    /// <summary>All points at rest: the face's 468, then ring by ring, then the back of the head.</summary>
    public Vector3[] Rest { get; }

    /// <summary>Clockwise on the screen where they face the viewer.</summary>
    public List<Triangle> Triangles { get; }

    /// <summary>Each face point's partner on the other side.</summary>
    public int[] Mirror { get; }

    /// <summary>Builds the cage.</summary>
    /// <param name="face">The mean neutral face.</param>
    /// <param name="form">Whose face; the mean one where null.</param>
    public static HeadCage Of(FaceMesh face, FaceForm? form = null)
    {
        form ??= new FaceForm();
        var mirror = FaceTopology.Mirror(face);
        var triangles = FaceTopology.Triangles(face, mirror);
        var rest = Enumerable.Range(0, FaceMesh.PointCount).Select(i => form.Place(FaceStyle.Place(face[i]))).ToList();
        FaceStyle.CloseLips(rest);
        rest = [.. FaceStyle.Soften([.. rest], new Neighbours(FaceMesh.PointCount, triangles))];
        var oval = FaceTopology.Oval;
        foreach (var place in RingPlaces)
            rest.AddRange(oval.Select(i => Ring(rest[i], place)));
        rest.Add(SkullCenter + new Vector3(0, 0.1f, SkullRadii.Z));
        AddRings(triangles, rest.Count - 1);
        return new HeadCage([.. rest], triangles, mirror);
    }

    /// <summary>Which face point each further point follows, and how far (0 to 1).</summary>
    /// <param name="point">From 468 on.</param>
    public static (int Leader, float Share) Follows(int point)
    {
        var ring = (point - FaceMesh.PointCount) / FaceTopology.Oval.Count;
        return ring >= RingPlaces.Length ? (FaceTopology.Oval[0], 0) : (FaceTopology.Oval[(point - FaceMesh.PointCount) % FaceTopology.Oval.Count], RingFollow[ring]);
    }

    /// <summary>How far behind the face's outline a point lies: 0 for the face, up to 1 at the back of the head.</summary>
    public static float Behind(int point)
    {
        var ring = (point - FaceMesh.PointCount) / FaceTopology.Oval.Count;
        return point < FaceMesh.PointCount ? 0 : ring >= RingPlaces.Length ? 1 : RingPlaces[ring];
    }

    // From the outline round the skull: turned towards the back, while what stands out of the skull (the jaw) draws in.
    private static Vector3 Ring(Vector3 from, float place)
    {
        var start = (from - SkullCenter) / SkullRadii;
        var out0 = start.Length();
        var end = Vector3.Normalize(new Vector3(start.X * 0.02f, 0.1f, 1));
        var direction = Slerp(start / out0, end, place);
        var jaw = Math.Max(0, out0 - 1);
        var length = 1 + ((out0 - 1) * MathF.Pow(1 - place, jaw > 0.1f ? 5 : 2));
        var point = SkullCenter + (direction * length * SkullRadii);

        // The jaw's underside goes back level before it rises to the skull.
        var under = Math.Clamp((from.Y - 0.55f) / 0.4f, 0, 1) * Math.Clamp(1 - (place / 0.4f), 0, 1);
        var level = new Vector3(from.X * (1 - (0.9f * place)), from.Y - (0.55f * place), from.Z + (2.1f * place));
        return Vector3.Lerp(point, level, under);
    }

    private static Vector3 Slerp(Vector3 a, Vector3 b, float t)
    {
        var angle = MathF.Acos(Math.Clamp(Vector3.Dot(a, b), -1, 1));
        return angle < 1e-3f ? a : ((MathF.Sin((1 - t) * angle) * a) + (MathF.Sin(t * angle) * b)) / MathF.Sin(angle);
    }

    private static void AddRings(List<Triangle> triangles, int back)
    {
        var n = FaceTopology.Oval.Count;
        int At(int ring, int i) => ring == 0 ? FaceTopology.Oval[i % n] : ring > RingPlaces.Length ? back : FaceMesh.PointCount + ((ring - 1) * n) + (i % n);
        for (var ring = 0; ring <= RingPlaces.Length; ring++)
        {
            for (var i = 0; i < n; i++)
            {
                // Mirror-symmetric: the right half's diagonals are the left half's turned over.
                int a = At(ring, i), b = At(ring, i + 1), c = At(ring + 1, i), d = At(ring + 1, i + 1);
                if (ring == RingPlaces.Length)
                    triangles.Add(new Triangle(b, a, back));
                else if (i < n / 2)
                    triangles.AddRange([new(b, a, c), new(b, c, d)]);
                else
                    triangles.AddRange([new(b, a, d), new(a, c, d)]);
            }
        }
    }
}
