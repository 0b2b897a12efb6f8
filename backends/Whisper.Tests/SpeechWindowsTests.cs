namespace AffectAgent.Backends.Whisper.Tests;

public sealed class SpeechWindowsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Task<List<SpeechWindow>> Cut(float[] samples, ISpeechGate? gate = null, double start = 0, int size = Sound.Rate) =>
        new SpeechWindows(gate ?? new EnergyGate()).CutAsync(Sound.Chunks(samples, start, size), Token).ToListAsync(Token).AsTask();

    [Fact]
    public async Task CutAsync_Silence_GivesNoWindow() => Assert.Empty(await Cut(Sound.Silence(120)));

    [Fact]
    public async Task CutAsync_TwoStretches_GivesTwoWindowsAroundThem()
    {
        var windows = await Cut(Sound.Of(Sound.Silence(10), Sound.Voice(3), Sound.Silence(20), Sound.Voice(4), Sound.Silence(10)));

        Assert.Equal(2, windows.Count);
        Assert.InRange(windows[0].Start, 9.5, 10);
        Assert.InRange(windows[0].End, 13, 15.5);
        Assert.InRange(windows[1].Start, 32.5, 33);
        Assert.InRange(windows[1].End, 37, 39.5);
        Assert.All(windows, window => Assert.InRange(window.Speech.Sum(stretch => stretch.Duration), 2.9, 5));
    }

    [Fact]
    public async Task CutAsync_PausesInLongSpeech_CutsInThem()
    {
        var windows = await Cut(Sound.Of([.. Enumerable.Range(0, 12).SelectMany(_ => new[] { Sound.Voice(6), Sound.Silence(1) })]));

        Assert.All(windows, window => Assert.InRange(window.End - window.Start, 1, SpeechWindows.Longest + 0.1));
        Assert.All(windows[..^1], window => Assert.Equal(double.PositiveInfinity, window.OwnTo));
        // Each cut lies in the last second of some seven.
        Assert.All(windows.Skip(1), window => Assert.InRange(window.Start % 7, 5.9, 7));
    }

    [Fact]
    public async Task CutAsync_SpeechWithoutPause_OverlapsAndSharesTheWordsOut()
    {
        var windows = await Cut(Sound.Voice(100));

        Assert.True(windows.Count >= 4);
        foreach (var (window, next) in windows.Zip(windows.Skip(1)))
        {
            Assert.Equal(window.OwnTo, next.OwnFrom, 6);
            Assert.InRange(next.Start, window.OwnTo - 1.05, window.OwnTo);
            Assert.InRange(window.End, window.OwnTo, window.OwnTo + 1.05);
            Assert.InRange(window.End - window.Start, 15, 30);
        }

        Assert.Equal(double.NegativeInfinity, windows[0].OwnFrom);
        Assert.Equal(double.PositiveInfinity, windows[^1].OwnTo);
        Assert.InRange(windows[^1].End, 99.9, 100.1);
    }

    [Fact]
    public async Task CutAsync_MeasuredStretches_AreBelievedRatherThanLoudness()
    {
        var windows = await Cut(Sound.Voice(60), new MeasuredGate([new TimeRange(5, 7), new TimeRange(40, 45)]));

        Assert.Equal([4.8, 39.8], windows.Select(window => Math.Round(window.Speech[0].Start, 1)));
        Assert.Equal([7.3, 45.3], windows.Select(window => Math.Round(window.Speech[^1].End + 0.01, 1)));
    }

    [Fact]
    public async Task CutAsync_StartWithinTheMedium_KeepsMediaTime()
    {
        var window = Assert.Single(await Cut(Sound.Of(Sound.Silence(2), Sound.Voice(3)), start: 600));

        Assert.InRange(window.Start, 601.5, 602);
    }

    [Fact]
    public async Task CutAsync_HoleInTheSound_EndsTheWindow()
    {
        async IAsyncEnumerable<AudioChunk> Broken()
        {
            await foreach (var chunk in Sound.Chunks(Sound.Voice(3)))
                yield return chunk;
            await foreach (var chunk in Sound.Chunks(Sound.Voice(3), 10))
                yield return chunk;
        }

        var windows = await new SpeechWindows(new EnergyGate()).CutAsync(Broken(), Token).ToListAsync(Token);

        Assert.Equal([0, 10], windows.Select(window => Math.Round(window.Start, 3)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(77)]
    [InlineData(320)]
    [InlineData(100_000)]
    public async Task CutAsync_ChunksOfAnySize_GiveTheSameWindows(int size)
    {
        var sound = Sound.Of(Sound.Silence(1), Sound.Voice(2), Sound.Silence(3), Sound.Voice(2));

        var expected = await Cut(sound);
        var windows = await Cut(sound, size: size);

        Assert.Equal(expected.Select(window => (Math.Round(window.Start, 6), window.Samples.Length)), windows.Select(window => (Math.Round(window.Start, 6), window.Samples.Length)));
    }

    [Fact]
    public async Task CutAsync_AnHour_HoldsOneWindowAtMost()
    {
        async IAsyncEnumerable<AudioChunk> Hour()
        {
            var (voice, silence) = (Sound.Voice(40), Sound.Silence(20));
            for (var minute = 0; minute < 60; minute++)
            {
                await foreach (var chunk in Sound.Chunks(voice, minute * 60))
                    yield return chunk;
                await foreach (var chunk in Sound.Chunks(silence, minute * 60 + 40))
                    yield return chunk;
            }
        }

        var cutter = new SpeechWindows(new EnergyGate());
        var count = 0;
        var heard = 0.0;
        await foreach (var window in cutter.CutAsync(Hour(), Token))
        {
            count++;
            heard += window.Samples.Length / (double)Sound.Rate;
        }

        Assert.InRange(cutter.MostHeld, 20 * Sound.Rate, 31 * Sound.Rate);
        Assert.InRange(count, 110, 190);
        Assert.InRange(heard, 2400, 2800);
    }
}
