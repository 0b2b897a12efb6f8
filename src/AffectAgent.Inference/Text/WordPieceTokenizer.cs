using System.Text;

namespace AffectAgent.Inference.Text;

/// <summary>
/// Turns text into the numbers that uncased BERT models read: words (<see cref="BertWords"/>) cut into the longest pieces that
/// the vocabulary has, from the left (WordPiece; Devlin et al. 2019), between [CLS] and [SEP]. Names of special pieces that
/// stand in a text are read as plain words, so no text can pass for the frame. Thread-safe.
/// </summary>
public sealed class WordPieceTokenizer
{
    /// <summary>A longer word, in characters, becomes [UNK] as a whole; BERT's own limit.</summary>
    public const int LongestWord = 100;

    /// <summary>Only so many characters of a text are looked at.</summary>
    public const int LongestText = 1 << 16;

    private const int MaxFileBytes = 16 << 20;
    private const string Inner = "##";
    private const string Mend = "Get the file again: affect models verify, then affect models remove and pull.";

    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _starts;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _inners;
    private readonly int _longestPiece;
    private readonly int _begin;
    private readonly int _end;
    private readonly int _unknown;

    private WordPieceTokenizer(IReadOnlyList<string> pieces, string name)
    {
        var starts = new Dictionary<string, int>(StringComparer.Ordinal);
        var inners = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < pieces.Count; i++)
        {
            bool inner = pieces[i].Length > Inner.Length && pieces[i].StartsWith(Inner, StringComparison.Ordinal);
            if (!(inner ? inners : starts).TryAdd(inner ? pieces[i][Inner.Length..] : pieces[i], i))
                throw new UserException($"The vocabulary '{name}' has the piece '{pieces[i]}' twice.", Mend);
        }

        (_starts, _inners) = (starts.GetAlternateLookup<ReadOnlySpan<char>>(), inners.GetAlternateLookup<ReadOnlySpan<char>>());
        _longestPiece = pieces.Max(piece => piece.Length);
        (Padding, _unknown, _begin, _end) = (Special("[PAD]"), Special("[UNK]"), Special("[CLS]"), Special("[SEP]"));

        int Special(string piece) => starts.TryGetValue(piece, out int id) ? id
            : throw new UserException($"'{name}' is not a vocabulary of WordPiece: it lacks {piece}.", Mend);
    }

    /// <summary>The number that fills short texts of a batch.</summary>
    public int Padding { get; }

    /// <summary>Reads a vocabulary: one piece a line, in the order of their numbers.</summary>
    /// <param name="path">The file, <c>vocab.txt</c> as a rule.</param>
    /// <exception cref="UserException">It is missing, too large, not UTF-8 text, or lacks one of [PAD], [UNK], [CLS], [SEP].</exception>
    public static WordPieceTokenizer Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
            throw new UserException($"There is no vocabulary '{path}'.", Mend);
        string text;
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Import.BoundedFile.Read(path, MaxFileBytes));
        }
        catch (DecoderFallbackException error)
        {
            throw new UserException($"The vocabulary '{path}' is not UTF-8 text.", Mend, error);
        }

        return Of(text.TrimEnd('\n', '\r').Split('\n').Select(line => line.TrimEnd('\r')).ToList(), path);
    }

    /// <summary>A tokenizer of pieces that are given, in the order of their numbers.</summary>
    /// <param name="pieces">The pieces; those that go on with a word begin with ##.</param>
    /// <param name="name">What to call them in messages.</param>
    /// <exception cref="UserException">One of [PAD], [UNK], [CLS], [SEP] is lacking, or a piece stands there twice.</exception>
    public static WordPieceTokenizer Of(IReadOnlyList<string> pieces, string name)
    {
        ArgumentNullException.ThrowIfNull(pieces);
        return new WordPieceTokenizer(pieces, name);
    }

    /// <summary>The numbers of a text with its frame; what does not fit is cut off at the end.</summary>
    /// <param name="text">The text; null characters, broken pairs and control characters are left out.</param>
    /// <param name="most">At most so many numbers, the two of the frame among them; at least 2.</param>
    public int[] Encode(string text, int most)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 2);
        var ids = new List<int> { _begin };
        foreach (string word in BertWords.Of(text.Length > LongestText ? text[..LongestText] : text))
        {
            if (ids.Count >= most - 1)
                break;
            AddPieces(word, ids);
        }

        if (ids.Count > most - 1)
            ids.RemoveRange(most - 1, ids.Count - (most - 1));
        ids.Add(_end);
        return [.. ids];
    }

    // A word with a place where no piece fits is unknown as a whole.
    private void AddPieces(ReadOnlySpan<char> word, List<int> ids)
    {
        int before = ids.Count, at = 0;
        bool known = word.Length <= 2 * LongestWord && Characters(word) <= LongestWord;
        while (known && at < word.Length)
        {
            var lookup = at == 0 ? _starts : _inners;
            int length = Math.Min(word.Length - at, _longestPiece), id = -1;
            while (length > 0 && !lookup.TryGetValue(word.Slice(at, length), out id))
                length--;
            known = length > 0;
            at += length;
            ids.Add(id);
        }

        if (known)
            return;
        ids.RemoveRange(before, ids.Count - before);
        ids.Add(_unknown);
    }

    private static int Characters(ReadOnlySpan<char> word)
    {
        int count = 0;
        foreach (var _ in word.EnumerateRunes())
            count++;
        return count;
    }
}
