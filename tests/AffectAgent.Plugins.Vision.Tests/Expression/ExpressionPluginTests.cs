namespace AffectAgent.Plugins.Vision.Tests.Expression;

public sealed class ExpressionPluginTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadAsync_TwoPersons_GivesEachATrackAndEvidence()
    {
        Network.Need();
        using var context = Context(new AnalysisRequest(), Clip(1, 30).Concat(Clip(2, 12)));
        using var plugin = new ExpressionPlugin(Network.Store);

        var report = await plugin.ReadAsync(context, Token);

        var tracks = context.Get<IReadOnlyList<ExpressionTrack>>();
        Assert.Equal([(1, 30), (2, 12)], tracks.Select(t => (t.Person, t.Samples.Count)));
        var whole = context.Ledger.All.Where(e => e.Kind == EvidenceKinds.Expression).ToList();
        Assert.Equal([1, 2], whole.Select(e => e.Person!.Value));
        Assert.All(whole, e =>
        {
            Assert.Equal(1, e.Distribution!.Values.Sum(), 1e-3);
            Assert.Equal(e.Distribution[e.Label!], e.Value!.Value, 1e-3);
            Assert.Equal(e.Distribution.Values.Max(), e.Value!.Value, 1e-3);
            Assert.NotNull(e.Interval);
        });
        Assert.Equal(context.Ledger.All.Select(e => e.Id), report.EvidenceIds);
    }

    [Fact]
    public async Task ReadAsync_Still_GivesOneReadingWithoutAnInterval()
    {
        Network.Need();
        using var context = Context(new AnalysisRequest(), Clip(1, 1), isStill: true);
        using var plugin = new ExpressionPlugin(Network.Store);

        await plugin.ReadAsync(context, Token);

        Assert.Null(Assert.Single(context.Ledger.All).Interval);
    }

    [Fact]
    public async Task ReadAsync_OnePersonAskedFor_LeavesTheOthersOut()
    {
        Network.Need();
        using var context = Context(new AnalysisRequest { Person = 2 }, Clip(1, 3).Concat(Clip(2, 3)));
        using var plugin = new ExpressionPlugin(Network.Store);

        await plugin.ReadAsync(context, Token);

        Assert.Equal(2, Assert.Single(context.Get<IReadOnlyList<ExpressionTrack>>()).Person);
    }

    [Fact]
    public async Task ReadAsync_NoFace_IsUnscored()
    {
        using var context = Context(new AnalysisRequest(), []);
        using var plugin = new ExpressionPlugin(Network.Store);

        await plugin.ReadAsync(context, Token);

        Assert.Empty(context.Ledger.All);
        Assert.Equal("No face was found to read.", Assert.Single(context.Ledger.Unscored).Reason);
    }

    [Fact]
    public async Task ReadAsync_FaceHardlyThere_IsUnscoredForThatPerson()
    {
        Network.Need();
        using var context = Context(new AnalysisRequest(), Clip(1, 3).Select(f => f with { Confidence = 0.1 }));
        using var plugin = new ExpressionPlugin(Network.Store);

        await plugin.ReadAsync(context, Token);

        Assert.Equal(1, Assert.Single(context.Ledger.Unscored).Person);
        Assert.Empty(context.Ledger.All);
    }

    [Fact]
    public void WeightOf_TurnedOrSmallOrCutFace_IsLess()
    {
        var good = Clip(1, 1).Single();
        double full = ExpressionGatherer.WeightOf(good);

        Assert.Equal(0.9, full, 1e-6);
        Assert.True(ExpressionGatherer.WeightOf(good with { Pose = new HeadPose(0, 1.2, 0, 0, 0, 500) }) < 0.5 * full);
        Assert.True(ExpressionGatherer.WeightOf(good with { Quality = good.Quality with { SizePixels = 20 } }) < 0.5 * full);
        Assert.True(ExpressionGatherer.WeightOf(good with { Quality = good.Quality with { InsidePicture = 0.5 } }) < 0.5 * full);
    }

    private static AnalysisContext Context(AnalysisRequest request, IEnumerable<FaceObservation> faces, bool isStill = false)
    {
        var context = new AnalysisContext(request, null);
        context.Set<IFaceArchive>(new Archive([.. faces], isStill));
        return context;
    }

    private static IEnumerable<FaceObservation> Clip(int person, int frames) => Enumerable.Range(0, frames).Select(i =>
    {
        var pixels = new byte[48 * 48];
        new Random((person * 1000) + i).NextBytes(pixels);
        return new FaceObservation
        {
            Person = person,
            Frame = i,
            Timestamp = i * 0.04,
            Box = new FaceBox(10, 10, 100, 100),
            Confidence = 0.9,
            Mesh = new FaceMesh(new float[FaceMesh.PointCount * 3]),
            Pose = default,
            Crop = new GrayImage(48, 48, pixels),
            Quality = new FaceQuality(100, 1, 500, 120),
        };
    });

    private sealed class Archive(IReadOnlyList<FaceObservation> faces, bool isStill) : IFaceArchive
    {
        public int PictureWidth => 200;

        public int PictureHeight => 200;

        public IReadOnlyList<FrameStamp> Frames => [.. faces.Select(f => new FrameStamp(f.Frame, f.Timestamp)).Distinct()];

        public IReadOnlyList<FacePerson> Persons =>
            [.. faces.GroupBy(f => f.Person).Select(g => new FacePerson(g.Key, g.Min(f => f.Timestamp), g.Max(f => f.Timestamp), g.Count(), 100))];

        public bool IsStill => isStill;

        public IEnumerable<FaceObservation> ReadAll() => faces;

        public IEnumerable<FaceObservation> Read(int person) => faces.Where(f => f.Person == person);

        public void Dispose()
        {
        }
    }
}
