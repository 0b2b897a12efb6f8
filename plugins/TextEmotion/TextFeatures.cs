using System.Text;

namespace AffectAgent.Plugins.TextEmotion;

/// <summary>One occurrence of a feature.</summary>
/// <param name="Name">The feature as the trainer names it.</param>
/// <param name="First">Index of the first token it comes from.</param>
/// <param name="Last">Index of the last.</param>
internal readonly record struct TextFeature(string Name, int First, int Last);

/// <summary>
/// The features of a tokenised text: <c>w:</c> word, <c>n:</c> word within reach of a negator (in place of <c>w:</c>),
/// <c>b:</c> two tokens in a row (<c>^</c> is the start), <c>c:</c> three to five characters of a word, <c>s:CAPS</c> a shouted
/// word, <c>e:</c> the group of a word or picture that names or shows a feeling (see <see cref="Feelings"/>), <c>f:</c> the
/// same of a negated one. In a text with a mark of irony a word of a pleasant group gives <c>i:</c> its group and nothing
/// else. The same as in <c>training/text/tokenizer.py</c>.
/// </summary>
internal static class TextFeatures
{
    /// <summary>Words that a negator turns.</summary>
    public const int Reach = 3;

    /// <summary>All occurrences, in order. <paramref name="negatedBy"/> gets, by token, the negator's index or -1.</summary>
    public static List<TextFeature> Of(string text, IReadOnlyList<TextToken> tokens, out int[] negatedBy)
    {
        var all = new List<TextFeature>();
        negatedBy = new int[tokens.Count];
        Array.Fill(negatedBy, -1);
        int reach = 0, negator = -1, before = -1;
        string beforeShown = "^";
        var felt = Feelings.Of(tokens);
        bool ironic = Array.Exists(felt, groups => groups.Contains(Feelings.Irony));
        for (int i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            if (token.Kind == TokenKind.Break)
            {
                reach = 0;
                continue;
            }

            bool turned = token.Kind == TokenKind.Word && reach > 0;
            if (ironic && !turned && Array.Exists(felt[i], Feelings.IsPleasant))
            {
                all.AddRange(felt[i].Select(group => new TextFeature((Feelings.IsPleasant(group) ? "i:" : "e:") + group, i, i)));
                (before, beforeShown) = (i, "*");
                continue;
            }

            foreach (string group in felt[i])
            {
                if (!turned || Feelings.IsTurned(group))
                    all.Add(new TextFeature((turned ? "f:" : "e:") + group, i, i));
            }

            if (turned)
            {
                all.Add(new TextFeature("n:" + token.Shown, i, i));
                negatedBy[i] = negator;
                reach--;
            }
            else
            {
                all.Add(new TextFeature("w:" + token.Shown, i, i));
                if (token.Kind == TokenKind.Word && token.Shown[0] != '<')
                    AddCharacters(all, token.Shown, i);
            }

            if (token.Kind is TokenKind.Mark or TokenKind.Emoji or TokenKind.Smiley)
                reach = 0;
            if (token.Kind == TokenKind.Negator)
                (reach, negator) = (Reach, i);
            if (Shouts(text, token))
                all.Add(new TextFeature("s:CAPS", i, i));
            all.Add(new TextFeature($"b:{beforeShown} {token.Shown}", before >= 0 ? before : i, i));
            (before, beforeShown) = (i, token.Shown);
        }

        return all;
    }

    private static void AddCharacters(List<TextFeature> all, string word, int token)
    {
        string padded = $"_{word}_";
        var starts = new List<int>(padded.Length + 1);
        for (int i = 0; i < padded.Length; i += TextTokenizer.RuneAt(padded, i).Utf16SequenceLength)
            starts.Add(i);
        starts.Add(padded.Length);
        for (int size = 3; size <= 5; size++)
        {
            for (int k = 0; k + size < starts.Count; k++)
                all.Add(new TextFeature(string.Concat("c:", padded.AsSpan(starts[k], starts[k + size] - starts[k])), token, token));
        }
    }

    /// <summary>True for a word of three or more letters, all of them capitals.</summary>
    public static bool Shouts(string text, TextToken token)
    {
        if (token.Kind != TokenKind.Word)
            return false;
        int count = 0;
        foreach (var rune in text.AsSpan(token.Start, token.End - token.Start).EnumerateRunes())
        {
            if (!Rune.IsLetter(rune) || rune == Rune.ToLowerInvariant(rune))
                return false;
            count++;
        }

        return count >= 3;
    }
}
