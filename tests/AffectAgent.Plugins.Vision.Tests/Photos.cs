using AffectAgent.Inference.Models;
using AffectAgent.Media;

namespace AffectAgent.Plugins.Vision.Tests;

/// <summary>The real networks and photographs; a test that needs them is skipped, with the reason, where they are missing.</summary>
internal static class Photos
{
    private static readonly Lazy<(VisionModels? Models, string? Fault)> Loaded = new(() =>
    {
        try
        {
            return (VisionModels.Load(ModelStore.Open()), null);
        }
        catch (UserException error)
        {
            return (null, error.Message);
        }
    });

    public static VisionModels Models()
    {
        Assert.SkipWhen(Loaded.Value.Models is null, Loaded.Value.Fault ?? "");
        return Loaded.Value.Models!;
    }

    public static async Task<RgbImage> ReadAsync(string name)
    {
        string folder = Environment.GetEnvironmentVariable("AFFECT_DATA") ?? Path.Combine(Repository(), "..", "shared", "data");
        string path = Path.Combine(folder, "photos", name);
        Assert.SkipUnless(File.Exists(path), $"'{name}' is not among the photographs that AFFECT_DATA names.");
        try
        {
            var media = await MediaSource.OpenAsync(path, cancellationToken: TestContext.Current.CancellationToken);
            await foreach (var frame in media.ReadFramesAsync(new FrameOptions(), TestContext.Current.CancellationToken))
            {
                using (frame)
                    return frame.Image.Clone();
            }
        }
        catch (UserException error) when (error.Message.Contains("ffmpeg", StringComparison.OrdinalIgnoreCase))
        {
            Assert.Skip(error.Message);
        }

        throw new InvalidOperationException($"'{name}' has no picture.");
    }

    internal static string Repository()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "AffectAgent.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? AppContext.BaseDirectory;
    }
}
