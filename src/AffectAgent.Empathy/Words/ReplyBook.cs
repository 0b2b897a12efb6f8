using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace AffectAgent.Empathy;

/// <summary>A kind of event or of speech act that words show, and what it tends to go with.</summary>
/// <param name="Id">Its name: "failure", "thanks".</param>
/// <param name="Card">Id of its appraisal card, or null for speech acts.</param>
/// <param name="Family">The family of phrases for it: an emotion's name, or "thanks", "greeting"…</param>
/// <param name="Emotions">Emotions that it tends to go with, weights by name; empty for speech acts.</param>
/// <param name="Signs">Words that show it.</param>
/// <param name="IsAct">True for a speech act: it says what the message does, not what happened.</param>
internal sealed record Situation(string Id, string? Card, string Family, IReadOnlyDictionary<Emotion, double> Emotions, Regex Signs, bool IsAct);

/// <summary>A word by which people say what they feel.</summary>
/// <param name="Family">The family of phrases.</param>
/// <param name="Emotion">The emotion that it belongs to.</param>
/// <param name="Pattern">The words that say so; the group "word" is the word to repeat.</param>
internal sealed record FeelingWord(string Family, Emotion Emotion, Regex Pattern);

/// <summary>What a language has: words that are looked for, phrases that are said. From <c>prompts/empathy/LANGUAGE.json</c>.</summary>
internal sealed class ReplyBook
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);
    private static readonly ConcurrentDictionary<string, ReplyBook?> Loaded = new(StringComparer.Ordinal);

    private ReplyBook(JsonElement root)
    {
        Language = root.GetProperty("language").GetString()!;
        Version = root.GetProperty("version").GetString()!;
        Acts = [.. root.GetProperty("acts").EnumerateArray().Select(one => Read(one, true))];
        Situations = [.. root.GetProperty("situations").EnumerateArray().Select(one => Read(one, false))];
        var frame = root.GetProperty("feeling-frame").GetString()!;
        Feelings = [.. root.GetProperty("feelings").EnumerateArray().Select(one => new FeelingWord(
            one.GetProperty("family").GetString()!,
            EmotionOf(one.GetProperty("emotion").GetString()!),
            new Regex(frame.Replace("WORD", one.GetProperty("words").GetString()!, StringComparison.Ordinal), Options, Longest)))];
        Phrases = root.GetProperty("phrases").EnumerateObject().ToDictionary(
            pair => pair.Name, pair => (IReadOnlyList<string>)[.. pair.Value.EnumerateArray().Select(phrase => phrase.GetString()!)], StringComparer.Ordinal);
    }

    /// <summary>Languages that have a book.</summary>
    public static IReadOnlyList<string> Languages { get; } = [.. Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(name => name.StartsWith("empathy/", StringComparison.Ordinal) && name.EndsWith(".json", StringComparison.Ordinal))
        .Select(Path.GetFileNameWithoutExtension).OfType<string>().Where(name => name.Length == 2).Order(StringComparer.Ordinal)];

    /// <summary>ISO 639-1.</summary>
    public string Language { get; }

    /// <summary>Name and version, e.g. "empathy-en/1".</summary>
    public string Version { get; }

    /// <summary>What a message does: thanks, greets, asks who is speaking. The more telling first.</summary>
    public IReadOnlyList<Situation> Acts { get; }

    /// <summary>What it tells of. The more telling first.</summary>
    public IReadOnlyList<Situation> Situations { get; }

    /// <summary>Words of feeling.</summary>
    public IReadOnlyList<FeelingWord> Feelings { get; }

    /// <summary>Phrases by key.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Phrases { get; }

    /// <summary>The book of a language, or null where there is none.</summary>
    public static ReplyBook? Find(string language) => Loaded.GetOrAdd(language, code => Languages.Contains(code) ? new ReplyBook(Resource(code + ".json")) : null);

    /// <summary>A JSON file of the folder.</summary>
    public static JsonElement Resource(string name)
    {
        using var stream = Open(name);
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }

    /// <summary>A prompt of the folder, without its head of name and version.</summary>
    public static string Text(string name)
    {
        using var reader = new StreamReader(Open(name));
        return reader.ReadToEnd().ReplaceLineEndings("\n").Split("---\n", 3)[^1].Trim();
    }

    private static Stream Open(string name) => Assembly.GetExecutingAssembly().GetManifestResourceStream("empathy/" + name)
        ?? throw new InvalidOperationException($"The file empathy/{name} is not embedded.");

    private static Situation Read(JsonElement one, bool isAct) => new(
        one.GetProperty("id").GetString()!,
        one.TryGetProperty("card", out var card) ? card.GetString() : null,
        one.GetProperty("family").GetString()!,
        one.TryGetProperty("emotions", out var emotions) ? emotions.EnumerateObject().ToDictionary(pair => EmotionOf(pair.Name), pair => pair.Value.GetDouble()) : new Dictionary<Emotion, double>(),
        new Regex(one.GetProperty("signs").GetString()!, Options, Longest),
        isAct);

    private static Emotion EmotionOf(string name) => EmotionNames.TryParse(name, out var emotion) ? emotion : throw new InvalidOperationException($"'{name}' is no emotion.");
}
