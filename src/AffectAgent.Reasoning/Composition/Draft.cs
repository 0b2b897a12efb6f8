using System.Globalization;

namespace AffectAgent.Reasoning;

/// <summary>The sentences of one explanation while they are written.</summary>
/// <param name="evidence">What the explanation is about.</param>
internal sealed class Draft(CaseEvidence evidence)
{
    private static readonly string[] Formats = ["0", "0.0", "0.00", "0.000"];

    private readonly List<Claim> _claims = [];

    /// <summary>The sentences so far.</summary>
    public IReadOnlyList<Claim> Claims => _claims;

    /// <summary>The face as a sentence names it.</summary>
    public string Face => evidence is { Person: { } person, SeveralPersons: true } ? $"the face of person {person}" : "the face";

    /// <summary>The person as a sentence names it.</summary>
    public string Subject => evidence.Person is { } person ? $"person {person}" : "it";

    /// <summary>Writes a sentence from a template.</summary>
    public void Say(ReasoningStage stage, string key, IEnumerable<string> citations, params ReadOnlySpan<(string Slot, string Value)> values)
    {
        Span<(string Slot, string Value)> all = [.. values, ("face", Face), ("subject", Subject)];
        _claims.Add(new Claim(stage, Phrases.English.Fill(key, (evidence.Person ?? 0) + _claims.Count, all), [.. citations.Distinct(StringComparer.Ordinal)]));
    }

    /// <summary>Quotes the gist of a card as a sentence of its own.</summary>
    public void SayGist(ReasoningStage stage, KnowledgeCard? card)
    {
        if (card?.Gist is { Length: > 0 } gist && !_claims.Exists(claim => claim.Citations is [var id] && id == card.Id))
            Say(stage, "card.gist", [card.Id], ("gist", gist));
    }

    /// <summary>Takes over sentences of another draft, for this stage; what is said already is not said again.</summary>
    public void Take(IEnumerable<Claim> claims, ReasoningStage stage) =>
        _claims.AddRange(claims.Where(claim => !_claims.Exists(said => said.Text == claim.Text)).Select(claim => claim with { Stage = stage }).ToList());

    /// <summary>Puts sentences of another draft before these; a card quoted there is not quoted again.</summary>
    public void InsertFirst(Draft other)
    {
        _claims.RemoveAll(claim => other._claims.Exists(said => said.Text == claim.Text));
        _claims.InsertRange(0, other._claims);
    }

    /// <summary>A number with fixed decimals.</summary>
    public static string F(double value, int decimals)
    {
        var text = value.ToString(Formats[decimals], CultureInfo.InvariantCulture);
        // What rounds to zero from below is zero, not "-0.00".
        return text[0] == '-' && text.AsSpan(1).IndexOfAnyExcept('0', '.') < 0 ? text[1..] : text;
    }

    /// <summary>A probability as whole percents; one decimal below 1 %.</summary>
    public static string Percent(double share) => F(share * 100, share is > 0 and < 0.01 ? 1 : 0);

    /// <summary>"AU12".</summary>
    public static string Code(Evidence evidence) => ActionUnits.Get(evidence.ActionUnit!.Value).Code;

    /// <summary>"lip corner puller". A blink takes time: in a still, AU45 is what its evidence calls it.</summary>
    public static string NameOf(Evidence evidence) =>
        (evidence is { ActionUnit: 45, Interval: null, Label: { } label } ? label : ActionUnits.Get(evidence.ActionUnit!.Value).Name).ToLowerInvariant();
}
