using System.Globalization;
using AffectAgent.Plugins.TalkingHead.Export.Check;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>Checks a film or a picture that was made here: form, frame rate, sound, the marks in its metadata and the visible label.</summary>
/// <param name="media">Opens it.</param>
public sealed class FilmCheck(IMediaOpener media)
{
    // The label is looked for in some frames only.
    private const int LabelEvery = 15;
    private const double LeastLabel = 0.6, MostJitter = 0.002, MostLate = 0.04, MostLonger = 0.15;
    private const string Unlabelled = "there is no visible label: who shows it must tell its viewers in another way that it is AI-generated";

    /// <summary>Checks an mp4.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="UserException">It can't be opened, or ffmpeg is missing.</exception>
    public async Task<ExportReport> FilmAsync(string path, CancellationToken cancellationToken = default)
    {
        var faults = new FaultList();
        foreach (var fault in MadeMarks.OfFilm(await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false)).Check())
            faults.Add(fault);
        var source = await media.OpenAsync(path, cancellationToken).ConfigureAwait(false);
        if (source.Info.Video is not { } video)
            return new ExportReport("film", "", [.. faults.Lines, "it has no pictures"], []);
        List<double> times = [];
        List<bool> labelled = [];
        await foreach (var frame in source.ReadFramesAsync(new FrameOptions(), cancellationToken).ConfigureAwait(false))
        {
            using (frame)
            {
                if (times.Count % LabelEvery == 0)
                    labelled.Add(HasLabel(frame.Image));
                times.Add(frame.Timestamp);
            }
        }

        var rate = Rate(times, faults);
        if (labelled.Contains(true) && labelled.Contains(false))
            faults.Add($"the visible label is on {labelled.Count(x => x)} of {labelled.Count} frames looked at, not on all");
        var sound = source.Info.Audio is null ? "no sound" : await SoundAsync(source, times.Count / rate, faults, cancellationToken).ConfigureAwait(false);
        var says = string.Create(CultureInfo.InvariantCulture, $"{times.Count} frames of {video.Width} x {video.Height} at {rate:0.##} a second, {sound}");
        return new ExportReport("film", says, faults.Lines, labelled.Contains(true) ? [] : [Unlabelled]);
    }

    /// <summary>Checks a PNG, or all pictures of a folder (<c>frame_00001.png</c> and on).</summary>
    /// <param name="path">The picture or folder.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<ExportReport> PicturesAsync(string path, CancellationToken cancellationToken = default)
    {
        var faults = new FaultList();
        string[] files = Directory.Exists(path) ? [.. Directory.GetFiles(path, "frame_*.png").Order(StringComparer.Ordinal)] : [path];
        if (files.Length == 0)
            return new ExportReport("pictures", "", ["the folder has no frame_00001.png"], []);
        for (var i = 0; i < files.Length; i++)
        {
            var name = Path.GetFileName(files[i]);
            if (Directory.Exists(path) && name != $"frame_{i + 1:00000}.png")
                faults.Add("number", $"{name} stands where frame_{i + 1:00000}.png is expected");
            foreach (var fault in MadeMarks.OfPicture(await File.ReadAllBytesAsync(files[i], cancellationToken).ConfigureAwait(false)).Check())
                faults.Add(fault, $"{name}: {fault}");
        }

        var labelled = true;
        foreach (var file in new[] { files[0], files[files.Length / 2], files[^1] }.Distinct())
            labelled &= await LabelledAsync(file, cancellationToken).ConfigureAwait(false);
        return new ExportReport("pictures", $"{files.Length} pictures", faults.Lines, labelled ? [] : [Unlabelled]);
    }

    private async Task<bool> LabelledAsync(string path, CancellationToken cancellationToken)
    {
        var source = await media.OpenAsync(path, cancellationToken).ConfigureAwait(false);
        await foreach (var frame in source.ReadFramesAsync(new FrameOptions(), cancellationToken).ConfigureAwait(false))
        {
            using (frame)
                return HasLabel(frame.Image);
        }

        return false;
    }

    // Faces are square: below one, words may be shown, and the label stays on the face.
    private static bool HasLabel(RgbImage image) => LabelAt(image, image.Height) || (image.Height > image.Width && LabelAt(image, image.Width));

    private static bool LabelAt(RgbImage image, int height) =>
        Math.Min(image.Width, height) >= 16 && new MarkLabel(image.Width, height).Likeness(image.Pixels) >= LeastLabel;

    private static double Rate(List<double> times, FaultList faults)
    {
        if (times.Count < 2)
        {
            faults.Add($"it has {times.Count} frames");
            return double.NaN;
        }

        var step = (times[^1] - times[0]) / (times.Count - 1);
        var worst = times.Select((time, i) => Math.Abs(time - times[0] - (i * step))).Max();
        if (worst > MostJitter)
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"its frames don't follow each other evenly: one is {worst * 1000:0} ms off"));
        var rate = 1 / step;
        if (rate is < MotionOptions.LeastRate - 0.01 or > MotionOptions.MostRate + 0.01)
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"it has {rate:0.##} frames a second, not {MotionOptions.LeastRate} to {MotionOptions.MostRate}"));
        return rate;
    }

    // An encoder fills its last block up, so sound may be a little longer.
    private static async Task<string> SoundAsync(IMediaSource source, double seconds, FaultList faults, CancellationToken cancellationToken)
    {
        double? start = null;
        var end = 0.0;
        await foreach (var chunk in source.ReadAudioAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            start ??= chunk.Start;
            end = chunk.Start + ((double)chunk.Samples.Length / AudioChunk.SampleRate);
        }

        if (start is > MostLate)
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"its sound begins {start * 1000:0} ms after the pictures"));
        if (Math.Abs(end - seconds) > MostLonger)
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"its sound lasts {end:0.00} s and its pictures {seconds:0.00} s"));
        return string.Create(CultureInfo.InvariantCulture, $"sound of {end:0.00} s");
    }
}
