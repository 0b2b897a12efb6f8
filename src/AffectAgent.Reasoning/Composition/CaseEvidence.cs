namespace AffectAgent.Reasoning;

/// <summary>The evidence of one explanation: one face's, and the voice's and words' where they may be read with it.</summary>
internal sealed class CaseEvidence
{
    private readonly List<Evidence> _all;
    private IReadOnlyList<SpokenDoubt>? _doubts;
    private IReadOnlyList<Evidence>? _lines;

    private CaseEvidence(int? person, bool several, bool isStill, List<Evidence> all)
    {
        Person = person;
        SeveralPersons = several;
        IsStill = isStill;
        _all = all;
        Units = StrongestByUnit();
    }

    /// <summary>The person, or null for the voice and words alone.</summary>
    public int? Person { get; }

    /// <summary>True if more than one face was found.</summary>
    public bool SeveralPersons { get; }

    /// <summary>True for one still picture.</summary>
    public bool IsStill { get; }

    /// <summary>All of it, in order of arrival.</summary>
    public IReadOnlyList<Evidence> All => _all;

    /// <summary>The strongest evidence of each Action Unit, strongest first.</summary>
    public IReadOnlyList<Evidence> Units { get; }

    /// <summary>The lines of what was said or written, in order: the transcript's, or the quotes of what was read where there is none.</summary>
    public IReadOnlyList<Evidence> Lines => _lines ??= OfKind(EvidenceKinds.TranscriptLine) is { Count: > 0 } lines
        ? [.. lines.Where(line => line.Quote is not null)]
        : [.. OfKind(EvidenceKinds.TextEmotion).Where(line => line.Quote is not null).DistinctBy(line => (line.Quote, line.Interval))];

    /// <summary>The readings of words that may not be what is expressed now.</summary>
    public IReadOnlyList<SpokenDoubt> Doubts => _doubts ??= SpokenDoubts.Of(this);

    /// <summary>What the words were read as, without what is in doubt.</summary>
    public IEnumerable<Evidence> PlainWords => Doubts.Count == 0 ? OfKind(EvidenceKinds.TextEmotion) : OfKind(EvidenceKinds.TextEmotion).Where(e => !Doubts.Any(doubt => doubt.Line.Quote == e.Quote && doubt.Line.Interval == e.Interval));

    /// <summary>The stretches of the clip with a reading of their own, in order of time.</summary>
    public IReadOnlyList<Evidence> Episodes => IsStill ? [] : [.. OfKind(EvidenceKinds.ExpressionEpisode)
        .Where(e => e is { Interval: not null, Label: not null, Value: not null }).OrderBy(e => e.Interval!.Value.Start)];

    /// <summary>The same case with some things assumed: an Action Unit, the face's expression or the words' emotion in place of what was measured of it.</summary>
    public CaseEvidence Assuming(IReadOnlyList<Evidence> assumed) => new(Person, SeveralPersons, IsStill, [.. _all.Where(e => !assumed.Any(a => StandsFor(a, e))), .. assumed]);

    /// <summary>The same case with some evidence left out.</summary>
    public CaseEvidence Without(Predicate<Evidence> leftOut) => new(Person, SeveralPersons, IsStill, [.. _all.Where(e => !leftOut(e))]);

    /// <summary>The first evidence of that kind, or null.</summary>
    public Evidence? First(string kind) => _all.Find(e => e.Kind == kind);

    /// <summary>All evidence of that kind.</summary>
    public IReadOnlyList<Evidence> OfKind(string kind) => _all.FindAll(e => e.Kind == kind);

    /// <summary>True if there is evidence of that modality.</summary>
    public bool Has(Modality modality) => _all.Exists(e => e.Modality == modality);

    /// <summary>The cases of an analysis: each person, the longest seen first; then the voice and words where they belong to no one face.</summary>
    /// <param name="context">The analysis.</param>
    public static IReadOnlyList<CaseEvidence> Of(AnalysisContext context)
    {
        var evidence = context.Ledger.All.Where(e => e.DerivedFrom is null).ToList();
        var persons = evidence.Where(e => e.Modality == Modality.Face).Select(e => e.Person).OfType<int>().Distinct()
            .OrderByDescending(person => evidence.Find(e => e.Person == person && e.Kind == EvidenceKinds.FaceTrack)?.Value ?? 0)
            .ThenBy(person => person).ToList();
        var still = context.Media?.Info.Kind == MediaKind.Image;
        var cases = persons.ConvertAll(person => new CaseEvidence(person, persons.Count > 1, still,
            evidence.FindAll(e => e.Person == person || (persons.Count == 1 && IsSpoken(e) && e.Person is null))));
        var loose = evidence.FindAll(e => IsSpoken(e) && e.Person is null);
        if (persons.Count == 0 || (persons.Count > 1 && loose.Exists(e => e.Kind is EvidenceKinds.VoiceAffect or EvidenceKinds.TextEmotion)))
            cases.Add(new CaseEvidence(null, persons.Count > 1, still, loose));
        return cases;
    }

    private static bool StandsFor(Evidence assumed, Evidence measured) =>
        assumed.ActionUnit is { } unit ? measured.ActionUnit == unit : assumed.Kind == measured.Kind;

    private static bool IsSpoken(Evidence evidence) => evidence.Modality is Modality.Voice or Modality.Words;

    private List<Evidence> StrongestByUnit() =>
        [.. _all.Where(e => e.ActionUnit is not null && e.Value is not null && e.Unit == "0-5" && ActionUnits.Find(e.ActionUnit.Value) is not null)
            .GroupBy(e => e.ActionUnit!.Value).Select(group => group.MaxBy(e => e.Value)!).OrderByDescending(e => e.Value)];
}
