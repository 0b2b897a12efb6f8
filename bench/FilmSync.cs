using System.Globalization;
using AffectAgent.Media;
using AffectAgent.Plugins.TalkingHead;
using AffectAgent.Plugins.Vision;

namespace AffectAgent.Bench;

/// <summary>
/// Sound and lips of one finished film, read back. Where a lip sound is, the speech's alignment tells; when the mouth was shut for it, the
/// sound itself (<see cref="SoundClosures"/>) and the pictures tell, each without the other.
/// </summary>
/// <param name="Offsets">Seconds by which the lips are shut after the sound's dip, of each lip sound whose dip is heard; NaN where the lips aren't seen shut.</param>
/// <param name="Correlation">Of loudness and the lips' gap over all frames.</param>
internal sealed record FilmSync(double[] Offsets, double Correlation)
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
        var open = gaps.Order().ElementAt((int)(0.9 * (gaps.Length - 1)));
        double[] offsets = [.. speech.Visemes.Where(cue => cue.Viseme == Viseme.PP).Select(cue => heard.Middle(cue.Interval)).OfType<double>().Select(middle => Offset(times, gaps, middle, Shut * open))];
        return new FilmSync(offsets, SyncBench.Pearson([.. times.Select(t => Loudness(sound, t))], gaps));
    }

    /// <summary>A row of the table.</summary>
    /// <param name="name">What the films are.</param>
    /// <param name="films">The films.</param>
    /// <param name="shift">Added to the pictures' times, to show that the measure sees it.</param>
    public static string Row(string name, IReadOnlyList<FilmSync> films, double shift)
    {
        double[] all = [.. films.SelectMany(film => film.Offsets)], seen = [.. all.Where(double.IsFinite).Select(offset => 1000 * (offset + shift))];
        var mean = seen.Average();
        var half = seen.Length < 2 ? double.NaN : 1.96 * Math.Sqrt(seen.Sum(x => (x - mean) * (x - mean)) / (seen.Length - 1) / seen.Length);
        var most = seen.Select(Math.Abs).Order().ElementAt((int)Math.Ceiling(0.95 * seen.Length) - 1);
        return string.Create(CultureInfo.InvariantCulture, $"| {name} | {all.Length} | {seen.Length} | {mean:+0.0;-0.0;0.0} ({mean - half:+0.0;-0.0;0.0} to {mean + half:+0.0;-0.0;0.0}) | {most:0} | {films.Average(film => film.Correlation):0.00} |");
    }

    private static double Offset(double[] times, double[] gaps, double middle, double shut)
    {
        int[] near = [.. Enumerable.Range(0, times.Length).Where(i => Math.Abs(times[i] - middle) < Near)];
        var least = near.Min(i => gaps[i]);
        return least > shut ? double.NaN : near.Where(i => gaps[i] <= least + Alike).Average(i => times[i]) - middle;
    }

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
