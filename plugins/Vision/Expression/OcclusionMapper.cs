namespace AffectAgent.Plugins.Vision;

/// <summary>
/// Makes heat maps of what the expression network used, by covering the aligned crop piece by piece (no gradients, so any
/// network will do). Some eighty runs of the network a map, on all cores. Thread-safe.
/// </summary>
/// <param name="classifier">The network.</param>
public sealed class OcclusionMapper(ExpressionClassifier classifier)
{
    /// <summary>Side of the patch, pixels of the crop: a quarter of it, about an eye with its lids.</summary>
    public const int Patch = 12;

    /// <summary>Steps between two places of the patch, pixels: each pixel is covered four times.</summary>
    public const int Step = 6;

    private const int Side = FaceAligner.Side;
    private const double Least = 1e-6;

    /// <summary>Makes the map of one face.</summary>
    /// <param name="face">The face, with its aligned crop.</param>
    /// <param name="of">The reading to explain; null for the most probable.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public ExpressionHeatMap Map(FaceObservation face, Emotion? of = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(face);
        var crop = face.Crop;
        byte mean = (byte)Math.Round(crop.Pixels.Take(Side * Side).Average(p => (double)p));
        var places = Places().ToList();
        var read = classifier.Classify([crop, .. places.Select(p => Cover(crop, p.X, p.Y, mean))], cancellationToken);
        var emotion = of ?? read[0].Top;
        double whole = LogOdds(read[0][emotion]);
        var sums = new float[Side * Side];
        var counts = new int[Side * Side];
        for (int k = 0; k < places.Count; k++)
        {
            float fall = (float)(whole - LogOdds(read[k + 1][emotion]));
            foreach (int i in Pixels(places[k].X, places[k].Y))
            {
                sums[i] += fall;
                counts[i]++;
            }
        }

        for (int i = 0; i < sums.Length; i++)
            sums[i] /= counts[i];
        var (middle, axis, size) = FaceAligner.SquareOf(face.Mesh);
        return new ExpressionHeatMap(face.Person, face.Frame, emotion, read[0][emotion], Side, sums, middle, axis, size);
    }

    /// <summary>The crop with the patch's square at (x, y) in one grey; parts of the patch beyond the border are cut off.</summary>
    internal static GrayImage Cover(GrayImage crop, int x, int y, byte grey)
    {
        var pixels = (byte[])crop.Pixels.Clone();
        foreach (int i in Pixels(x, y))
            pixels[i] = grey;
        return new GrayImage(Side, Side, pixels);
    }

    // From half outside to half outside, so that the border's pixels are covered as often as the rest.
    private static IEnumerable<(int X, int Y)> Places()
    {
        for (int y = -Patch + Step; y < Side; y += Step)
        {
            for (int x = -Patch + Step; x < Side; x += Step)
                yield return (x, y);
        }
    }

    private static IEnumerable<int> Pixels(int x, int y)
    {
        for (int row = Math.Max(0, y); row < Math.Min(Side, y + Patch); row++)
        {
            for (int column = Math.Max(0, x); column < Math.Min(Side, x + Patch); column++)
                yield return (row * Side) + column;
        }
    }

    private static double LogOdds(double p)
    {
        p = Math.Clamp(p, Least, 1 - Least);
        return Math.Log(p / (1 - p));
    }
}
