using System.Runtime.InteropServices;

namespace AffectAgent.Plugins.Vision;

/// <summary>
/// The directions along which faces of one person differ little and those of different persons much (linear discriminant
/// analysis, made by <c>training/vision/identity.py</c>).
/// </summary>
internal static class IdentitySpace
{
    private const string Resource = "AffectAgent.Plugins.Vision.Resources.identity.bin";

    private static readonly float[] Mean;
    private static readonly float[] Rows;

    static IdentitySpace()
    {
        using var stream = typeof(IdentitySpace).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The assembly lacks its resource {Resource}.");
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var sizes = MemoryMarshal.Cast<byte, int>(bytes.AsSpan(0, 8));
        if (sizes[0] != FaceFeatures.Count)
            throw new InvalidOperationException($"{Resource} is made for {sizes[0]} numbers a face, not {FaceFeatures.Count}; make it again.");
        Dimensions = sizes[1];
        var numbers = MemoryMarshal.Cast<byte, float>(bytes.AsSpan(8));
        Mean = numbers[..FaceFeatures.Count].ToArray();
        Rows = numbers[FaceFeatures.Count..].ToArray();
    }

    /// <summary>Directions.</summary>
    public static int Dimensions { get; }

    /// <summary>Where a face lies: a vector of length 1.</summary>
    public static float[] Place(ReadOnlySpan<float> features)
    {
        var place = new float[Dimensions];
        float squares = 0;
        for (int d = 0; d < Dimensions; d++)
        {
            float sum = 0;
            var row = Rows.AsSpan(d * FaceFeatures.Count, FaceFeatures.Count);
            for (int i = 0; i < row.Length; i++)
                sum += row[i] * (features[i] - Mean[i]);
            place[d] = sum;
            squares += sum * sum;
        }

        float length = MathF.Max(1e-6f, MathF.Sqrt(squares));
        for (int d = 0; d < Dimensions; d++)
            place[d] /= length;
        return place;
    }
}
