namespace AffectAgent;

/// <summary>
/// The list of everything measured in one analysis. Append-only and thread-safe; ids count up from E1 in order of arrival,
/// until <see cref="Settle"/> gives what tools added at the same time an order that doesn't hang on which of them was faster.
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

    /// <summary>
    /// Puts everything in the order of the tools that it came from, what one tool added in the order in which it did, and counts
    /// the ids anew: the same input has the same ids, however long each tool took. For the moment when all tools have ended.
    /// </summary>
    /// <param name="tools">The tools' names, in their order; what comes from others goes first, by its source's name.</param>
    public void Settle(IReadOnlyList<string> tools)
    {
        ArgumentNullException.ThrowIfNull(tools);
        var place = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < tools.Count; i++)
            place.TryAdd(tools[i], i);
        int PlaceOf(string tool) => place.GetValueOrDefault(tool, -1);
        lock (_gate)
        {
            var ordered = _evidence.OrderBy(e => PlaceOf(e.Source.Tool)).ThenBy(e => e.Source.Tool, StringComparer.Ordinal).ToList();
            var renamed = ordered.Select((e, i) => (Old: e.Id, New: $"E{i + 1}")).ToDictionary(pair => pair.Old, pair => pair.New, StringComparer.Ordinal);
            _evidence.Clear();
            _byId.Clear();
            foreach (var e in ordered)
            {
                var settled = e with { Id = renamed[e.Id], DerivedFrom = e.DerivedFrom is null ? null : [.. e.DerivedFrom.Select(id => renamed.GetValueOrDefault(id, id))] };
                _evidence.Add(settled);
                _byId[settled.Id] = settled;
            }

            var unscored = _unscored.OrderBy(u => PlaceOf(u.Tool)).ThenBy(u => u.Tool, StringComparer.Ordinal).ToList();
            _unscored.Clear();
            _unscored.AddRange(unscored);
        }
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
