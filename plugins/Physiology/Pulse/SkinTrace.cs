namespace AffectAgent.Plugins.Physiology;

/// <summary>One frame of a face's colours and place, as the pulse reader needs it.</summary>
/// <param name="Time">Seconds.</param>
/// <param name="Skin">Mean colours.</param>
/// <param name="X">Middle of the face, pixels.</param>
/// <param name="Y">Middle of the face, pixels.</param>
/// <param name="Size">Distance of the outer eye corners, pixels.</param>
public readonly record struct SkinSample(double Time, FaceSkin Skin, double X, double Y, double Size)
{
    /// <summary>What a face gives; null where its colours were not measured.</summary>
    public static SkinSample? Of(FaceObservation face)
    {
        ArgumentNullException.ThrowIfNull(face);
        var nose = face.Mesh.Flat(MeshPoints.NoseTip);
        return face.Skin is { } skin ? new SkinSample(face.Timestamp, skin, nose.X, nose.Y, face.Mesh.OuterEyeDistance) : null;
    }
}

/// <summary>A stretch of skin colours on an even time grid, without gaps.</summary>
internal sealed class SkinTrace
{
    /// <summary>Samples a second of the grid.</summary>
    public const double Rate = 30;

    private SkinTrace(double start, int count)
    {
        Start = start;
        Count = count;
        Regions = [new RegionTrace(count), new RegionTrace(count), new RegionTrace(count), new RegionTrace(count)];
        X = new double[count];
        Y = new double[count];
        Size = new double[count];
    }

    /// <summary>Time of the first sample, seconds.</summary>
    public double Start { get; }

    /// <summary>Samples.</summary>
    public int Count { get; }

    /// <summary>Forehead, right cheek, left cheek, surround.</summary>
    public RegionTrace[] Regions { get; }

    /// <summary>Middle of the face, pixels.</summary>
    public double[] X { get; }

    /// <summary>Middle of the face, pixels.</summary>
    public double[] Y { get; }

    /// <summary>Distance of the outer eye corners, pixels.</summary>
    public double[] Size { get; }

    /// <summary>
    /// Cuts samples where the face was lost for longer than <paramref name="longestGap"/> seconds and lays each stretch on the
    /// grid by straight lines between the true times.
    /// </summary>
    public static IEnumerable<SkinTrace> Stretches(IReadOnlyList<SkinSample> samples, double longestGap)
    {
        var first = 0;
        for (var i = 1; i <= samples.Count; i++)
        {
            if (i < samples.Count && samples[i].Time - samples[i - 1].Time <= longestGap)
                continue;
            if (i - first > 1)
                yield return Lay(samples, first, i - 1);
            first = i;
        }
    }

    private static SkinTrace Lay(IReadOnlyList<SkinSample> samples, int first, int last)
    {
        var trace = new SkinTrace(samples[first].Time, (int)Math.Floor((samples[last].Time - samples[first].Time) * Rate) + 1);
        var at = first;
        for (var i = 0; i < trace.Count; i++)
        {
            var time = trace.Start + (i / Rate);
            while (at + 1 < last && samples[at + 1].Time <= time)
                at++;
            var (a, b) = (samples[at], samples[at + 1]);
            var share = Math.Clamp((time - a.Time) / Math.Max(1e-9, b.Time - a.Time), 0, 1);
            trace.X[i] = Mix(a.X, b.X, share);
            trace.Y[i] = Mix(a.Y, b.Y, share);
            trace.Size[i] = Mix(a.Size, b.Size, share);
            trace.Regions[0].Set(i, a.Skin.Forehead, b.Skin.Forehead, share);
            trace.Regions[1].Set(i, a.Skin.RightCheek, b.Skin.RightCheek, share);
            trace.Regions[2].Set(i, a.Skin.LeftCheek, b.Skin.LeftCheek, share);
            trace.Regions[3].Set(i, a.Skin.Surround, b.Skin.Surround, share);
        }

        return trace;
    }

    internal static double Mix(double a, double b, double share) => a + ((b - a) * share);
}

/// <summary>The colours of one region on the grid.</summary>
internal sealed class RegionTrace(int count)
{
    /// <summary>Mean red, green and blue, 0 to 255.</summary>
    public double[][] Colors { get; } = [new double[count], new double[count], new double[count]];

    /// <summary>Share of pixels at the end of their range, 0 to 1.</summary>
    public double[] Clipped { get; } = new double[count];

    /// <summary>Pixels averaged.</summary>
    public double[] Pixels { get; } = new double[count];

    /// <summary>Sets a sample between two frames.</summary>
    public void Set(int i, in ColorPatch a, in ColorPatch b, double share)
    {
        Colors[0][i] = SkinTrace.Mix(a.Red, b.Red, share);
        Colors[1][i] = SkinTrace.Mix(a.Green, b.Green, share);
        Colors[2][i] = SkinTrace.Mix(a.Blue, b.Blue, share);
        Clipped[i] = SkinTrace.Mix(a.Clipped, b.Clipped, share);
        Pixels[i] = Math.Min(a.Pixels, b.Pixels);
    }
}
