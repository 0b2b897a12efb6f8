using System.Buffers.Binary;
using System.Text;
using AffectAgent.Media.Writing;

namespace AffectAgent.Media.Tests;

/// <summary>Films are written whole or not at all, and read back as they were meant.</summary>
public sealed class FilmTests
{
    private static readonly MediaTags Tags = new("A <title>", "AI-generated: made by a test; \"quotes\" & more", "trainedAlgorithmicMedia");

    [Fact]
    public async Task WriteVideo_FramesAndSound_ReadBackWithTheirTimes()
    {
        using var media = new MediaMaker();
        var path = media.At("a.mp4");
        await WriteVideoAsync(path, frames: 30);

        var source = await MediaSource.OpenAsync(path, cancellationToken: TestContext.Current.CancellationToken);
        var times = new List<double>();
        var levels = new List<int>();
        await foreach (var frame in source.ReadFramesAsync(new FrameOptions(), TestContext.Current.CancellationToken))
        {
            times.Add(frame.Timestamp);
            levels.Add(frame.Image.Pixels[1]);
            frame.Dispose();
        }

        Assert.Equal(30, times.Count);
        Assert.All(times.Select((t, i) => Math.Abs(t - (i / 25.0))), gap => Assert.True(gap < 1e-3));
        // Frame i is a grey of 4 i: 4:2:0 and the quantiser move it by little.
        Assert.All(levels.Select((level, i) => Math.Abs(level - (4 * i))), gap => Assert.True(gap <= 5));
        Assert.NotNull(source.Info.Audio);
        Assert.Equal(["a.mp4"], Directory.EnumerateFileSystemEntries(media.Folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task WriteVideo_Tags_StandInTheFile()
    {
        using var media = new MediaMaker();
        var path = media.At("a.mp4");
        await WriteVideoAsync(path, frames: 3);

        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        var text = Encoding.UTF8.GetString(bytes);
        Assert.Contains(Tags.Comment, text, StringComparison.Ordinal);
        Assert.Contains("http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia", text, StringComparison.Ordinal);
        Assert.True(text.IndexOf("moov", StringComparison.Ordinal) < text.IndexOf("mdat", StringComparison.Ordinal));
        Assert.Equal(bytes.Length, BoxEnds(bytes));
    }

    [Fact]
    public async Task WriteVideo_SameFramesTwice_SameFile()
    {
        using var media = new MediaMaker();
        await WriteVideoAsync(media.At("a.mp4"), frames: 10);
        await WriteVideoAsync(media.At("b.mp4"), frames: 10);
        Assert.Equal(await File.ReadAllBytesAsync(media.At("a.mp4"), TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(media.At("b.mp4"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task WriteVideo_Cancelled_LeavesTheOldFileAndNothingElse()
    {
        using var media = new MediaMaker();
        var path = media.At("a.mp4");
        await File.WriteAllTextAsync(path, "old", TestContext.Current.CancellationToken);
        using var stop = new CancellationTokenSource();
        var writer = await VideoWriter.StartAsync(path, Format(), cancellationToken: stop.Token);
        await using (writer)
        {
            await writer.WriteAsync(Grey(10), stop.Token);
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writer.FinishAsync(stop.Token));
        }

        Assert.Equal(["a.mp4"], Directory.EnumerateFileSystemEntries(media.Folder).Select(Path.GetFileName));
        Assert.Equal("old", await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task StartVideo_FolderInTheWay_SaysSo()
    {
        using var media = new MediaMaker();
        var fault = await Assert.ThrowsAsync<UserException>(() => VideoWriter.StartAsync(media.Folder, Format(), cancellationToken: TestContext.Current.CancellationToken));
        Assert.Contains("is a folder", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartVideo_FileInThePlaceOfItsFolder_SaysSo()
    {
        using var media = new MediaMaker();
        await File.WriteAllTextAsync(media.At("x"), "", TestContext.Current.CancellationToken);
        var fault = await Assert.ThrowsAsync<UserException>(() => VideoWriter.StartAsync(media.At("x/a.mp4"), Format(), cancellationToken: TestContext.Current.CancellationToken));
        Assert.StartsWith("Can't write", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(" V..... libx264 x\n V..... mpeg4 y", "libx264", false)]
    [InlineData(" V..... libopenh264 x\n V..... mpeg4 y", "libopenh264", true)]
    [InlineData(" V..... mpeg4 y", "mpeg4", true)]
    public void ChooseEncoder_WhatThereIs_BestOfItAndANote(string list, string name, bool noted)
    {
        var encoder = VideoEncoder.Choose(list);
        Assert.Equal(name, encoder.Name);
        Assert.Equal(noted, encoder.Note is not null);
    }

    [Fact]
    public void ChooseEncoder_None_SaysWhatToInstall() =>
        Assert.Contains("apt-get install ffmpeg", Assert.Throws<UserException>(() => VideoEncoder.Choose(" V..... gif x")).Message, StringComparison.Ordinal);

    [Fact]
    public async Task WritePictures_Frames_ReadBackExactly()
    {
        using var media = new MediaMaker();
        var folder = media.At("pictures/");
        await WritePicturesAsync(folder, frames: 3);
        await WritePicturesAsync(folder, frames: 2);

        Assert.Equal(["frame_00001.png", "frame_00002.png", "sound.wav"], Directory.EnumerateFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var source = await MediaSource.OpenAsync(Path.Combine(folder, "frame_00002.png"), cancellationToken: TestContext.Current.CancellationToken);
        await foreach (var frame in source.ReadFramesAsync(new FrameOptions(), TestContext.Current.CancellationToken))
        {
            Assert.Equal(Grey(4), frame.Image.Pixels.AsSpan(0, Format().FrameBytes).ToArray());
            frame.Dispose();
        }

        var text = await File.ReadAllTextAsync(Path.Combine(folder, "frame_00001.png"), TestContext.Current.CancellationToken);
        Assert.Contains("digitalsourcetype/trainedAlgorithmicMedia", text, StringComparison.Ordinal);
        Assert.Single(Directory.EnumerateFileSystemEntries(media.Folder));
    }

    [Fact]
    public void StartPictures_FolderWithOtherFiles_LeavesThemAlone()
    {
        using var media = new MediaMaker();
        File.WriteAllText(media.At("letter.txt"), "mine");
        var fault = Assert.Throws<UserException>(() => PictureFolderWriter.Start(media.Folder, Format()));
        Assert.Contains("letter.txt", fault.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(media.At("letter.txt")));
    }

    [Fact]
    public void Check_OutOfRange_IsRefused()
    {
        Assert.Throws<UserException>(() => (Format() with { Width = 8 }).Check());
        Assert.Throws<UserException>(() => (Format() with { FramesPerSecond = double.NaN }).Check());
        Assert.Throws<UserException>(() => (Format() with { Sound = new FilmSound(new float[1], 100) }).Check());
    }

    private static async Task WriteVideoAsync(string path, int frames)
    {
        await using var writer = await VideoWriter.StartAsync(path, Format(), cancellationToken: TestContext.Current.CancellationToken);
        for (var i = 0; i < frames; i++)
            await writer.WriteAsync(Grey(4 * i), TestContext.Current.CancellationToken);
        await writer.FinishAsync(TestContext.Current.CancellationToken);
    }

    private static async Task WritePicturesAsync(string path, int frames)
    {
        await using var writer = PictureFolderWriter.Start(path, Format());
        for (var i = 0; i < frames; i++)
            await writer.WriteAsync(Grey(4 * i), TestContext.Current.CancellationToken);
        await writer.FinishAsync(TestContext.Current.CancellationToken);
    }

    private static FilmFormat Format() => new(65, 48, 25, Tags, new FilmSound(new float[16000], 16000));

    private static byte[] Grey(int level)
    {
        var pixels = new byte[Format().FrameBytes];
        Array.Fill(pixels, (byte)level);
        return pixels;
    }

    // Boxes follow each other to the very end.
    private static int BoxEnds(byte[] file)
    {
        var at = 0;
        while (at + 8 <= file.Length)
            at += BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
        return at;
    }
}
