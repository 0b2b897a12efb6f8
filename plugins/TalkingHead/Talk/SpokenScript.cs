using AffectAgent.Knowledge;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// Speaks a text in the manner of what is expressed, piece by piece: each part of the emotion script has its own rate, pitch, range, loudness
/// and pauses, and words of no part are spoken as the voice speaks by itself.
/// </summary>
/// <param name="voice">The voice.</param>
/// <param name="vocabulary">Where emotions lie in valence, arousal and dominance.</param>
/// <param name="planner">Knows the emotions of pattern cards.</param>
internal sealed class SpokenScript(ISpeechSynthesizer voice, EmotionVocabulary vocabulary, EmotionPlanner planner)
{
    private const string SentenceEnds = ".!?…。！？";

    /// <summary>Speaks.</summary>
    /// <param name="text">The words.</param>
    /// <param name="style">Language and voice; its prosody is not used.</param>
    /// <param name="parts">The emotion script.</param>
    /// <param name="lead">Silence that will come before, seconds: times of the script count from there.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<SpeechTrack> SpeakAsync(string text, SpeechStyle style, IReadOnlyList<ScriptPart> parts, double lead, CancellationToken cancellationToken)
    {
        Prosody[] manners = [.. parts.Select(Manner)];
        if (parts is [{ IsPlaced: false }])
            return await voice.SpeakAsync(text, style with { Prosody = manners[0] }, cancellationToken).ConfigureAwait(false);
        var words = WordPlaces.Split(SpokenText.Clean(text, style.Language));
        var times = parts.Any(part => part.From?.Seconds is not null || part.To?.Seconds is not null)
            ? Times(words, await voice.SpeakAsync(text, style with { Prosody = null }, cancellationToken).ConfigureAwait(false), lead) : null;
        var part = Parts(words, times, parts, manners);
        var pieces = new List<SpeechTrack>();
        for (var at = 0; at < words.Length;)
        {
            var end = at + 1;
            while (end < words.Length && part[end] == part[at])
                end++;
            var manner = part[at] < 0 ? new Prosody() : manners[part[at]];
            var continues = end < words.Length && !EndsSentence(words[end - 1]);
            pieces.Add(await voice.SpeakAsync(string.Join(' ', words[at..end]), style with { Prosody = manner, Continues = continues }, cancellationToken).ConfigureAwait(false));
            at = end;
        }

        return SpeechJoin.Of(pieces);
    }

    // A word may be a lonely closing quote, of which nothing is left.
    private static bool EndsSentence(string word) => word.TrimEnd('"', '\'', '”', '’', '»', ')') is { Length: > 0 } bare && SentenceEnds.Contains(bare[^1]);

    // When each word begins if spoken in the voice's own manner; for words that the voice doesn't tell, what lies between.
    private static double[] Times(string[] words, SpeechTrack plain, double lead)
    {
        (string Word, double Start)[] told = [.. plain.Words.SelectMany(word => WordPlaces.Split(word.Text).Select(one => (WordPlaces.Plain(one), word.Interval.Start + lead))).Where(one => one.Item1.Length > 0)];
        var letters = words.Select(word => word.Length + 1).Aggregate((List<double>)[0.0], (all, length) => [.. all, all[^1] + length]);
        var times = new double[words.Length];
        var next = 0;
        for (var i = 0; i < words.Length; i++)
        {
            var here = next < told.Length && told[next].Word == WordPlaces.Plain(words[i]);
            times[i] = here ? told[next++].Start : Math.Max(i == 0 ? lead : times[i - 1], lead + (plain.Duration * letters[i] / letters[^1]));
        }

        return times;
    }

    // Which part each word belongs to, -1 for none. A word that is spoken faster or slower moves those behind it.
    private static int[] Parts(string[] words, double[]? times, IReadOnlyList<ScriptPart> parts, Prosody[] manners)
    {
        var of = new int[words.Length];
        var places = new WordPlaces(words);
        var ranges = parts.Select(part => (From: Range(part.From, places), To: part.To == part.From ? null : Range(part.To, places))).ToArray();
        var at = times is null ? 0 : times[0];
        for (var i = 0; i < words.Length; i++)
        {
            of[i] = -1;
            if (i > 0 && WordPlaces.Plain(words[i]).Length == 0)
            {
                of[i] = of[i - 1];
                continue;
            }

            for (var p = 0; p < parts.Count; p++)
            {
                var begun = ranges[p].From is { } first ? i >= first.First : at >= (parts[p].From?.Seconds ?? 0);
                var on = parts[p].To == parts[p].From && ranges[p].From is { } same ? i <= same.Last : ranges[p].To is { } last ? i <= last.Last : at < (parts[p].To?.Seconds ?? double.PositiveInfinity);
                of[i] = begun && on ? p : of[i];
            }

            at += times is null || i + 1 == words.Length ? 0 : (times[i + 1] - times[i]) / (of[i] < 0 ? 1 : manners[of[i]].Rate);
        }

        return of;
    }

    private static (int First, int Last)? Range(ScriptPlace? place, WordPlaces places) => place?.Words is not { } words ? null
        : places.Find(words) ?? throw new UserException($"\"{words}\" is not among the words that are spoken.", "Quote words of the text as they stand there and in their order.");

    private Prosody Manner(ScriptPart part)
    {
        double weight = 0, most = 0;
        var place = Vad.Zero;
        foreach (var share in planner.Mixture(part.Shares))
            (place, weight, most) = (place + (vocabulary.VadOf(share.Emotion) * share.Strength), weight + share.Strength, Math.Max(most, share.Strength));
        return weight <= 0 ? new Prosody() : ProsodyMapping.From(place * (1 / weight), most);
    }
}
