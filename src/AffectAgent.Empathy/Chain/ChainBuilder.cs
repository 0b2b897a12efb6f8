using System.Globalization;

namespace AffectAgent.Empathy;

/// <summary>Writes the chain of empathy from what was perceived and the rule of the reply.</summary>
/// <param name="knowledge">The cards.</param>
internal sealed class ChainBuilder(IKnowledgeBase knowledge)
{
    private static readonly Phrasing Lines = new("chain.json");

    /// <summary>The chain.</summary>
    /// <param name="user">What is perceived.</param>
    /// <param name="rule">How it is answered.</param>
    /// <param name="moves">The moves that were said.</param>
    /// <param name="scores">What the search gave the cards.</param>
    public EmpathyChain Build(PerceivedUser user, ReplyRule rule, IReadOnlyList<string> moves, IReadOnlyDictionary<string, double> scores)
    {
        var strategies = moves.Distinct().Select(move => Strategy(move, scores)).OfType<UsedStrategy>().ToList();
        var aim = new EmpathyStep("aim", rule.Aim, [.. strategies.Select(one => one.Card).Distinct()]);
        return new EmpathyChain([Event(user), Emotions(user), Cause(user), Need(user, rule), aim], strategies);
    }

    private static EmpathyStep Event(PerceivedUser user) => user.Occasion is { } occasion
        ? new("event", Lines.Fill("event", ("quote", occasion.Text)), occasion.RestsOn)
        : new("event", Lines.Fill("event.none"), []);

    private static EmpathyStep Emotions(PerceivedUser user)
    {
        if (user.Emotions is not { } emotions)
            return new("emotion", Lines.Fill("emotion.none", ("why", user.AbstainedBecause ?? Lines.Fill("emotion.unread"))), []);
        var told = emotions.Ranked().Where((one, at) => at == 0 || one.Probability >= 0.15).Take(3)
            .Select(one => $"{one.Emotion.Name()} {Percent(one.Probability)}");
        var said = user.FeelingWord is { Length: > 0 } word ? " " + Lines.Fill("emotion.said", ("word", word)) : "";
        return new(
            "emotion",
            Lines.Fill("emotion", ("list", string.Join(", ", told)), ("confidence", Percent(user.Confidence))) + said,
            [.. user.Shares.SelectMany(share => share.RestsOn).Distinct()]);
    }

    private EmpathyStep Cause(PerceivedUser user) => user.CauseCard is { } id && knowledge.Find(id) is { } card
        ? new("cause", Sentence(card.Gist ?? card.Title), [card.Id, .. user.Occasion?.RestsOn ?? []])
        : new("cause", Lines.Fill("cause.none"), []);

    private static EmpathyStep Need(PerceivedUser user, ReplyRule rule) =>
        new("need", Lines.Fill("need", ("need", rule.Need)), [.. user.CauseCard is { } card ? [card] : Array.Empty<string>(), "strategy/about"]);

    private UsedStrategy? Strategy(string move, IReadOnlyDictionary<string, double> scores) =>
        ReplyRules.Default.Cards.TryGetValue(move, out var id) && knowledge.Find(id) is { } card
            ? new(move, id, card.Title, card.Gist ?? card.Title, scores.TryGetValue(id, out var score) ? Math.Round(score, 3) : null, [.. card.Sources.Select(Short)])
            : null;

    private static string Short(LiteratureSource source) =>
        $"{source.Authors.Split(',')[0].Trim()}{(source.Authors.Count(letter => letter == ',') > 1 ? " et al." : "")} ({source.Year.ToString(CultureInfo.InvariantCulture)})";

    private static string Percent(double share) => Math.Round(share * 100).ToString(CultureInfo.InvariantCulture) + " %";

    private static string Sentence(string gist) => char.ToUpperInvariant(gist[0]) + gist[1..] + ".";
}
