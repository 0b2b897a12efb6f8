using System.Text.RegularExpressions;
using AffectAgent.Empathy.Care;

namespace AffectAgent.Empathy;

/// <summary>The turns of a conversation so far. Immutable.</summary>
/// <param name="Turns">In order.</param>
public sealed partial record Conversation(IReadOnlyList<ConversationTurn> Turns)
{
    private const int LeastLetters = 5;

    /// <summary>One that has not begun.</summary>
    public static Conversation Empty { get; } = new([]);

    /// <summary>The last reply's place, or null.</summary>
    public Vad? LastReply => Turns.Count > 0 ? Turns[^1].ReplyVad : null;

    /// <summary>The conversation with another turn.</summary>
    /// <param name="turn">The turn.</param>
    public Conversation With(ConversationTurn turn) => new([.. Turns, turn]);

    /// <summary>What care knows of it: each message checked again, and what an older program noted kept.</summary>
    public CareState Care()
    {
        var state = CareState.Start;
        foreach (var turn in Turns)
        {
            var check = CareDetector.Default.Check(turn.User);
            if (!check.IsCrisis && turn.Care is { } name && CareKinds.Find(name) is { } kind && kind.IsCrisis() && Enum.TryParse<CareSeverity>(turn.Severity, out var severity))
                check = check with { Findings = [new CareFinding(kind, severity, CareWho.Writer, 1, 0, 0, check.Language, ["conversation"]), .. check.Findings] };
            state = state.After(check);
        }

        return state;
    }

    /// <summary>An earlier occasion that the present words come back to, as it was told; null where there is none, or it was mentioned before.</summary>
    internal string? Earlier(PerceivedUser user)
    {
        var now = Telling(user.Words);
        if (now.Count == 0 || Turns.Any(turn => turn.Moves.Contains("earlier")))
            return null;
        return Turns.SkipLast(1).LastOrDefault(turn => turn.Occasion is { } told && told != user.Occasion?.Clause && Telling(told).Overlaps(now))?.Occasion;
    }

    private static HashSet<string> Telling(string words) =>
        [.. Word().Matches(words.Length > PlainWords.Most ? words[..PlainWords.Most] : words).Select(match => match.Value.ToLowerInvariant()).Where(word => word.Length >= LeastLetters && !Common().IsMatch(word))];

    [GeneratedRegex(@"\p{L}+")]
    private static partial Regex Word();

    [GeneratedRegex("^(?:about|after|again|always|because|before|being|could|every|everything|feeling|going|gonna|having|never|nothing|other|people|really|should|since|something|still|their|there|these|thing|things|think|those|today|tomorrow|until|where|which|while|would|years|yesterday|yourself|myself)$")]
    private static partial Regex Common();
}
