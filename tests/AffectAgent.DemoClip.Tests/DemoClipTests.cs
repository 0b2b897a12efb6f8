using AffectAgent.Media;
using AffectAgent.Plugins.ActionUnits;
using AffectAgent.Samples.DemoClip;

namespace AffectAgent.DemoClip.Tests;

public sealed class DemoClipTests
{
    [Fact]
    public async Task Make_WithItsTools_GivesAClipAndItsWords()
    {
        if (FfmpegLocator.TryFind(out string? reason) is null)
            Assert.Skip(reason!);
        if (FfmpegLocator.OnPath("espeak-ng") is null)
            Assert.Skip("espeak-ng is missing; the demo's voice needs it (apt-get install espeak-ng).");
        string folder = Directory.CreateTempSubdirectory("affect-demo-test-").FullName;
        try
        {
            ActionUnitBasis basis = ActionUnitBasis.Load(Path.Combine(AppContext.BaseDirectory, "au-basis.safetensors"));
            DemoFiles files = await DemoClipMaker.MakeAsync(basis, folder, cancellationToken: TestContext.Current.CancellationToken);
            MediaSource media = await MediaSource.OpenAsync(files.Video, cancellationToken: TestContext.Current.CancellationToken);
            Assert.Equal((640, 480, 25.0), (media.Info.Video!.Width, media.Info.Video.Height, media.Info.Video.FrameRate));
            Assert.Equal(Script.Length, media.Info.Duration, 0.1);
            Assert.NotNull(media.Info.Audio);
            Transcript words = await SubtitleReader.ReadFileAsync(files.Transcript, TestContext.Current.CancellationToken);
            Assert.Equal(Script.Phrases.Select(p => p.Text), words.Lines.Select(l => l.Text));
            Assert.All(words.Lines, l => Assert.InRange(l.Interval!.Value.End, l.Interval.Value.Start + 0.5, Script.Length));
            Assert.Equal(2, Directory.GetFiles(folder).Length);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Wav_EncodeDecode_KeepsSamples()
    {
        float[] samples = [0, 0.5f, -0.5f, 0.999f];
        (float[] back, int rate) = Wav.Decode(Wav.Encode(samples, 22050));
        Assert.Equal(22050, rate);
        Assert.All(back, (s, i) => Assert.Equal(samples[i], s, 0.001));
    }
}
