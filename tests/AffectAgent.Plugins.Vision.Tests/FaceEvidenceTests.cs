using AffectAgent.Inference.Models;

namespace AffectAgent.Plugins.Vision.Tests;

public sealed class FaceEvidenceTests
{
    [Fact]
    public void Append_NobodyFound_CountsZero()
    {
        var ledger = new EvidenceLedger();
        using var archive = Faces.Archive();
        var evidence = Assert.Single(FaceEvidence.Append(archive, ledger));
        Assert.Equal((EvidenceKinds.FaceCount, 0d), (evidence.Kind, evidence.Value));
    }

    [Fact]
    public void Append_ClearFaceInHalfTheFrames_HasATrackAndNoCircumstance()
    {
        var ledger = new EvidenceLedger();
        using var archive = new FaceArchive(640, 360, isStill: false);
        for (int i = 0; i < 4; i++)
        {
            archive.AddFrame(new FrameStamp(i, i * 0.5));
            if (i is 1 or 2)
                archive.Append(Faces.Of(i, 1, timestamp: i * 0.5));
        }

        archive.Complete();
        var added = FaceEvidence.Append(archive, ledger);
        var track = Assert.Single(added, e => e.Kind == EvidenceKinds.FaceTrack);
        Assert.Equal((1, 0.5, new TimeRange(0.5, 1.0)), (track.Person, track.Value, track.Interval));
        Assert.DoesNotContain(added, e => e.Kind == EvidenceKinds.FaceQuality);
        Assert.Equal(["horizontal", "vertical"], added.Where(e => e.Kind == EvidenceKinds.Gaze).Select(e => e.Label));
    }

    [Theory]
    [InlineData(1.0, true)]
    [InlineData(0.3, false)]
    public void Append_CoveredForAWhile_SaysWhen(double seconds, bool told)
    {
        var ledger = new EvidenceLedger();
        using var archive = new FaceArchive(640, 360, isStill: false);
        for (int i = 0; i < 100; i++)
        {
            double t = i * 0.04;
            archive.AddFrame(new FrameStamp(i, t));
            float mouth = t >= 1 && t <= 1 + seconds ? 0.95f : 0.1f;
            archive.Append(Faces.Of(i, 1, timestamp: t) with { Measures = new FaceMeasures(0.28f, 0.28f, 0, 0.1f, mouth, 0.8f) });
        }

        archive.Complete();
        var covered = FaceEvidence.Append(archive, ledger).Where(e => e.Kind == EvidenceKinds.FaceQuality).ToList();
        Assert.Equal(told, covered.Count == 1);
        if (told)
            Assert.Equal(("covered", new TimeRange(1, 2)), (covered[0].Label, new TimeRange(Math.Round(covered[0].Interval!.Value.Start, 2), Math.Round(covered[0].Interval!.Value.End, 2))));
    }

    [Theory]
    [InlineData("small", 45, 1, 500, 128, 0)]
    [InlineData("border", 200, 0.7, 500, 128, 0)]
    [InlineData("blurred", 200, 1, 5, 128, 0)]
    [InlineData("dark", 200, 1, 500, 20, 0)]
    [InlineData("turned", 200, 1, 500, 128, -0.9)]
    public void Append_OneWeakness_IsNamedAlone(string label, double size, double inside, double sharpness, double brightness, double yaw)
    {
        var ledger = new EvidenceLedger();
        using var archive = Faces.Archive(Faces.Of(0, 1, (float)size, quality: new FaceQuality(size, inside, sharpness, brightness), yaw: yaw));
        var weak = Assert.Single(FaceEvidence.Append(archive, ledger), e => e.Kind == EvidenceKinds.FaceQuality);
        Assert.Equal(label, weak.Label);
        Assert.NotNull(weak.Note);
    }

    [Fact]
    public void Append_TurnedHead_NamesOnlyTheNotableAngles()
    {
        var ledger = new EvidenceLedger();
        using var archive = Faces.Archive(Faces.Of(0, 1, eyes: false, yaw: 0.05));
        var poses = FaceEvidence.Append(archive, ledger).Where(e => e.Kind == EvidenceKinds.HeadPose).ToList();
        Assert.Equal([("roll", -0.3, "rad")], poses.Select(e => (e.Label, e.Value, e.Unit)));
    }

    [Fact]
    public async Task DetectFacesAsync_NoPicture_IsUnscoredAndLoadsNoModel()
    {
        using var plugin = new VisionPlugin(null!);
        using var context = new AnalysisContext(new AnalysisRequest { Text = "hello" }, media: null);
        var report = await plugin.DetectFacesAsync(context, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Empty(report.EvidenceIds);
        Assert.Equal("face", Assert.Single(context.Ledger.Unscored).What);
    }

    [Fact]
    public async Task DetectFacesAsync_NoFacesWanted_SaysWhatToChoose()
    {
        using var plugin = new VisionPlugin(null!);
        using var context = new AnalysisContext(new AnalysisRequest(), media: null);
        var fault = await Assert.ThrowsAsync<UserException>(() => plugin.DetectFacesAsync(context, 0, TestContext.Current.CancellationToken));
        Assert.Contains("1 to 200", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_StoreWithoutModels_SaysWhatToDo()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            Assert.Throws<UserException>(() => VisionModels.Load(ModelStore.Open(new ModelStoreOptions { ModelsFolder = folder.FullName })));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
