using System.ComponentModel;
using System.Globalization;

namespace AffectAgent.Plugins.Physiology;

/// <summary>The tools that read short and special signs off the faces that were found.</summary>
public sealed class PhysiologyPlugin : IAffectPlugin
{
    internal const string HeartRateTool = "measure_heart_rate";
    internal const string GestureTool = "find_head_gestures";
    internal const string SignTool = "read_face_signs";
    private const string Still = "a still picture has no time";
    private readonly HeartRateReader _heart = new();
    private readonly HeadGestureFinder _gestures = new();
    private readonly BriefMovementFinder _brief = new();

    /// <summary>Reads each person's heart rate from the colour of the skin; keeps a list of <see cref="HeartRateTrack"/>.</summary>
    [AffectTool(HeartRateTool, Needs = [Artifacts.Faces], Gives = [Artifacts.HeartRates])]
    [Description("Reads each person's heart rate from tiny changes of skin colour in video of 8 s or more, with a quality index; says why where there is no reading (too short, dark, moved or compressed).")]
    public Task<ToolReport> MeasureHeartRateAsync(AnalysisContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Task.Run(() => HeartRates(context, cancellationToken), cancellationToken);
    }

    /// <summary>Finds nods and shakes; keeps a list of <see cref="HeadGesture"/>.</summary>
    [AffectTool(GestureTool, Needs = [Artifacts.Faces], Gives = [Artifacts.HeadGestures])]
    [Description("Finds nods and shakes of the head in video: when, how often, how fast and how far.")]
    public Task<ToolReport> FindHeadGesturesAsync(AnalysisContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Task.Run(() => Gestures(context, cancellationToken), cancellationToken);
    }

    /// <summary>Finds brief movements, kinds of smile, the pain score and differences of the sides; keeps <see cref="FaceSigns"/>.</summary>
    [AffectTool(SignTool, Needs = [Artifacts.Faces, Artifacts.ActionUnits], Gives = [Artifacts.FaceSigns])]
    [Description("Finds movements under half a second (candidates for micro-expressions), tells kinds of smile, gives the PSPI pain score and where the two sides of a face differ.")]
    public Task<ToolReport> ReadFaceSignsAsync(AnalysisContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Task.Run(() => Signs(context, cancellationToken), cancellationToken);
    }

    private ToolReport HeartRates(AnalysisContext context, CancellationToken cancellationToken)
    {
        var faces = context.Get<IFaceArchive>();
        var tracks = new List<HeartRateTrack>();
        var added = new List<Evidence>();
        foreach (var person in faces.Persons)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var track = faces.IsStill
                ? new HeartRateTrack(person.Id, null, 0, Still, [])
                : _heart.Read(person.Id, [.. faces.Read(person.Id).Select(SkinSample.Of).OfType<SkinSample>()]);
            tracks.Add(track);
            if (!faces.IsStill)
                added.AddRange(SignEvidence.Of(track, context.Ledger));
        }

        context.Set<IReadOnlyList<HeartRateTrack>>(tracks);
        var read = tracks.Where(track => track.BeatsPerMinute is not null).ToList();
        return ToolReport.Of(read.Count == 0
            ? "No heart rate could be read from the skin's colour."
            : string.Create(CultureInfo.InvariantCulture, $"Heart rate: {string.Join(", ", read.Select(track => FormattableString.Invariant($"person {track.Person} {track.BeatsPerMinute:0} a minute")))}."), added);
    }

    private ToolReport Gestures(AnalysisContext context, CancellationToken cancellationToken)
    {
        var faces = context.Get<IFaceArchive>();
        var found = new List<HeadGesture>();
        foreach (var person in faces.IsStill ? [] : faces.Persons)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var poses = faces.Read(person.Id).Select(face => (face.Timestamp, face.Pose.Pitch, face.Pose.Yaw)).ToList();
            if (_gestures.Unfit(poses.ConvertAll(pose => pose.Timestamp)) is { } unfit)
                context.Ledger.Add(new Unscored("nods and shakes", $"Not searched: {unfit}.", GestureTool, person.Id));
            else
                found.AddRange(_gestures.Find(person.Id, poses.ConvertAll(p => p.Timestamp), poses.ConvertAll(p => p.Pitch), poses.ConvertAll(p => p.Yaw)));
        }

        context.Set<IReadOnlyList<HeadGesture>>(found);
        var added = found.GroupBy(gesture => gesture.Person).SelectMany(group => SignEvidence.Of(group, context.Ledger)).ToList();
        return ToolReport.Of(faces.IsStill ? "A still picture has no movement." : $"{found.Count(g => !g.IsShake)} nods and {found.Count(g => g.IsShake)} shakes of the head.", added);
    }

    private ToolReport Signs(AnalysisContext context, CancellationToken cancellationToken)
    {
        var faces = context.Get<IFaceArchive>();
        var signs = new SignGatherer(_brief, context.Ledger);
        foreach (var track in context.Get<IReadOnlyList<ActionUnitTrack>>())
            signs.Add(track, FaceMotion.Of(faces, track.Person, cancellationToken), faces.IsStill);
        context.Set(signs.Signs);
        return ToolReport.Of($"{signs.Signs.Smiles.Count} smiles, {signs.Signs.BriefMovements.Count} movements under half a second.", signs.Added);
    }
}
