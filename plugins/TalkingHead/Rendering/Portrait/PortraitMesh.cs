using System.Numerics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// The sheet that carries the picture: the face's 468 points, and rings from the face's outline out to the picture's border. One
/// connected sheet never tears; hair and shoulders follow the head less and less, and the border stays.
/// </summary>
internal sealed class PortraitMesh
{
    private const int Rings = 15;
    private const float Spread = 1.7f;
    private const float HeadDepth = 0.72f;
    private const float NeckDepth = 0.5f;

    /// <summary>Builds the sheet.</summary>
    /// <param name="mesh">The face in the picture's pixels.</param>
    /// <param name="rest">The same in the face's frame.</param>
    /// <param name="frame">How the face lies in the picture.</param>
    /// <param name="size">Pixels of the picture's side.</param>
    /// <param name="face">The face's triangles.</param>
    public PortraitMesh(FaceMesh mesh, Vector3[] rest, FaceFrame frame, int size, IEnumerable<int> face)
    {
        var n = FaceTopology.Oval.Count * 2;
        var lips = FaceTopology.Lips.ToHashSet();
        var triangles = face.Chunk(3).ToLookup(t => t.All(lips.Contains));
        (Face, Lips) = ([.. triangles[false].SelectMany(t => t)], [.. triangles[true].SelectMany(t => t)]);
        Count = FaceMesh.PointCount + (n * (Rings + 1));
        (Rest, Source, Turn) = (new Vector3[Count], new Vector2[Count], new float[Count]);
        (Leads, Follow) = (new (int, int)[Count], new float[Count]);
        for (var i = 0; i < FaceMesh.PointCount; i++)
            (Rest[i], Source[i], Turn[i], Leads[i], Follow[i]) = (rest[i], mesh.Flat(i), 1, (i, i), 1);
        var outline = FaceTopology.Oval.Select(mesh.Flat).ToArray();
        var middle = outline.Aggregate((a, b) => a + b) / outline.Length;
        var up = Vector2.Normalize(mesh.Flat(MeshPoints.Forehead) - mesh.Flat(MeshPoints.Chin));
        for (var k = 0; k < n; k++)
        {
            int a = FaceTopology.Oval[k / 2], b = FaceTopology.Oval[((k + 1) / 2) % FaceTopology.Oval.Count];
            var from = (mesh.Flat(a) + mesh.Flat(b)) / 2;
            var ray = new Ray(from, Border(middle, from, size), Vector2.Dot(Vector2.Normalize(from - middle), -up), frame.Unit, ((rest[a] + rest[b]) / 2).Z);
            for (var ring = 0; ring <= Rings; ring++)
            {
                var at = FaceMesh.PointCount + (ring * n) + k;
                var t = ring == 0 ? 0 : MathF.Pow(ring / (float)Rings, Spread);
                Source[at] = Vector2.Lerp(from, ray.To, t);
                Rest[at] = ring == 0 ? (rest[a] + rest[b]) / 2 : frame.ToFace(Source[at], ray.Depth(t));
                (Turn[at], Follow[at], Leads[at]) = (ring == 0 ? 1 : ray.Turn(t), ring == 0 ? 1 : ray.Follow(t), (a, b));
            }
        }

        Around = [.. RingTriangles(n)];
    }

    /// <summary>Points in all.</summary>
    public int Count { get; }

    /// <summary>In the face's frame.</summary>
    public Vector3[] Rest { get; }

    /// <summary>In the picture's pixels.</summary>
    public Vector2[] Source { get; }

    /// <summary>How far each point turns with the head, 0 to 1.</summary>
    public float[] Turn { get; }

    /// <summary>The two points of the face's outline whose movement each outer point follows.</summary>
    public (int A, int B)[] Leads { get; }

    /// <summary>How far it follows them, 0 to 1.</summary>
    public float[] Follow { get; }

    /// <summary>The face's triangles without the lips'.</summary>
    public int[] Face { get; }

    /// <summary>The lips' triangles.</summary>
    public int[] Lips { get; }

    /// <summary>Those around it.</summary>
    public int[] Around { get; }

    private static IEnumerable<int> RingTriangles(int n)
    {
        for (var ring = 0; ring < Rings; ring++)
        {
            for (var k = 0; k < n; k++)
            {
                int a = FaceMesh.PointCount + (ring * n) + k, b = FaceMesh.PointCount + (ring * n) + ((k + 1) % n);
                foreach (var i in (int[])[a, b, a + n, b, b + n, a + n])
                    yield return i;
            }
        }
    }

    private static Vector2 Border(Vector2 middle, Vector2 from, int size)
    {
        var d = from - middle;
        var x = d.X > 0 ? (size - middle.X) / d.X : d.X < 0 ? -middle.X / d.X : float.MaxValue;
        var y = d.Y > 0 ? (size - middle.Y) / d.Y : d.Y < 0 ? -middle.Y / d.Y : float.MaxValue;
        return middle + (d * MathF.Max(1.02f, MathF.Min(x, y)));
    }

    // From a point of the outline to the border. Down: 1 towards the chin, -1 towards the top of the head.
    private readonly record struct Ray(Vector2 From, Vector2 To, float Down, float Unit, float Start)
    {
        private float Length => Vector2.Distance(From, To) / Unit;

        private float Low => Curves.Smooth((Down - 0.1f) / 0.75f);

        public float Depth(float t)
        {
            var reach = 0.85f + ((0.18f - 0.85f) * Low);
            var end = MathF.Max(Start, HeadDepth + ((NeckDepth - HeadDepth) * Low));
            return Start + ((end - Start) * Curves.Smooth(t * Length / reach));
        }

        // The skull and its hair turn whole; then less and less, to nothing at the border or the shoulders.
        public float Turn(float t)
        {
            var high = Curves.Smooth((-Down - 0.1f) / 0.8f);
            var whole = MathF.Min(0.5f * Length, (0.22f + (0.22f * high)) * (1 - (0.9f * Low)));
            var end = Length + ((MathF.Min(Length, 1.05f) - Length) * Low);
            return 1 - Curves.Smooth((((t * Length) - whole)) / MathF.Max(1e-3f, end - whole));
        }

        public float Follow(float t)
        {
            var s = MathF.Max(0, 1 - (t * Length / 0.42f));
            return s * s;
        }
    }
}
