namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// Names the muscle movements of an expression before any is made: which Action Units, how strong, on which side, how fast, and the
/// knowledge card that says so. A unit that no card names is not moved. Immutable and thread-safe.
/// </summary>
/// <param name="knowledge">The cards: an emotion's pattern is the card <c>emotion/NAME</c>, a mixture's <c>compound/…</c> where there is one.</param>
public sealed class EmotionPlanner(IKnowledgeBase knowledge)
{
    // Surprise is over first and gives way: after its peak this share remains.
    private const double SurpriseLasts = 1.6;
    private const double SurpriseRemains = 0.55;

    // One-sided expressions are as strong there as the whole would be; posed smiles are weaker on one side (Ekman, Hager and Friesen, 1981).
    private const double WeakerSide = 0.85;

    /// <summary>Plans what a user wrote.</summary>
    /// <param name="script">As <see cref="EmotionScript"/> reads it: <c>sadness:0.7</c>, <c>0-2:neutral;2-5:happiness:0.6+surprise:0.4</c>.</param>
    /// <param name="duration">The motion's length, seconds, above 0.</param>
    /// <exception cref="UserException">The text can't be read, or names an emotion or card that there isn't.</exception>
    public EmotionPlan Plan(string script, double duration) => Plan(EmotionScript.Parse(script, duration), duration);

    /// <summary>Plans one mixture for the whole motion.</summary>
    /// <param name="mixture">Emotions with their strengths.</param>
    /// <param name="duration">The motion's length, seconds, above 0.</param>
    public EmotionPlan Plan(IEnumerable<EmotionShare> mixture, double duration)
    {
        ArgumentNullException.ThrowIfNull(mixture);
        return Plan([new ScriptedStretch(new TimeRange(0, duration), [.. mixture.Select(x => new ScriptedShare(x.Emotion.Name(), x.Strength))])], duration);
    }

    /// <summary>Plans stretches of time.</summary>
    /// <param name="stretches">In the order of time, not overlapping; where none is, the face is neutral.</param>
    /// <param name="duration">The motion's length, seconds, above 0.</param>
    public EmotionPlan Plan(IReadOnlyList<ScriptedStretch> stretches, double duration)
    {
        ArgumentNullException.ThrowIfNull(stretches);
        var courses = StretchCourse.Of(stretches, [.. stretches.Select(x => ExpressionTiming.Of(Mixture(x.Shares)))], duration);
        return new EmotionPlan([.. stretches.SelectMany((x, i) => Express(x, courses[i], duration)).Where(x => x.Movements.Count > 0)]);
    }

    /// <summary>The emotions of what a user named; a pattern card's are those that the card names.</summary>
    /// <param name="shares">Emotions or pattern cards with their strengths.</param>
    /// <exception cref="UserException">There is no such emotion or card.</exception>
    public IReadOnlyList<EmotionShare> Mixture(IEnumerable<ScriptedShare> shares)
    {
        ArgumentNullException.ThrowIfNull(shares);
        return Mixture(Cards(shares));
    }

    private (KnowledgeCard Card, double Strength)[] Cards(IEnumerable<ScriptedShare> shares) =>
        [.. shares.Select(x => (Card: Card(x.Name), x.Strength)).Where(x => x.Strength > 0 && x.Card.Id != "emotion/neutral")];

    private IEnumerable<PlannedExpression> Express(ScriptedStretch stretch, StretchCourse course, double duration)
    {
        var parts = Cards(stretch.Shares);
        var mixture = Mixture(parts);
        var units = PatternMixer.Mix(parts, knowledge);
        var timing = course.Timing;
        var fades = mixture is [{ Emotion: Emotion.Surprise }] && course.Release - course.Start > SurpriseLasts + 1;
        var turn = fades ? course.Start + SurpriseLasts : course.Release;
        yield return new PlannedExpression(Last(course.Start, turn, timing, duration), mixture, Movements(units, timing, 1));
        if (fades)
        {
            EmotionShare[] rest = [.. mixture.Select(x => x with { Strength = x.Strength * SurpriseRemains })];
            yield return new PlannedExpression(Last(turn, course.Release, timing, duration), rest, Movements(units, timing, SurpriseRemains));
        }
    }

    // The offset begins where the stretch gives way, or early enough to be over with the motion.
    private static TimeRange Last(double start, double end, ExpressionTiming timing, double duration) => new(start, Math.Min(duration, end + timing.Offset));

    private KnowledgeCard Card(string name)
    {
        if (EmotionNames.TryParse(name, out var emotion))
            return knowledge.Find("emotion/" + emotion.Name()) ?? throw new UserException($"No knowledge card says what {name} looks like.", $"Add a card emotion/{name}.");
        if (knowledge.Find(name) is { Kind: CardKind.Prototype } card)
            return card;
        var known = string.Join(", ", EmotionNames.All.Select(x => x.Name()));
        throw new UserException($"\"{name}\" is no emotion that a face can be planned for.", $"Take one of {known}, or the id of a pattern card such as smile/polite or emotion/worry.");
    }

    private static EmotionShare[] Mixture(IEnumerable<(KnowledgeCard Card, double Strength)> parts)
    {
        var strengths = new SortedDictionary<Emotion, double>();
        foreach (var (card, strength) in parts)
        {
            foreach (var name in card.Emotions)
            {
                if (EmotionNames.TryParse(name, out var emotion) && emotion != Emotion.Neutral)
                    strengths[emotion] = Math.Max(strengths.GetValueOrDefault(emotion), strength);
            }
        }

        return [.. strengths.Select(x => new EmotionShare(x.Key, x.Value))];
    }

    private static PlannedMovement[] Movements(IEnumerable<MixedUnit> units, ExpressionTiming timing, double share) =>
        [.. units.SelectMany(x => Sides(x).Select(side =>
            new PlannedMovement(x.Unit, Math.Round(Math.Min(5, x.Intensity * side.Gain * share), 3), side.Side, timing.Onset, timing.Offset, x.Card.Id, Reason(x))))];

    private static (FaceSide Side, double Gain)[] Sides(MixedUnit unit) => unit.Card.Id switch
    {
        "emotion/contempt" or "smile/contempt" or "emotion/contempt-upper-lip" when unit.Unit is 10 or 12 or 14 => [(FaceSide.Left, 1)],
        "smile/polite" => [(FaceSide.Left, 1), (FaceSide.Right, WeakerSide)],
        _ => [(FaceSide.Both, 1)],
    };

    // The card's sentence that names the unit; its gist where none does.
    private static string Reason(MixedUnit unit)
    {
        var name = $"AU{(unit.Unit == 45 && unit.Card.Pattern.ContainsKey(43) ? 43 : unit.Unit)}";
        var sentences = unit.Card.Text.Split(". ", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var sentence = sentences.FirstOrDefault(x => Names(x, name)) ?? unit.Card.Gist ?? sentences[0];
        return sentence.TrimEnd('.') + ".";
    }

    private static bool Names(string sentence, string unit)
    {
        for (var at = sentence.IndexOf(unit, StringComparison.Ordinal); at >= 0; at = sentence.IndexOf(unit, at + 1, StringComparison.Ordinal))
        {
            if (at + unit.Length == sentence.Length || !char.IsAsciiDigit(sentence[at + unit.Length]))
                return true;
        }

        return false;
    }
}
