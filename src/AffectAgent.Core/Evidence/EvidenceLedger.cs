namespace AffectAgent;

/// <summary>
/// The list of everything measured in one analysis. Append-only and thread-safe; ids count up from E1 in order of arrival.
/// </summary>
public sealed class EvidenceLedger
{
    private readonly Lock _gate = new();
    private readonly List<Evidence> _evidence = [];
    private readonly Dictionary<string, Evidence> _byId = new(StringComparer.Ordinal);
    private readonly List<Unscored> _unscored = [];
    private readonly List<AnalysisNote> _notes = [];

    /// <summary>Raised after each addition, on the thread that added it.</summary>
    public event Action<Evidence>? Added;

    /// <summary>A snapshot of the evidence, in order.</summary>
    public IReadOnlyList<Evidence> All
    {
        get
        {
            lock (_gate)
                return [.. _evidence];
        }
    }

    /// <summary>A snapshot of what could not be measured, in order.</summary>
    public IReadOnlyList<Unscored> Unscored
    {
        get
        {
            lock (_gate)
                return [.. _unscored];
        }
    }

    /// <summary>A snapshot of the notes on how the analysis was made, in order.</summary>
    public IReadOnlyList<AnalysisNote> Notes
    {
        get
        {
            lock (_gate)
                return [.. _notes];
        }
    }

    /// <summary>Appends a piece of evidence and returns it with its id.</summary>
    /// <exception cref="ArgumentException">A number is not finite, a confidence lies outside 0..1, or the apex outside the interval.</exception>
    public Evidence Add(Evidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        Check(evidence);
        Evidence added;
        lock (_gate)
        {
            added = evidence with { Id = $"E{_evidence.Count + 1}" };
            _evidence.Add(added);
            _byId[added.Id] = added;
        }

        Added?.Invoke(added);
        return added;
    }

    /// <summary>Notes that something could not be measured, and why.</summary>
    public void Add(Unscored unscored)
    {
        ArgumentNullException.ThrowIfNull(unscored);
        lock (_gate)
            _unscored.Add(unscored);
    }

    /// <summary>Notes how the analysis was made.</summary>
    public void Add(AnalysisNote note)
    {
        ArgumentNullException.ThrowIfNull(note);
        lock (_gate)
            _notes.Add(note);
    }

    /// <summary>The evidence of that id, or null.</summary>
    public Evidence? Find(string id)
    {
        lock (_gate)
            return _byId.GetValueOrDefault(id);
    }

    private static void Check(Evidence evidence)
    {
        if (evidence.Value is { } value && !double.IsFinite(value))
            throw new ArgumentException($"The value of {evidence.Kind} is not a finite number; leave it null and say why in an Unscored.", nameof(evidence));
        if (evidence.Confidence is not (>= 0 and <= 1))
            throw new ArgumentException($"The confidence of {evidence.Kind} is {evidence.Confidence}, outside 0 to 1.", nameof(evidence));
        if (evidence is { Apex: { } apex, Interval: { } interval } && (apex < interval.Start || apex > interval.End))
            throw new ArgumentException($"The apex of {evidence.Kind} at {apex} s lies outside {interval}.", nameof(evidence));
    }
}
