using System.Text.RegularExpressions;

namespace AffectAgent.Reasoning;

/// <summary>
/// "X, then Y", "X before Y", "X after Y", "while X, Y": the times of what is named on both sides must lie that way; where
/// both sides are one distribution, "then" is a ranking and must go downwards. "Throughout" needs the whole time.
/// </summary>
internal static partial class OrderChecks
{
    private const double Slack = 0.1;
    private const double WholeShare = 0.95;

    /// <summary>What is wrong, or null.</summary>
    public static string? Check(FormContext form) => form.Cited.Evidence.Count == 0 ? null : Extent(form) ?? Order(form) ?? Together(form);

    private static string? Order(FormContext form)
    {
        var text = form.Sentence.Text;
        // What stands in a quote orders nothing: its words are not the writer's.
        var joints = Words().Matches(text).Where(joint => text.AsSpan(0, joint.Index).Count('“') <= text.AsSpan(0, joint.Index).Count('”')).ToList();
        if (joints.Count == 0)
            return null;
        List<string> parts = [text[..joints[0].Index], .. joints.Select((joint, i) => text[(joint.Index + joint.Length)..(i + 1 < joints.Count ? joints[i + 1].Index : text.Length)])];
        for (var i = 0; i < joints.Count; i++)
        {
            var word = joints[i].Value.Trim(' ', ',').ToLowerInvariant();
            if (NotOrder().IsMatch(parts[i + 1]) && word is "after" or "before")
                continue;
            var (left, right) = (Named(parts[i], form, last: true), Named(parts[i + 1], form, last: false));
            if (left is null || right is null)
            {
                // What has no time, such as a distribution, may only be ranked by "then".
                if (word is "before" or "after" or "followed by" || (form.Cited.Evidence.Count > 1 && form.Cited.Evidence.All(e => e.Interval is not null)))
                    return $"nothing it cites tells what comes {word}";
                continue;
            }

            if (left == right)
            {
                if (Falls(parts[i], parts[i + 1], left) is false)
                    return "its ranking does not go downwards";
                continue;
            }

            var (first, second) = word == "after" ? (right, left) : (left, right);
            if (Time(first) > Time(second) + Slack)
                return $"{first.Id} does not come before {second.Id}";
        }

        return null;
    }

    private static bool? Falls(string left, string right, Evidence evidence)
    {
        double? Of(string part, bool last)
        {
            var all = SentenceReader.Read(part).Clauses.SelectMany(clause => clause.Emotions).Select(e => EvidenceFacts.ProbabilityOf(evidence, e.Word)).OfType<double>().ToList();
            return all.Count == 0 ? null : last ? all[^1] : all[0];
        }

        return Of(left, true) is { } above && Of(right, false) is { } below ? above >= below - 0.005 : null;
    }

    private static string? Together(FormContext form)
    {
        if (AtOnce().Match(form.Sentence.Text) is not { Success: true } joint)
            return null;
        var text = form.Sentence.Text;
        var sides = joint.Index == 0 && text.IndexOf(',', StringComparison.Ordinal) is > 0 and var comma
            ? (text[..comma], text[comma..]) : (text[..joint.Index], text[(joint.Index + joint.Length)..]);
        var (left, right) = (Named(sides.Item1, form, last: true), Named(sides.Item2, form, last: false));
        return left is { Interval: { } a } && right is { Interval: { } b } && left != right && !a.Overlaps(b) ? $"{left.Id} and {right.Id} are not at the same time" : null;
    }

    // The evidence that a part of the sentence names: by unit, by quote, by label, in that order.
    private static Evidence? Named(string part, FormContext form, bool last)
    {
        var read = SentenceReader.Read(part);
        var timed = form.Cited.Evidence.Where(e => e.Interval is not null).ToList();
        var times = read.Clauses.SelectMany(clause => clause.Numbers).Where(n => n.Unit == NumberUnit.Seconds).ToList();
        IEnumerable<Evidence> found = timed.Where(e => read.Units.Contains(e.ActionUnit ?? -1));
        if (!found.Any())
            found = timed.Where(e => e.Quote is { } quote && read.Quotes.Any(q => q.Length > 0 && quote.Contains(q.TrimEnd('…', '.', ','), StringComparison.OrdinalIgnoreCase)));
        if (!found.Any())
        {
            var emotions = read.Clauses.SelectMany(clause => clause.Emotions).Select(e => e.Word).ToList();
            var wanted = last ? emotions.LastOrDefault() : emotions.FirstOrDefault();
            found = wanted is null ? [] : form.Cited.Evidence.Where(e => e.Interval is not null && EvidenceFacts.Names(e, wanted));
            if (!found.Any() && wanted is not null)
                return form.Cited.Evidence.FirstOrDefault(e => e.Distribution is not null && EvidenceFacts.ProbabilityOf(e, wanted) is not null);
        }

        var list = found.ToList();
        return list.Find(e => times.Exists(t => t.Fits(e.Interval!.Value.Start) || t.Fits(e.Interval.Value.End) || t.Fits(e.Apex))) ?? list.FirstOrDefault();
    }

    private static double Time(Evidence evidence) => evidence.Interval?.Start ?? 0;

    private static string? Extent(FormContext form)
    {
        if (!Always().IsMatch(form.Plain))
            return null;
        var track = form.Ledger.All.FirstOrDefault(e => e.Kind == EvidenceKinds.FaceTrack && (form.Person is null || e.Person == form.Person));
        var whole = track?.Interval?.Duration ?? form.Ledger.All.Max(e => e.Interval?.End) ?? 0;
        return whole > 0 && form.Cited.Evidence.Any(e => e.Interval?.Duration >= WholeShare * whole) ? null : "nothing it cites lasts all the time";
    }

    [GeneratedRegex(@",?\s+(?:and )?then\s+|,?\s+before\s+|,?\s+after\s+|,?\s+followed by\s+", RegexOptions.IgnoreCase)]
    private static partial Regex Words();

    // "after 1.2 s" is a time, checked as such.
    [GeneratedRegex(@"^\s*(?:about |around )?\d")]
    private static partial Regex NotOrder();

    [GeneratedRegex(@"(?:^|,\s+|\s)(?:while|as long as|at the same time as|during)\s", RegexOptions.IgnoreCase)]
    private static partial Regex AtOnce();

    [GeneratedRegex(@"\b(?:throughout|all the time|the whole time|all along|constantly|always|in every frame|in all frames|from beginning to end)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Always();
}
