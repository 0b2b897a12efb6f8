using System.ComponentModel;
using AffectAgent.Inference;
using AffectAgent.Inference.Models;

namespace AffectAgent.Plugins.Vision;

/// <summary>The tool that reads the expression of each face as a whole. Thread-safe; loads its network at first use.</summary>
/// <param name="models">Where the network is found and checked.</param>
public sealed class ExpressionPlugin(ModelStore models) : IAffectPlugin, IDisposable
{
    /// <summary>The network's catalogue id.</summary>
    public const string ModelId = "expression";

    private const string Tool = "read_expressions";
    private const int Chunk = 256;
    private const int MostEpisodes = 6;

    // A smaller lead of the first over the second reading is said to be a close call.
    private const double ClearLead = 0.15;

    private readonly Lazy<(OnnxModel Model, ExpressionClassifier Classifier)> _network = new(() =>
    {
        var model = models.Load(ModelId);
        return (model, new ExpressionClassifier(model, ExpressionClasses.Of(models)));
    });

    /// <summary>Reads each person's expression: over the whole clip or picture, and where it changes.</summary>
    /// <param name="context">The analysis; gets a list of <see cref="ExpressionTrack"/> and evidence of the kinds <see cref="EvidenceKinds.Expression"/> and <see cref="EvidenceKinds.ExpressionEpisode"/>.</param>
    /// <param name="cancellationToken">Stops between two faces.</param>
    /// <exception cref="UserException">The network's file is missing or damaged, or ONNX Runtime is not installed.</exception>
    [AffectTool(Tool, Needs = [Artifacts.Faces], Gives = [Artifacts.Expressions])]
    [Description("Reads what each face as a whole expresses from the aligned face, over the clip and where it changes.")]
    public Task<ToolReport> ReadAsync(AnalysisContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Task.Run(() => Read(context, context.Get<IFaceArchive>(), cancellationToken), cancellationToken);
    }

    /// <summary>Which parts of a face its reading hangs on; takes some two hundred runs of the network.</summary>
    /// <param name="face">A face that was found.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="UserException">The network's file is missing or damaged, or ONNX Runtime is not installed.</exception>
    public ExpressionHeatMap HeatMapOf(FaceObservation face, CancellationToken cancellationToken = default) =>
        new OcclusionMapper(_network.Value.Classifier).Map(face, null, cancellationToken);

    /// <summary>Lets go of the network.</summary>
    public void Dispose()
    {
        if (!_network.IsValueCreated)
            return;
        _network.Value.Classifier.Dispose();
        _network.Value.Model.Dispose();
    }

    private ToolReport Read(AnalysisContext context, IFaceArchive faces, CancellationToken cancellationToken)
    {
        var persons = faces.Persons.Where(p => context.Request.Person is null || p.Id == context.Request.Person).ToList();
        if (persons.Count == 0)
            context.Ledger.Add(new Unscored("expression", "No face was found to read.", Tool, context.Request.Person));
        var tracks = new List<ExpressionTrack>();
        var added = new List<Evidence>();
        int total = persons.Sum(p => p.FrameCount), done = 0;
        foreach (var person in persons)
        {
            var gathered = new ExpressionGatherer();
            foreach (var chunk in faces.Read(person.Id).Chunk(Chunk))
            {
                var read = _network.Value.Classifier.Classify([.. chunk.Select(f => f.Crop)], cancellationToken);
                for (int i = 0; i < chunk.Length; i++)
                    gathered.Add(chunk[i], read[i]);
                context.Report("expressions", (double)(done += chunk.Length) / Math.Max(total, 1));
            }

            if (gathered.Samples.Count == 0)
            {
                context.Ledger.Add(new Unscored("expression", "The face was followed, but in no frame well enough to read.", Tool, person.Id));
                continue;
            }

            var track = new ExpressionTrack(person.Id, gathered.Samples, gathered.Overall);
            tracks.Add(track);
            added.AddRange(Evidences(track, gathered.Quality, person, faces.IsStill).Select(context.Ledger.Add));
        }

        context.Set<IReadOnlyList<ExpressionTrack>>(tracks);
        return ToolReport.Of(Summary(tracks), added);
    }

    private static IEnumerable<Evidence> Evidences(ExpressionTrack track, double quality, FacePerson person, bool isStill)
    {
        TimeRange? whole = isStill ? null : TimeRange.Of(person.FirstSeen, person.LastSeen);
        yield return Make(EvidenceKinds.Expression, track, track.Overall.Top, track.Overall[track.Overall.Top], track.Overall, quality) with { Interval = whole };
        if (isStill)
            yield break;
        foreach (var episode in ExpressionEpisodes.Find(track.Samples, track.Overall, MostEpisodes))
        {
            yield return Make(EvidenceKinds.ExpressionEpisode, track, episode.Emotion, episode.Peak, episode.Mean, quality) with
            {
                Interval = episode.Interval,
                Apex = episode.Apex,
                Baseline = Math.Round(track.Overall[episode.Emotion], 4),
                Direction = Direction.Higher,
            };
        }
    }

    private static Evidence Make(string kind, ExpressionTrack track, Emotion emotion, double value, EmotionDistribution distribution, double quality) => new()
    {
        Kind = kind,
        Modality = Modality.Face,
        Person = track.Person,
        Label = emotion.Name(),
        Value = Math.Round(value, 4),
        Unit = "probability",
        Distribution = distribution.ByName(),
        Confidence = Math.Round(Math.Clamp(value * quality, 0, 1), 4),
        Reliability = ExpressionReliability.Of(emotion),
        Source = new EvidenceSource(Tool, ModelId),
        Note = CloseCall(distribution),
    };

    private static string? CloseCall(EmotionDistribution distribution)
    {
        var ranked = distribution.Ranked();
        return ranked[0].Probability - ranked[1].Probability >= ClearLead ? null
            : FormattableString.Invariant($"A close call: {ranked[0].Emotion.Name()} ({ranked[0].Probability:0.00}) and {ranked[1].Emotion.Name()} ({ranked[1].Probability:0.00}).");
    }

    private static string Summary(List<ExpressionTrack> tracks) => tracks.Count == 0
        ? "No face could be read."
        : string.Join(" ", tracks.Select(t => FormattableString.Invariant($"Person {t.Person} reads as {t.Overall.Top.Name()} ({t.Overall[t.Overall.Top]:0.00}).")));
}
