using System.Text.Json;
using System.Text.RegularExpressions;

namespace AffectAgent.Reasoning;

/// <summary>The words by which praise is seen to be told of a nuisance, and an earlier time beside now, from <c>Resources/doubt-words.json</c>. Immutable and thread-safe.</summary>
internal sealed partial class DoubtWords
{
    private static readonly Lazy<DoubtWords> BuiltIn = new(Load);

    private readonly List<Regex> _praising;
    private readonly Regex _complaint;
    private readonly Regex _praise;
    private readonly Regex _past;
    private readonly Regex _now;

    private DoubtWords(JsonElement root)
    {
        string Text(string name) => root.GetProperty(name).GetString()!;
        Regex Words(string pattern) => new($@"(?<!\w)(?:{pattern})(?!\w)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        var (complaint, praise) = (Text("complaint"), Text("praise"));
        _complaint = Words(complaint);
        _praise = Words(praise);
        _past = Words(Text("past"));
        _now = Words(Text("now"));
        _praising = [.. root.GetProperty("forms").EnumerateArray().Select(form => new Regex(
            form.GetString()!.Replace("PRAISE", praise, StringComparison.Ordinal).Replace("COMPLAINT", complaint, StringComparison.Ordinal), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline))];
    }

    /// <summary>The English words.</summary>
    public static DoubtWords English => BuiltIn.Value;

    /// <summary>The words of praise and what they are said of, where that is a nuisance or comes once more; null where it is not.</summary>
    /// <param name="text">A sentence, with the one that follows where that is what it is about.</param>
    public (string Praise, string Of)? MockPraise(string text)
    {
        foreach (var form in _praising)
        {
            if (form.Match(text) is not { Success: true } match)
                continue;
            var rest = SentenceEnd().Split(match.Groups["rest"].Value.Trim())[0];
            // What is good in itself needs no second meaning: a word of praise of its own, an aim reached, a kindness.
            if (_praise.IsMatch(rest) || CauseWords.English.KindOf(rest, "happiness") is not null || !IsNuisance(rest))
                continue;
            return (match.Groups["praise"].Value, rest.Trim(' ', ',', '.', '!', '…', ':', ';', '—', '–', '-'));
        }

        return null;
    }

    /// <summary>True for a clause that is said of an earlier time.</summary>
    public bool IsPast(string clause) => _past.IsMatch(clause);

    /// <summary>True for a clause that is said of now, or of what came in the end.</summary>
    public bool IsNow(string clause) => _now.IsMatch(clause);

    /// <summary>True for a sentence that begins with now, after one of an earlier time.</summary>
    public static bool BeginsNow(string sentence) => Opening().IsMatch(sentence);

    private bool IsNuisance(string rest)
    {
        if (Again().IsMatch(rest))
            return true;
        foreach (Match sign in _complaint.Matches(rest))
        {
            if (!CauseFinder.Denies(rest[..sign.Index]))
                return true;
        }

        return false;
    }

    private static DoubtWords Load()
    {
        using var stream = typeof(DoubtWords).Assembly.GetManifestResourceStream("doubt-words.json")
            ?? throw new InvalidOperationException("The words of doubt are not embedded.");
        using var document = JsonDocument.Parse(stream);
        return new DoubtWords(document.RootElement);
    }

    [GeneratedRegex(@"\bagain\b|\byet another\b|\bas (?:usual|always)\b|\bonce more\b", RegexOptions.IgnoreCase)]
    private static partial Regex Again();

    [GeneratedRegex(@"^\W*(?:but |and |yet )?(?:now|today|tonight|these days|nowadays)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Opening();

    [GeneratedRegex(@"(?<=[.!?…])\s+")]
    private static partial Regex SentenceEnd();
}
