using System.Text.Json;
using System.Text.RegularExpressions;
using AffectAgent.Knowledge;

namespace AffectAgent.Reasoning;

/// <summary>
/// Chooses finer words for a reading: words whose emotion is the reading and whose place in valence, arousal and dominance is
/// near. A word that speaks of an occasion, a state or somebody addressed ("homesick", "grateful", "mocking") is offered only
/// where the words said bear that out (<c>Resources/word-needs.json</c>), and then comes first. Where none fits, none is offered.
/// </summary>
internal sealed class FinerWords
{
    /// <summary>How near a word must lie, as its weight exp(-(d/0.5)²): a distance of 0.3.</summary>
    private const double Near = 0.7;

    /// <summary>The same for a word that the words said bear out: a distance of 0.5.</summary>
    private const double NearWithOccasion = 0.36;

    private const double Reach = 0.5;
    private static readonly Lazy<Dictionary<string, Need>> Needs = new(Load);

    /// <summary>The words, the best first.</summary>
    /// <param name="point">Where the reading lies.</param>
    /// <param name="top">What it reads as.</param>
    /// <param name="evidence">What was said.</param>
    /// <param name="vocabulary">The words.</param>
    /// <param name="most">How many at most.</param>
    public static IReadOnlyList<EmotionWord> Of(Vad point, Emotion top, CaseEvidence evidence, EmotionVocabulary vocabulary, int most)
    {
        var lines = evidence.Lines.Select(line => line.Quote!).ToList();
        var labels = evidence.OfKind(EvidenceKinds.TextEmotion).Where(e => e is { Label: not null, Value: >= CueWeigher.LeastWords }).Select(e => e.Label!).ToHashSet(StringComparer.Ordinal);
        var fitting = new List<(EmotionWord Word, int Borne)>();
        foreach (var word in vocabulary.Words.Where(word => word.Emotion == top))
        {
            var need = Needs.Value.GetValueOrDefault(word.Word);
            var distance = word.Vad.DistanceTo(point) / Reach;
            var weight = Math.Exp(-distance * distance);
            var borne = need?.Met(labels, lines) ?? 0;
            if (need is null ? weight >= Near : borne > 0 && weight >= NearWithOccasion)
                fitting.Add((new EmotionWord(word.Word, weight), borne));
        }

        return [.. fitting.OrderByDescending(fit => fit.Borne).ThenByDescending(fit => fit.Word.Weight).ThenBy(fit => fit.Word.Word, StringComparer.Ordinal).Select(fit => fit.Word).Take(most)];
    }

    private static Dictionary<string, Need> Load()
    {
        using var stream = typeof(FinerWords).Assembly.GetManifestResourceStream("word-needs.json")
            ?? throw new InvalidOperationException("What words need is not embedded.");
        using var document = JsonDocument.Parse(stream);
        var needs = new Dictionary<string, Need>(StringComparer.Ordinal);
        foreach (var row in document.RootElement.GetProperty("needs").EnumerateArray())
        {
            var need = new Need(
                row.GetProperty("labels").GetString()!.Split(' ', StringSplitOptions.RemoveEmptyEntries),
                new Regex($@"(?<!\w)(?:{row.GetProperty("signs").GetString()})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant));
            foreach (var word in row.GetProperty("words").GetString()!.Split(' '))
                needs.Add(word, need);
        }

        return needs;
    }

    /// <summary>What a word needs: one of these labels expressed by the words, or one of these signs in them.</summary>
    private sealed record Need(IReadOnlyList<string> Labels, Regex Signs)
    {
        /// <summary>2 where a label bears it out, 1 where a sign does, 0 where nothing does.</summary>
        public int Met(HashSet<string> labels, List<string> lines) => Labels.Any(labels.Contains) ? 2 : lines.Exists(Signs.IsMatch) ? 1 : 0;
    }
}
