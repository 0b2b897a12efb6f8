using System.Globalization;

namespace AffectAgent.Cli.Knowledge;

/// <summary>What a card holds beside its text, in lines for a terminal.</summary>
internal static class CardText
{
    /// <summary>"au/12, ActionUnit, grade A, from my-cards".</summary>
    public static string Head(KnowledgeCard card) => $"{card.Id}, {card.Kind}, grade {card.Grade}{(card.Origin is { } origin ? $", from {origin}" : "")}";

    /// <summary>Gist, emotions, pattern, cues, claims and related cards, those that there are.</summary>
    public static IEnumerable<string> Details(KnowledgeCard card)
    {
        if (card.Gist is { } gist)
            yield return $"In short: {gist}";
        if (card.Emotions.Count > 0)
            yield return $"Emotions: {string.Join(", ", card.Emotions)}";
        if (card.Pattern.Count > 0)
            yield return $"Pattern: {string.Join(", ", card.Pattern.Select(pair => string.Create(CultureInfo.InvariantCulture, $"AU{pair.Key} {pair.Value:+0.##;-0.##}")))}";
        foreach (var cue in card.Cues)
            yield return string.Create(CultureInfo.InvariantCulture, $"Cue: {Way(cue.Direction)} {Measure(cue.ActionUnit, cue.Feature, cue.Words)} speaks for {cue.Favours} (strength {cue.Strength:0.##})");
        foreach (var claim in card.Claims)
            yield return $"Claim: {claim.Emotion ?? claim.Dimension} goes with {Way(claim.Direction)} {Measure(claim.ActionUnit, claim.Feature, claim.Words)}";
        if (card.SeeAlso.Count > 0)
            yield return $"See also: {string.Join(", ", card.SeeAlso)}";
    }

    /// <summary>"Someone, A. (2000). A study. doi:10.1/2".</summary>
    public static string Citation(LiteratureSource source) =>
        $"{source.Authors} ({source.Year}). {source.Title}{(source.Doi is { } doi ? $". doi:{doi}" : "")}";

    private static string Way(Direction direction) => direction == Direction.Lower ? "less" : "more";

    private static string Measure(int? unit, string? feature, string? words) => unit is { } u ? $"AU{u}" : feature ?? $"words of {words}";
}
