using System.Globalization;
using AffectAgent.Media;
using AffectAgent.Plugins.TalkingHead;
using AffectAgent.Plugins.Vision;

namespace AffectAgent.Bench;

/// <summary>
/// Sound and lips of one finished film, read back. Where a lip sound is, the speech's alignment tells; when the mouth was shut for it, the
/// sound itself (<see cref="SoundClosures"/>) and the pictures tell, each without the other.
/// </summary>
/// <param name="Times">When each frame is shown, seconds.</param>
/// <param name="Gaps">The lips' gap in each.</param>
/// <param name="Closures">The middles of the dips that are heard at lip sounds.</param>
/// <param name="Correlation">Of loudness and the lips' gap over all frames.</param>
internal sealed record FilmSync(double[] Times, double[] Gaps, double[] Closures, double Correlation)
{
    // The lips are shut where their gap is below this share of what it is when wide open.
    private const double Shut = 0.4, Near = 0.15, Alike = 0.004;

    /// <summary>Reads a film.</summary>
    /// <param name="models">Find the lips.</param>
    /// <param name="path">The film.</param>
    /// <param name="speech">Tells which places of the sound are p, b or m.</param>
    public static async Task<FilmSync> ReadAsync(VisionModels models, string path, SpeechTrack speech)
    {
        var (times, gaps) = await LipsAsync(models, path);
        var sound = await SoundAsync(path);
        var heard = new SoundClosures(sound);
        double[] closures = [.. speech.Visemes.Where(cue => cue.Viseme == Viseme.PP).Select(cue => heard.Middle(cue.Interval)).OfType<double>()];
        return new FilmSync(times, gaps, closures, SyncBench.Pearson([.. times.Select(t => Loudness(sound, t))], gaps));
    }

    /// <summary>A row of the table.</summary>
    /// <param name="name">What the films are.</param>
    /// <param name="films">The films.</param>
    /// <param name="late">Seconds by which the pictures are taken to be shown later, to see whether the measure tells it.</param>
    public static string Row(string name, IReadOnlyList<FilmSync> films, double late)
    {
        double[] all = [.. films.SelectMany(film => film.Offsets(late))], seen = [.. all.Where(double.IsFinite).Select(offset => 1000 * offset)];
        var mean = seen.Average();
        var half = seen.Length < 2 ? double.NaN : 1.96 * Math.Sqrt(seen.Sum(x => (x - mean) * (x - mean)) / (seen.Length - 1) / seen.Length);
        double[] sizes = [.. seen.Select(Math.Abs).Order()];
        return string.Create(CultureInfo.InvariantCulture, $"| {name} | {all.Length} | {seen.Length} | {mean:+0.0;-0.0;0.0} ({mean - half:+0.0;-0.0;0.0} to {mean + half:+0.0;-0.0;0.0}) | {Statistics.Median(sizes):0} | {sizes[(int)Math.Ceiling(0.95 * sizes.Length) - 1]:0} | {films.Average(film => film.Correlation):0.00} |");
    }

    /// <summary>Seconds by which the lips are shut after each dip of the sound; NaN where they aren't seen shut.</summary>
    private double[] Offsets(double late)
    {
        var shut = Shut * Gaps.Order().ElementAt((int)(0.9 * (Gaps.Length - 1)));
        return [.. Closures.Select(middle => Offset(middle, late, shut))];
    }

    // From the frame that is shown at the dip downhill to the nearest closure, so that another one close by doesn't count.
    private double Offset(double middle, double late, double shut)
    {
        var at = Enumerable.Range(0, Times.Length).MinBy(i => Math.Abs(Times[i] + late - middle));
        while (Next(at) is { } lower)
            at = lower;
        int first = at, last = at;
        while (first > 0 && Gaps[first - 1] <= Gaps[at] + Alike)
            first--;
        while (last < Gaps.Length - 1 && Gaps[last + 1] <= Gaps[at] + Alike)
            last++;
        var offset = ((Times[first] + Times[last]) / 2) + late - middle;
        return Gaps[at] > shut || Math.Abs(offset) > Near ? double.NaN : offset;
    }

    private int? Next(int at) => new[] { at - 1, at + 1 }.Where(i => i >= 0 && i < Gaps.Length && Gaps[i] < Gaps[at]).OrderBy(i => Gaps[i]).Cast<int?>().FirstOrDefault();

    /// <summary>When each frame is shown, and the gap of the lips' inner edges by the eyes' distance; each frame for itself, so that no smoothing shifts it.</summary>
    internal static async Task<(double[] Times, double[] Gaps)> LipsAsync(VisionModels models, string path)
    {
        var source = await MediaSource.OpenAsync(path);
        List<double> times = [], gaps = [];
        await foreach (var frame in source.ReadFramesAsync(new FrameOptions()))
        {
            using (frame)
            {
                using var pyramid = new PicturePyramid(frame.Image);
                if (models.Finder.FindInStill(pyramid) is not [var face, ..])
                    throw new InvalidOperationException($"No face was found in the frame at {frame.Timestamp:0.00} s.");
                times.Add(frame.Timestamp);
                gaps.Add((face.Mesh[MeshPoints.LowerLipInner] - face.Mesh[MeshPoints.UpperLipInner]).Length() / face.Mesh.OuterEyeDistance);
            }
        }

        return ([.. times], [.. gaps]);
    }

    /// <summary>A film's sound at 16 kHz.</summary>
    internal static async Task<float[]> SoundAsync(string path)
    {
        var source = await MediaSource.OpenAsync(path);
        var samples = new float[(int)Math.Ceiling((source.Info.Duration + 1) * AudioChunk.SampleRate)];
        await foreach (var chunk in source.ReadAudioAsync())
            chunk.Samples.CopyTo(samples.AsMemory((int)Math.Round(chunk.Start * AudioChunk.SampleRate)));
        return samples;
    }

    // Decibels above silence of the 60 ms around a time.
    private static double Loudness(float[] sound, double time)
    {
        int from = Math.Max(0, (int)((time - 0.03) * AudioChunk.SampleRate)), to = Math.Min(sound.Length, (int)((time + 0.03) * AudioChunk.SampleRate));
        double sum = 1e-12;
        for (var i = from; i < to; i++)
            sum += sound[i] * sound[i];
        return Math.Max(0, 60 + (10 * Math.Log10(sum / Math.Max(1, to - from))));
    }
}
