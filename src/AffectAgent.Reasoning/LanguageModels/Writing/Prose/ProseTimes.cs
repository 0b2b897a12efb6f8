using System.Text.RegularExpressions;

namespace AffectAgent.Reasoning;

/// <summary>"Right from the start", "in the final second", "X comes first, Y later", "X before Y": the measured times must lie so.</summary>
internal static partial class ProseTimes
{
    // Shares of the clip: what begins at its start, what reaches its end, and what lies in its middle.
    private const double StartsWithin = 0.2;
    private const double EndsFrom = 0.8;
    private const double Half = 0.5;
    private const double LateFrom = 0.6;
    private const double Rounding = 0.005;
    private static readonly HashSet<string> First = ["first", "earlier", "initially", "precedes", "precede", "leads"];
    private static readonly HashSet<string> Later = ["later", "afterwards", "subsequently", "follows", "follow", "followed", "after"];

    /// <summary>What is wrong, or null.</summary>
    public static string? Fault(Prose prose) => Moment(prose) ?? Order(prose) ?? Before(prose);

    private static string? Moment(Prose prose)
    {
        var (early, first, late, last) = (Early().IsMatch(prose.Text), FirstPart().IsMatch(prose.Text), Late().IsMatch(prose.Text), LastPart().IsMatch(prose.Text));
        if (!early && !first && !late && !last)
            return null;
        var timed = prose.Evidence.Where(e => e.Interval is not null && (prose.Sentence.Units.Count == 0 || e.ActionUnit is null || prose.Sentence.Units.Contains(e.ActionUnit.Value))).ToList();
        var track = prose.Ledger.All.Where(e => e.Interval is not null).Select(e => e.Interval!.Value).ToList();
        if (timed.Count == 0 || track.Count == 0)
            return "moment";
        var (from, whole) = (track.Min(i => i.Start), track.Max(i => i.End) - track.Min(i => i.Start));
        var strongest = Strongest().IsMatch(prose.Text);
        bool Fits(Evidence e)
        {
            var (start, end) = ((e.Interval!.Value.Start - from) / whole, (e.Interval.Value.End - from) / whole);
            var apex = strongest && e.Apex is { } at ? (at - from) / whole : (double?)null;
            return (!early || start <= StartsWithin) && (!first || (apex ?? start) <= Half) && (!late || end >= EndsFrom) && (!last || (apex is { } peak ? peak >= Half : end >= LateFrom));
        }

        return whole > 0 && timed.Any(Fits) ? null : "moment";
    }

    // A part that says "first" or "later" of a unit is held against the units of the other parts.
    private static string? Order(Prose prose)
    {
        var parts = Parts().Split(prose.Text).Select(SentenceReader.Read).ToList();
        foreach (var part in parts.Where(part => part.Units.Count > 0))
        {
            var (first, later) = (part.Words.Any(First.Contains), part.Words.Any(Later.Contains));
            var own = part.Units.Select(prose.Timed).OfType<Evidence>().ToList();
            var others = parts.Where(other => other != part).SelectMany(other => other.Units).Except(part.Units).Select(prose.Timed).OfType<Evidence>().ToList();
            if (first == later || own.Count == 0 || others.Count == 0)
                continue;
            var (starts, begun) = (own.Min(Start), others.Min(Start));
            if (first ? starts > begun + Rounding : starts < begun - Rounding)
                return "order";
        }

        return null;
    }

    private static string? Before(Prose prose)
    {
        foreach (Match joint in Joint().Matches(prose.Text))
        {
            var left = SentenceReader.Read(prose.Text[..joint.Index]).Units.Select(prose.Timed).OfType<Evidence>().LastOrDefault();
            var right = SentenceReader.Read(prose.Text[(joint.Index + joint.Length)..]).Units.Select(prose.Timed).OfType<Evidence>().FirstOrDefault();
            if (left is null || right is null || left == right)
                continue;
            var (sooner, then) = joint.Value is "after" ? (right, left) : (left, right);
            if (Start(sooner) > Start(then) + Rounding)
                return "order";
        }

        return null;
    }

    private static double Start(Evidence evidence) => evidence.Interval!.Value.Start;

    [GeneratedRegex(@"\b(?:from|at|in) the (?:very )?(?:start|beginning|outset)\b(?! of (?!the (?:clip|video|recording)))|\bearly on\b", RegexOptions.IgnoreCase)]
    private static partial Regex Early();

    [GeneratedRegex(@"\b(?:in|during|within|over|for) the (?:first|opening|initial) (?:half|third|part|moments?|seconds?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex FirstPart();

    [GeneratedRegex(@"\b(?:towards?|at|until|till|by|near|to) the (?:very )?end\b(?! of (?!the (?:clip|video|recording)))", RegexOptions.IgnoreCase)]
    private static partial Regex Late();

    [GeneratedRegex(@"\b(?:in|during|within|over|for) the (?:last|final|second|closing) (?:half|third|part|moments?|seconds?)\b|\blate in the\b", RegexOptions.IgnoreCase)]
    private static partial Regex LastPart();

    [GeneratedRegex(@"\b(?:strongest|greatest|highest|peaks?|peaked|maximum)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Strongest();

    [GeneratedRegex(@"[,;:]|\b(?:and|but|while|whereas)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Parts();

    [GeneratedRegex(@"\b(?:before|after|precedes?)\b(?!\s*(?:about |around )?\d)", RegexOptions.IgnoreCase)]
    private static partial Regex Joint();
}
