namespace AffectAgent.Plugins.ActionUnits;

/// <summary>Plain distances on an aligned mesh that some units are read from: eye opening, lip gap, jaw length.</summary>
internal static class MeshRatios
{
    private const int NoseBase = 2;
    private static readonly (int Top, int Bottom)[] RightLids = [(160, 144), (159, 145), (158, 153)];
    private static readonly (int Top, int Bottom)[] LeftLids = [(387, 373), (386, 374), (385, 380)];
    private static readonly (int Top, int Bottom)[] InnerLips = [(82, 87), (13, 14), (312, 317)];

    /// <summary>Writes eye opening (lid gap by eye width, mean of both eyes), lip gap and jaw length (both in the mesh's unit).</summary>
    public static void Measure(ReadOnlySpan<float> points, Span<float> ratios)
    {
        var right = Gap(points, RightLids) / Distance(points, MeshPoints.RightEyeOuter, MeshPoints.RightEyeInner);
        var left = Gap(points, LeftLids) / Distance(points, MeshPoints.LeftEyeOuter, MeshPoints.LeftEyeInner);
        ratios[0] = (right + left) / 2;
        ratios[1] = Gap(points, InnerLips);
        ratios[2] = Distance(points, MeshPoints.Chin, NoseBase);
    }

    private static float Gap(ReadOnlySpan<float> points, ReadOnlySpan<(int Top, int Bottom)> pairs)
    {
        var sum = 0f;
        foreach (var (top, bottom) in pairs)
            sum += Distance(points, top, bottom);
        return sum / pairs.Length;
    }

    private static float Distance(ReadOnlySpan<float> points, int a, int b)
    {
        float x = points[a * 3] - points[b * 3], y = points[(a * 3) + 1] - points[(b * 3) + 1], z = points[(a * 3) + 2] - points[(b * 3) + 2];
        return MathF.Sqrt((x * x) + (y * y) + (z * z));
    }
}
