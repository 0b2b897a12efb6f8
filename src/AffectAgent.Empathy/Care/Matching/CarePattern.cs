using System.Numerics;

namespace AffectAgent.Empathy.Care.Matching;

/// <summary>
/// A pattern over words. It moves a set of places (a bit each, at most 64 words from the first) through its parts, so its cost has
/// a small bound whatever the text; there is no going back.
/// </summary>
internal abstract class CarePattern
{
    /// <summary>Where the pattern may end, for each place where it may begin.</summary>
    /// <param name="places">Bit p: the next word to read is p words after the first.</param>
    /// <param name="words">The text.</param>
    public abstract ulong Walk(ulong places, in CareWords words);

    /// <summary>The words that the pattern may begin with; null where it may begin with any.</summary>
    public abstract IReadOnlySet<int>? Firsts { get; }

    /// <summary>True where it may match nothing at all.</summary>
    public abstract bool MayBeEmpty { get; }

    /// <summary>How many words the longest match from a place has; 0 where it doesn't match.</summary>
    public int Match(in CareWords words)
    {
        var ends = Walk(1, words) & ~1UL;
        return ends == 0 ? 0 : 63 - BitOperations.LeadingZeroCount(ends);
    }
}

/// <summary>One word.</summary>
internal sealed class WordPattern(int number) : CarePattern
{
    public override IReadOnlySet<int>? Firsts { get; } = new HashSet<int> { number };

    public override bool MayBeEmpty => false;

    public override ulong Walk(ulong places, in CareWords words) => words.Step(places, number);
}

/// <summary>Up to so many words of any kind.</summary>
internal sealed class GapPattern(int most) : CarePattern
{
    public override IReadOnlySet<int>? Firsts => null;

    public override bool MayBeEmpty => true;

    public override ulong Walk(ulong places, in CareWords words)
    {
        var all = places;
        for (var i = 0; i < most && places != 0; i++)
            all |= places = words.StepAny(places);
        return all;
    }
}

/// <summary>One part after the other.</summary>
internal sealed class SequencePattern(IReadOnlyList<CarePattern> parts) : CarePattern
{
    public override IReadOnlySet<int>? Firsts { get; } = FirstsOf(parts);

    public override bool MayBeEmpty { get; } = parts.All(part => part.MayBeEmpty);

    public override ulong Walk(ulong places, in CareWords words)
    {
        foreach (var part in parts)
        {
            if (places == 0)
                return 0;
            places = part.Walk(places, words);
        }
        return places;
    }

    private static HashSet<int>? FirstsOf(IReadOnlyList<CarePattern> parts)
    {
        var firsts = new HashSet<int>();
        foreach (var part in parts)
        {
            if (part.Firsts is not { } own)
                return null;
            firsts.UnionWith(own);
            if (!part.MayBeEmpty)
                return firsts;
        }
        return null;
    }
}

/// <summary>One of several, or, where it may be left out, none.</summary>
internal sealed class ChoicePattern(IReadOnlyList<CarePattern> choices, bool mayBeEmpty) : CarePattern
{
    public override IReadOnlySet<int>? Firsts { get; } = choices.Any(choice => choice.Firsts is null) ? null : choices.SelectMany(choice => choice.Firsts!).ToHashSet();

    public override bool MayBeEmpty => mayBeEmpty || choices.Any(choice => choice.MayBeEmpty);

    public override ulong Walk(ulong places, in CareWords words)
    {
        var all = mayBeEmpty ? places : 0;
        foreach (var choice in choices)
            all |= choice.Walk(places, words);
        return all;
    }
}
