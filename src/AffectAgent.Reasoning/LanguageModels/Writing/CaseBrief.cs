using System.Globalization;
using Microsoft.Extensions.AI;

namespace AffectAgent.Reasoning;

/// <summary>What a model is told of one case: the reading, the evidence a line each, the cards. All that others wrote is marked as data.</summary>
internal sealed class CaseBrief
{
    private const int MostCandidates = 3;
    private const int MostOfALabel = 80;
    private static readonly PromptFile System = PromptFile.Load("reasoner/system");
    private static readonly PromptFile Case = PromptFile.Load("reasoner/case");
    private static readonly PromptTable Lines = PromptTable.Load("reasoner/lines");

    private readonly Explanation _draft;
    private readonly IKnowledgeBase _knowledge;
    private readonly ReasonerOptions _options;
    private readonly DataMark _mark;

    /// <summary>Gathers the brief.</summary>
    /// <param name="context">The analysis.</param>
    /// <param name="draft">The composer's explanation, for its reading and for what it cites.</param>
    /// <param name="knowledge">The cards.</param>
    /// <param name="options">How much of all that goes into a prompt.</param>
    /// <param name="mark">Marks data.</param>
    public CaseBrief(AnalysisContext context, Explanation draft, IKnowledgeBase knowledge, ReasonerOptions options, DataMark mark)
    {
        (_draft, _knowledge, _options, _mark) = (draft, knowledge, options, mark);
        Evidence = Choose(context);
        Cards = ChooseCards();
    }

    /// <summary>The evidence that is told.</summary>
    public IReadOnlyList<Evidence> Evidence { get; }

    /// <summary>The cards that are told.</summary>
    public IReadOnlyList<KnowledgeCard> Cards { get; }

    /// <summary>The instructions, without anything of the case: what must never show in a result.</summary>
    public static string Instructions => System.Text;

    /// <summary>Names and versions of the prompts.</summary>
    public static string Version => $"reasoner/{System.Version}";

    /// <summary>The messages with which a conversation begins.</summary>
    public List<ChatMessage> Messages() =>
    [
        new(ChatRole.System, System.Fill(("tag", _mark.Tag))),
        new(ChatRole.User, Case.Fill(
            ("who", _draft.Person is { } person ? Lines.Fill("person", ("person", person.ToString(CultureInfo.InvariantCulture))) : Lines.Fill("nobody")),
            ("question", string.IsNullOrWhiteSpace(_draft.Question) ? Lines.Fill("no-question") : _mark.Wrap("question", _draft.Question, _options.MostOfAText)),
            ("reading", Lines.Fill("reading", ("distribution", Shares(_draft.Distribution!.ByName(), label => label)), ("confidence", Number(_draft.Confidence * 100)))),
            ("evidence", string.Join('\n', Evidence.Select(Line))),
            ("cards", string.Join('\n', Cards.Select(Line))))),
    ];

    // What the composer computed and cited first, then the rest; in the order of the ledger.
    private List<Evidence> Choose(AnalysisContext context)
    {
        var cited = _draft.Claims.SelectMany(claim => claim.Citations).ToHashSet(StringComparer.Ordinal);
        var several = context.Ledger.All.Select(e => e.Person).OfType<int>().Distinct().Count() > 1;
        return [.. context.Ledger.All.Where(e => e.Person == _draft.Person || (e.Person is null && (cited.Contains(e.Id) || !several)))
            .Select((e, i) => (Evidence: e, Order: i, Rank: cited.Contains(e.Id) ? 0 : e.DerivedFrom is not null ? 1 : e.Kind == EvidenceKinds.TranscriptLine ? 3 : 2))
            .OrderBy(e => e.Rank).ThenBy(e => e.Order).Take(_options.MostEvidence).OrderBy(e => e.Order).Select(e => e.Evidence)];
    }

    // The cards that the composer cited, the discriminators of the first candidates, then what a search gives.
    private List<KnowledgeCard> ChooseCards()
    {
        var candidates = _draft.Distribution!.Ranked().Take(MostCandidates).Select(candidate => candidate.Emotion.Name()).ToList();
        var cited = _draft.Claims.SelectMany(claim => claim.Citations).Concat(_draft.Alternatives.Select(a => a.DecidedBy).OfType<string>()).Select(_knowledge.Find);
        var pairs = candidates.Skip(1).Select(other => _knowledge.Discriminator(candidates[0], other));
        var units = Evidence.Where(e => e is { ActionUnit: not null, Value: not null, Unit: "0-5" }).GroupBy(e => e.ActionUnit!.Value).ToDictionary(g => g.Key, g => g.Max(e => e.Value!.Value));
        var found = _knowledge.Search(new KnowledgeQuery { ActionUnits = units, Text = $"{candidates[0]} {_draft.Question}", Limit = _options.MostCards }).Select(hit => hit.Card);
        // A quarter of the room is kept for what the search finds beside what the composer used.
        return [.. cited.Concat(pairs).OfType<KnowledgeCard>().DistinctBy(card => card.Id).Take(Math.Max(1, _options.MostCards * 3 / 4)).Concat(found).DistinctBy(card => card.Id).Take(_options.MostCards)];
    }

    private string Line(KnowledgeCard card) => Lines.Fill("card", ("id", card.Id), ("text", card.Origin is null
        ? DataMark.Inside($"{card.Title}. {card.Text}", _options.MostOfAText)
        : _mark.Wrap("card", $"{card.Title}. {card.Text}", _options.MostOfAText)));

    private string Line(Evidence evidence)
    {
        var parts = new List<string> { Lines.Fill("evidence", ("id", evidence.Id), ("where", evidence.Modality.ToString().ToLowerInvariant()), ("what", What(evidence))) };
        if (Value(evidence) is { } value)
            parts.Add(value);
        if (evidence.Distribution is { Count: > 0 } distribution)
            parts.Add(Shares(distribution, label => Name(evidence, label)));
        if (evidence is { Baseline: { } baseline, Direction: not Direction.None })
            parts.Add(Lines.Fill("baseline", ("direction", Lines.Fill(evidence.Direction.ToString().ToLowerInvariant())), ("baseline", Number(baseline))));
        if (evidence.Interval is { } interval)
            parts.Add(Lines.Fill("when", ("start", Number(interval.Start)), ("end", Number(interval.End))));
        if (evidence.Apex is { } apex)
            parts.Add(Lines.Fill("peak", ("apex", Number(apex))));
        parts.Add(Lines.Fill("grade", ("grade", evidence.Reliability.Name())));
        if (evidence.Quote is { } quote)
            parts.Add(_mark.Wrap("words", quote, _options.MostOfAText));
        return string.Join(" | ", parts);
    }

    // Labels of words come from data: only names of emotions that are known stand outside of tags.
    private string Name(Evidence evidence, string label) => evidence.Modality == Modality.Words && label.Length > 0 && !Vocabulary.Emotions.ContainsKey(label)
        ? _mark.Wrap("label", label, MostOfALabel)
        : DataMark.Inside(label, MostOfALabel);

    private string What(Evidence evidence)
    {
        var label = Name(evidence, evidence.Label ?? "");
        var unit = evidence.ActionUnit is { } number && ActionUnits.Find(number) is { } action
            ? Lines.Fill("unit-name", ("number", number.ToString(CultureInfo.InvariantCulture)), ("name", action.Name.ToLowerInvariant())) : "";
        return string.Join(' ', new[] { DataMark.Inside(evidence.Kind, MostOfALabel), unit, label }.Where(part => part.Length > 0));
    }

    private static string? Value(Evidence evidence) => evidence switch
    {
        { Value: null } => null,
        { Unit: "0-5" } => Lines.Fill("of-five", ("value", Number(evidence.Value.Value))),
        { Unit: "probability" } => Lines.Fill("percent", ("value", Number(evidence.Value.Value * 100))),
        _ => Lines.Fill("value", ("value", Number(evidence.Value.Value)), ("unit", DataMark.Inside(evidence.Unit ?? "", MostOfALabel))),
    };

    private static string Shares(IReadOnlyDictionary<string, double> distribution, Func<string, string> name) => string.Join(", ", distribution.OrderByDescending(p => p.Value).Where(p => p.Value >= 0.005).Take(5)
        .Select(p => Lines.Fill("share", ("emotion", name(p.Key)), ("percent", Number(p.Value * 100)))));

    private static string Number(double value) => value.ToString(Math.Abs(value) < 10 ? "0.##" : "0.#", CultureInfo.InvariantCulture);
}
