using System.ComponentModel;
using System.Globalization;
using AffectAgent.Inference.Models;

namespace AffectAgent.Plugins.ActionUnits;

/// <summary>The tool that measures facial Action Units from the faces that were found.</summary>
/// <param name="models">Where the basis and the second witness come from; they are read, and their hashes checked, at the first use.</param>
public sealed class ActionUnitsPlugin(ModelStore models) : IAffectPlugin, IDisposable
{
    /// <summary>The tool's name.</summary>
    public const string ToolName = "measure_action_units";

    private readonly Lazy<(ActionUnitEstimator Estimator, AppearanceNetwork Network)> _witnesses = new(() =>
    {
        var basis = ActionUnitBasis.Parse(models.Read(ActionUnitBasis.ModelId));
        var file = models.Read(AppearanceWitness.ModelId);
        var network = new AppearanceNetwork(models.Load(AppearanceNetwork.ModelId));
        return (new ActionUnitEstimator(basis, AppearanceWitness.Parse(file, network)), network);
    });

    /// <summary>How far each unit that it measures has been shown to work, by FACS number; the table is in docs/perception.md.</summary>
    /// <exception cref="UserException">A model's file is missing or damaged, or ONNX Runtime is not installed.</exception>
    public IReadOnlyDictionary<int, Reliability> Grades => _witnesses.Value.Estimator.Scale.Reliability;

    /// <summary>The units whose left and right were told apart on rendered faces, FACS numbers.</summary>
    /// <exception cref="UserException">A model's file is missing or damaged, or ONNX Runtime is not installed.</exception>
    public IReadOnlyList<int> Sided => _witnesses.Value.Estimator.Sided;

    /// <summary>Measures every person's Action Units and appends the evidence; keeps a list of <see cref="ActionUnitTrack"/>.</summary>
    /// <exception cref="UserException">A model's file is missing or damaged, or ONNX Runtime is not installed.</exception>
    [AffectTool(ToolName, Needs = [Artifacts.Faces], Gives = [Artifacts.ActionUnits])]
    [Description("Measures facial Action Units (FACS) of every face found: intensity 0-5, probability of presence, and in video when each movement begins, peaks and ends, against the person's own resting face where the clip shows it.")]
    public Task<ToolReport> MeasureActionUnitsAsync(AnalysisContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Task.Run(() => Measure(context, cancellationToken), cancellationToken);
    }

    /// <summary>Lets go of the network.</summary>
    public void Dispose()
    {
        if (_witnesses.IsValueCreated)
            _witnesses.Value.Network.Dispose();
    }

    private ToolReport Measure(AnalysisContext context, CancellationToken cancellationToken)
    {
        var faces = context.Get<IFaceArchive>();
        var tracker = new ActionUnitTracker(_witnesses.Value.Estimator);
        var writer = new ActionUnitEvidence(context.Ledger);
        var tracks = new List<ActionUnitTrack>();
        foreach (var person in faces.Persons)
        {
            context.Report("action units", (double)tracks.Count / faces.Persons.Count);
            if (tracker.Follow(person.Id, faces.Read(person.Id), faces.IsStill, cancellationToken) is not { } followed)
            {
                context.Ledger.Add(new Unscored("action units", "No mesh of this face could be read.", ToolName, person.Id));
                continue;
            }

            tracks.Add(followed.Track);
            writer.Write(followed, faces.IsStill);
        }

        if (faces.Persons.Count == 0)
            context.Ledger.Add(new Unscored("action units", "No face was found.", ToolName));
        context.Set<IReadOnlyList<ActionUnitTrack>>(tracks);
        return ToolReport.Of(Summary(tracks, writer.Added.Count), writer.Added);
    }

    private static string Summary(List<ActionUnitTrack> tracks, int pieces)
    {
        if (tracks.Count == 0)
            return "No face could be read for Action Units.";
        var own = tracks.Count(track => track.Baseline == NeutralBaseline.Own);
        var against = own == 0 ? "the mean neutral face"
            : own == tracks.Count ? "each person's own resting face"
            : string.Create(CultureInfo.InvariantCulture, $"the own resting face of {own} of them and the mean neutral face for the rest");
        return string.Create(CultureInfo.InvariantCulture,
            $"Action Units of {tracks.Count} {(tracks.Count == 1 ? "person" : "persons")} read against {against}; {pieces} findings.");
    }
}
