using System.Globalization;
using System.Numerics;

namespace AffectAgent.Plugins.Vision;

/// <summary>
/// The mean place of mesh points that expressions hardly move, from neutral faces of many people (made by
/// <c>training/vision/rigid_head.py</c>): frontal, x to the picture's right, y down, z away; unit the distance of the outer
/// eye corners, origin their midpoint.
/// </summary>
internal static class RigidHead
{
    private const string Resource = "AffectAgent.Plugins.Vision.Resources.rigid-head.csv";

    static RigidHead()
    {
        using var stream = typeof(RigidHead).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The assembly lacks its resource {Resource}.");
        using var reader = new StreamReader(stream);
        string[] lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        int count = lines.Length - 1;
        Points = new int[count];
        Places = new Vector3[count];
        Weights = new float[count];
        for (int i = 0; i < count; i++)
        {
            string[] cells = lines[i + 1].Split(',');
            Points[i] = int.Parse(cells[0], CultureInfo.InvariantCulture);
            Places[i] = new Vector3(Number(cells[1]), Number(cells[2]), Number(cells[3]));
            Weights[i] = Number(cells[4]);
        }
    }

    /// <summary>Indices into the mesh.</summary>
    public static int[] Points { get; }

    /// <summary>Where each point lies.</summary>
    public static Vector3[] Places { get; }

    /// <summary>How much each point counts, up to 1: the less it moves, the more.</summary>
    public static float[] Weights { get; }

    private static float Number(string cell) => float.Parse(cell, NumberStyles.Float, CultureInfo.InvariantCulture);
}
