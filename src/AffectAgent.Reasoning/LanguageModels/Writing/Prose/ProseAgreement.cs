using System.Text.RegularExpressions;

namespace AffectAgent.Reasoning;

/// <summary>"The face and the words agree", "only the voice reads as sad", "in all of them": what each cited channel reads as must be so.</summary>
internal static partial class ProseAgreement
{
    private static readonly Modality[] Channels = [Modality.Face, Modality.Voice, Modality.Words];

    /// <summary>What is wrong, or null.</summary>
    public static string? Fault(Prose prose)
    {
        foreach (Match said in Agree().Matches(prose.Text))
        {
            if (Agreement(prose, said))
                return "agree";
        }

        if (OnlyOne().Match(prose.Text) is { Success: true } only)
        {
            var alone = Vocabulary.Modalities[only.Groups["m"].Value.ToLowerInvariant()];
            if (Named(prose.Text[only.Index..]) is { } emotion && Channels.Any(channel => channel != alone && Reads(prose, channel, emotion)))
                return "agree";
        }

        return InEach().IsMatch(prose.Text) && Named(prose.Text) is { } each && Channels.Any(channel => Tops(prose, channel).Count > 0 && !Reads(prose, channel, each)) ? "agree" : null;
    }

    // True if what is said of the channels is wrong, or can't be checked.
    private static bool Agreement(Prose prose, Match said)
    {
        var from = Boundary().Matches(prose.Text[..said.Index]).LastOrDefault() is { } boundary ? boundary.Index + boundary.Length : 0;
        var subject = prose.Text[from..said.Index];
        var named = Mentioned(subject);
        if (named.Count < 2)
            named = Mentioned(prose.Text[from..]);
        if (named.Count < 2)
            return false;
        var tops = named.Select(channel => Tops(prose, channel)).ToList();
        if (tops.Exists(top => top.Count == 0))
            return true;
        var agree = tops.TrueForAll(top => tops.TrueForAll(other => top.Overlaps(other)));
        var saysSo = said.Groups["not"].Success || said.Groups["dis"].Success ? !agree : agree;
        var on = said.Groups["dis"].Success ? null : Named(On().Match(prose.Text[said.Index..]).Value);
        return !saysSo || (on is not null && !said.Groups["not"].Success && named.Any(channel => !Reads(prose, channel, on)));
    }

    private static List<Modality> Mentioned(string text) =>
        [.. SentenceReader.Read(text).Words.Where(Vocabulary.Modalities.ContainsKey).Select(word => Vocabulary.Modalities[word]).Distinct()];

    // What a channel reads as: the label, and the first of its distribution, which may be a coarser name of the same.
    private static HashSet<string> Tops(Prose prose, Modality channel) =>
        [.. prose.Evidence.Where(e => e.Modality == channel && e.Distribution is { Count: > 0 }).SelectMany(e => new[] { e.Label, e.Distribution!.MaxBy(share => share.Value).Key }.OfType<string>())];

    private static bool Reads(Prose prose, Modality channel, string emotion) => Tops(prose, channel).Overlaps(Vocabulary.Emotions[emotion]);

    private static string? Named(string text) => SentenceReader.Read(text).Words.FirstOrDefault(Vocabulary.Emotions.ContainsKey);

    [GeneratedRegex(@"\b(?<not>(?:do|does|did)(?: not|n't) |hardly |never )?(?:all |both |clearly |largely |broadly )*(?:(?<dis>disagree\w*|conflict\w*|contradict\w*|differ|differs|clash\w*)|agree\w*|coincide\w*|match|matches)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Agree();

    [GeneratedRegex(@"\bonly the (?<m>face|voice|words)\b", RegexOptions.IgnoreCase)]
    private static partial Regex OnlyOne();

    [GeneratedRegex(@"\bin (?:each|all|both|every one)(?: of (?:them|these|the))?\b|\ball (?:three|channels|modalities)\b", RegexOptions.IgnoreCase)]
    private static partial Regex InEach();

    [GeneratedRegex(@"[;:]|\b(?:but|whereas|while|although|though|yet)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Boundary();

    [GeneratedRegex(@"\b(?:on|about|in|that) [^,;:]+", RegexOptions.IgnoreCase)]
    private static partial Regex On();
}
