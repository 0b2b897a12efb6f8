using AffectAgent.Media;

namespace AffectAgent.Plugins.TalkingHead.Tests.Export;

/// <summary>Frames arrive in order, marked, and faults of painters and sinks come through.</summary>
public sealed class FilmTests
{
    [Fact]
    public async Task Write_ManyFrames_InOrder()
    {
        using var renderer = new FakeRenderer();
        await using var sink = new MemorySink();
        await FaceFilm.WriteAsync(renderer, Numbered(100), sink, label: false, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(0, 100).Select(i => (byte)i), sink.First);
        Assert.True(sink.Finished);
        Assert.Equal(renderer.Made, renderer.Gone);
    }

    [Fact]
    public async Task Write_Label_OnEveryFrame()
    {
        using var renderer = new FakeRenderer();
        await using MemorySink plain = new(), marked = new();
        await FaceFilm.WriteAsync(renderer, Numbered(3), plain, label: false, cancellationToken: TestContext.Current.CancellationToken);
        await FaceFilm.WriteAsync(renderer, Numbered(3), marked, cancellationToken: TestContext.Current.CancellationToken);
        Assert.All(plain.Brightest, x => Assert.True(x < 10));
        Assert.All(marked.Brightest, x => Assert.True(x > 200));
    }

    [Fact]
    public async Task Write_PainterFails_ThrowsItAndFinishesNothing()
    {
        using var renderer = new FakeRenderer { FailsAt = 7 };
        await using var sink = new MemorySink();
        await Assert.ThrowsAsync<UserException>(() => FaceFilm.WriteAsync(renderer, Numbered(50), sink, cancellationToken: TestContext.Current.CancellationToken));
        Assert.False(sink.Finished);
        Assert.Equal(renderer.Made, renderer.Gone);
    }

    [Fact]
    public async Task Write_SinkFails_StopsThePainters()
    {
        using var renderer = new FakeRenderer();
        await using var sink = new MemorySink { FailsAt = 5 };
        await Assert.ThrowsAsync<UserException>(() => FaceFilm.WriteAsync(renderer, Numbered(10_000), sink, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(renderer.Made, renderer.Gone);
    }

    [Theory]
    [InlineData(512, 512)]
    [InlineData(64, 64)]
    [InlineData(1920, 1080)]
    public void Label_Sizes_LowerLeftAndLegible(int width, int height)
    {
        var label = new MarkLabel(width, height);
        var (x, y, w, h) = label.Place;
        Assert.True(x >= 0 && x + w <= width && y >= height / 2 && y + h <= height);
        var rgb = new byte[width * height * 3];
        Array.Fill(rgb, (byte)120);
        label.Draw(rgb);
        var inside = Enumerable.Range(0, width * height).Where(i => i % width >= x && i % width < x + w && i / width >= y && i / width < y + h).Select(i => rgb[i * 3]).ToArray();
        Assert.InRange(inside.Count(v => v > 200) / (double)inside.Length, 0.05, 0.4);
        Assert.Contains(inside, v => v < 70);
        Assert.Equal((width * height) - inside.Length, Enumerable.Range(0, width * height).Count(i => rgb[i * 3] == 120 && !(i % width >= x && i % width < x + w && i / width >= y && i / width < y + h)));
    }

    internal static FaceMotion Numbered(int frames) =>
        new(30, [.. Enumerable.Range(0, frames).Select(i => new FacePose { GazeYaw = i })], EmotionPlan.Neutral);

    internal sealed class FakeRenderer : IFaceRenderer
    {
        private int _made;
        private int _gone;

        public int Width => 64;

        public int Height => 64;

        public int FailsAt { get; init; } = -1;

        public int Made => _made;

        public int Gone => _gone;

        public IFacePainter CreatePainter()
        {
            Interlocked.Increment(ref _made);
            return new Painter(this);
        }

        public void Dispose()
        {
        }

        private sealed class Painter(FakeRenderer owner) : IFacePainter
        {
            public void Draw(FacePose pose, Span<byte> rgb)
            {
                if ((int)pose.GazeYaw == owner.FailsAt)
                    throw new UserException("The painter fell ill.");
                rgb.Clear();
                rgb[0] = (byte)pose.GazeYaw;
            }

            public void Dispose() => Interlocked.Increment(ref owner._gone);
        }
    }

    internal sealed class MemorySink : IFrameSink
    {
        public List<byte> First { get; } = [];

        public List<byte> Brightest { get; } = [];

        public List<int> Lengths { get; } = [];

        public bool Finished { get; private set; }

        public int FailsAt { get; init; } = -1;

        public string? Note => null;

        public Task WriteAsync(ReadOnlyMemory<byte> rgb, CancellationToken cancellationToken = default)
        {
            if (First.Count == FailsAt)
                throw new UserException("The disk is full.");
            First.Add(rgb.Span[0]);
            Brightest.Add(rgb.ToArray().Max());
            Lengths.Add(rgb.Length);
            return Task.CompletedTask;
        }

        public Task FinishAsync(CancellationToken cancellationToken = default)
        {
            Finished = true;
            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
