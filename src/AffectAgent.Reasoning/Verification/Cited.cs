namespace AffectAgent.Reasoning;

/// <summary>What a claim cites, looked up.</summary>
/// <param name="Evidence">The pieces of evidence.</param>
/// <param name="Cards">The cards.</param>
internal sealed record Cited(IReadOnlyList<Evidence> Evidence, IReadOnlyList<KnowledgeCard> Cards)
{
    /// <summary>The evidence that a clause may speak of: of the units, modalities and measures that it names.</summary>
    public IReadOnlyList<Evidence> For(Clause clause)
    {
        var bound = OfModality(clause);
        if (clause.Units.Count > 0)
            bound = bound.Where(e => e.ActionUnit is { } unit && clause.Units.Contains(unit));
        if (Features(clause) is { Count: > 0 } features)
            return [.. bound.Where(features.Contains)];
        // A measure is told by its label; an emotion is none, since every distribution may speak of it.
        var named = bound.Where(e => e.Label is { } label && clause.Words.Contains(label) && !Vocabulary.Emotions.ContainsKey(label)).ToList();
        return named.Count > 0 ? named : [.. bound];
    }

    // The voice features that a clause names, by their plain names; "pitch range" is no "pitch".
    private HashSet<Evidence> Features(Clause clause)
    {
        var found = new HashSet<Evidence>();
        var names = Evidence.Where(e => e.Kind == EvidenceKinds.VoiceFeature && e.Label is not null).Select(e => (Evidence: e, Words: Phrases.English.Name(e.Label!).Split(' '))).ToList();
        for (var at = 0; names.Count > 0 && at < clause.Words.Count; at++)
        {
            var longest = names.Where(name => clause.Words.Skip(at).Take(name.Words.Length).SequenceEqual(name.Words, StringComparer.OrdinalIgnoreCase)).OrderByDescending(name => name.Words.Length).ToList();
            if (longest.Count == 0)
                continue;
            found.UnionWith(longest.Where(name => name.Words.Length == longest[0].Words.Length).Select(name => name.Evidence));
            at += longest[0].Words.Length - 1;
        }

        return found;
    }

    /// <summary>A time belongs to the emotion that is named with it, and a value to the person named with it, where evidence of both is cited.</summary>
    public static IReadOnlyList<Evidence> For(Clause clause, NumberMention number, IReadOnlyList<Evidence> bound)
    {
        if (clause.Persons.Count > 0 && bound.Where(e => e.Person is null || clause.Persons.Contains(e.Person.Value)).ToList() is { Count: > 0 } theirs)
            bound = theirs;
        if (number.Unit != NumberUnit.Seconds || clause.Emotions.Count == 0)
            return bound;
        var named = bound.Where(e => e.Interval is not null && clause.Emotions.Any(emotion => EvidenceFacts.Names(e, emotion.Word))).ToList();
        return named.Count > 0 ? named : bound;
    }

    /// <summary>The evidence of the modalities that a clause names; all of it where it names none.</summary>
    public IEnumerable<Evidence> OfModality(Clause clause) => clause.Modalities.Count == 0
        ? Evidence
        : Evidence.Where(e => clause.Modalities.Contains(e.Modality) || (e.Modality == Modality.Other && clause.Modalities.Distinct().Count() > 1));
}

/// <summary>What evidence says of a number, a direction or an emotion.</summary>
internal static class EvidenceFacts
{
    /// <summary>From this intensity on an Action Unit is there (level A of FACS, a trace).</summary>
    public const double Visible = 1;

    // Movements that the unit itself is: raised brows need no baseline. Higher is up, Lower is down.
    private static readonly Dictionary<int, Direction> Movement = new()
    {
        [1] = Direction.Higher, [2] = Direction.Higher, [4] = Direction.Lower, [5] = Direction.Higher, [6] = Direction.Higher,
        [10] = Direction.Higher, [12] = Direction.Higher, [15] = Direction.Lower, [17] = Direction.Higher, [26] = Direction.Lower,
        [27] = Direction.Lower, [43] = Direction.Lower, [45] = Direction.Lower,
    };

    private static readonly HashSet<string> MovementWords =
        ["raised", "raises", "rises", "rising", "lifted", "up", "lowered", "lowers", "falls", "falling", "drops", "drop", "dropped", "down"];

    private static readonly string[] Certainty = ["confidence", "sure", "certain", "certainty"];

    /// <summary>True if the evidence holds the number in the sense in which the clause states it.</summary>
    public static bool Holds(Evidence evidence, NumberMention number, Clause clause) => number.Unit switch
    {
        NumberUnit.Seconds => HoldsTime(evidence, number),
        NumberUnit.Percent when evidence.Unit == "%" => number.Fits(evidence.Value) || number.Fits(evidence.Baseline),
        NumberUnit.Percent => Shares(evidence, clause).Any(share => number.Fits(share * 100)),
        NumberUnit.OfFive => evidence.Unit == "0-5" && number.Fits(evidence.Value),
        NumberUnit.Hertz => InUnit(evidence, number, "hz", 1),
        NumberUnit.Decibel => InUnit(evidence, number, "db", 1),
        NumberUnit.Pixels => InUnit(evidence, number, "px", 1) || InUnit(evidence, number, "pixel", 1),
        NumberUnit.Radians => InUnit(evidence, number, "rad", 1),
        NumberUnit.Degrees => InUnit(evidence, number, "rad", 180 / Math.PI) || InUnit(evidence, number, "deg", 1),
        NumberUnit.Count => evidence.Unit is "persons" or "count" or "faces" && number.Fits(evidence.Value),
        _ => number.Fits(evidence.Value) || number.Fits(evidence.Baseline) || Shares(evidence, clause).Any(share => number.Fits(share)),
    };

    /// <summary>Which way the evidence points for a word; <see cref="Direction.None"/> if it says nothing of it.</summary>
    public static Direction DirectionOf(Evidence evidence, string word)
    {
        if (evidence.Direction != Direction.None)
            return evidence.Direction;
        if (evidence is { Value: { } value, Baseline: { } baseline })
            return value > baseline ? Direction.Higher : value < baseline ? Direction.Lower : Direction.Same;
        if (evidence.ActionUnit is { } unit && MovementWords.Contains(word) && evidence.Value >= Visible)
            return Movement.GetValueOrDefault(unit);
        if (evidence.Unit == "-1..1" && evidence.Value is { } affect)
            return affect > 0.05 ? Direction.Higher : affect < -0.05 ? Direction.Lower : Direction.Same;
        return Direction.None;
    }

    /// <summary>True if the emotion is what the evidence names first.</summary>
    public static bool Names(Evidence evidence, string word) =>
        Vocabulary.Emotions[word].Contains(evidence.Label, StringComparer.OrdinalIgnoreCase);

    /// <summary>The probability that the evidence gives an emotion, or null.</summary>
    public static double? ProbabilityOf(Evidence evidence, string word)
    {
        if (evidence.Distribution is { } distribution)
        {
            foreach (var label in Vocabulary.Emotions[word])
            {
                if (distribution.TryGetValue(label, out var probability))
                    return probability;
            }
        }

        return Names(evidence, word) ? evidence.Value : null;
    }

    private static IEnumerable<double> Shares(Evidence evidence, Clause clause)
    {
        if (clause.Words.Any(Certainty.Contains))
            return evidence.Label == "confidence" ? [evidence.Value ?? double.NaN] : [evidence.Confidence];
        if (clause.Emotions.Count > 0)
            return clause.Emotions.SelectMany(e => (double?[])[ProbabilityOf(evidence, e.Word), Names(evidence, e.Word) ? evidence.Value : null]).OfType<double>();
        return evidence is { Value: { } value, Unit: not "0-5" } ? [value] : [];
    }

    private static bool HoldsTime(Evidence evidence, NumberMention number)
    {
        if (evidence.Unit == "s" && (number.Fits(evidence.Value) || number.Fits(evidence.Baseline)))
            return true;
        var (interval, apex) = (evidence.Interval, evidence.Apex);
        return number.Role switch
        {
            TimeRole.Start => number.Fits(interval?.Start),
            TimeRole.End => number.Fits(interval?.End),
            TimeRole.Length => number.Fits(interval?.Duration),
            TimeRole.Apex => number.Fits(apex ?? interval?.Start),
            _ => number.Fits(apex) || number.Fits(interval?.Start) || number.Fits(interval?.End) || number.Fits(interval?.Duration),
        };
    }

    private static bool InUnit(Evidence evidence, NumberMention number, string unit, double factor) =>
        evidence.Unit?.StartsWith(unit, StringComparison.OrdinalIgnoreCase) is true
        && (number.Fits(evidence.Value * factor) || number.Fits(evidence.Baseline * factor));
}
