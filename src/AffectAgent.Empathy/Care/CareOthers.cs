using System.Text;
using AffectAgent.Empathy.Care.Data;
using AffectAgent.Empathy.Care.Matching;

namespace AffectAgent.Empathy.Care;

/// <summary>
/// Languages that have no phrases (knowledge/care/other.yaml): tells that a message is in one, by its script or by frequent words, and
/// knows the plainest sentences of suicide of some. Sentences are met word by word, in scripts without spaces letter by letter.
/// </summary>
internal sealed class CareOthers
{
    private const int MostRead = 20_000, MostTold = 2000;

    // One word may be chance where nothing else is told; two aren't.
    private const int Few = 3;
    private const char LastLatin = 'ɏ';

    private readonly List<(string Code, HashSet<string> Words)> _languages = [];
    private readonly List<(string Code, string Sentence)> _sentences = [];
    private readonly List<(string Code, string Sentence)> _unspaced = [];
    private readonly List<(string Code, string Letters)> _scripts = [];

    /// <summary>Reads the file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="known">The languages that have phrases: their frequent words tell nothing here.</param>
    public CareOthers(CareYaml file, IEnumerable<CareLanguage> known)
    {
        var taken = known.SelectMany(language => language.Frequent).ToHashSet(StringComparer.Ordinal);
        foreach (var language in file["languages"].Items())
        {
            var code = language["code"].Needed;
            _languages.Add((code, [.. Words(language["words"].Text ?? "").Where(word => !taken.Contains(word))]));
            if (language["letters"].Text is { } letters)
                _scripts.Add((code, letters));
            foreach (var sentence in language["say"].Texts)
            {
                if (language["spaces"].Text == "false")
                    _unspaced.Add((code, sentence));
                else
                    _sentences.Add((code, $" {string.Join(' ', Words(sentence))} "));
            }
        }
    }

    /// <summary>The language of a plain sentence of suicide, or null where there is none.</summary>
    public string? Find(string text, List<CareToken> tokens)
    {
        var spaced = $" {string.Join(' ', tokens.Take(MostRead).Select(token => token.Form))} ";
        foreach (var (code, sentence) in _sentences)
        {
            if (spaced.Contains(sentence, StringComparison.Ordinal))
                return code;
        }
        if (!text.Any(letter => letter > LastLatin))
            return null;
        var run = Run(text);
        return _unspaced.Where(one => run.Contains(one.Sentence, StringComparison.Ordinal)).Select(one => one.Code).FirstOrDefault();
    }

    /// <summary>The language without phrases that a message seems to be in (und where only its script is known), or null for none.</summary>
    /// <param name="text">The message.</param>
    /// <param name="tokens">Its words.</param>
    /// <param name="best">How many frequent words of the likeliest language with phrases it has.</param>
    public string? Tell(string text, List<CareToken> tokens, int best)
    {
        var letters = text.Where(char.IsLetter).Take(MostTold).ToList();
        // Letters that stand for Latin ones disguise a message; they don't make it another language.
        if (letters.Count(letter => letter > LastLatin && !IsFramed(letter)) > letters.Count / 2 && best * 2 < Math.Max(1, tokens.Count))
            return _scripts.Where(one => letters.Any(letter => one.Letters.Contains(letter))).Select(one => one.Code).FirstOrDefault() ?? "und";
        var (code, count) = _languages.Select(one => (one.Code, Count: tokens.Take(MostTold).Count(token => one.Words.Contains(token.Form)))).MaxBy(one => one.Count);
        return (count > 1 && count >= best) || (count > best && tokens.Count <= Few) ? code : null;
    }

    private static bool IsFramed(char letter) => letter is >= '\uFF01' and <= '\uFF5E' || char.IsSurrogate(letter);

    private static IEnumerable<string> Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(PlainText.Plain);

    // Without spaces; a full stop for whatever stands between words otherwise, and at both ends.
    private static string Run(string text)
    {
        var run = new StringBuilder(".");
        foreach (var letter in text.Take(MostRead))
        {
            if (char.IsLetterOrDigit(letter))
                run.Append(letter);
            else if (!char.IsWhiteSpace(letter) && run[^1] != '.')
                run.Append('.');
        }
        return run[^1] == '.' ? run.ToString() : run.Append('.').ToString();
    }
}
