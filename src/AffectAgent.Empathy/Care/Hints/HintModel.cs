namespace AffectAgent.Empathy.Care.Hints;

/// <summary>What the hint model says of a window.</summary>
/// <param name="Score">The logit of "some crisis", the mean of the networks.</param>
/// <param name="Kind">Of which kind it would be.</param>
/// <param name="Who">Of whom it would be.</param>
internal readonly record struct HintScore(double Score, CareKind Kind, CareWho Who);

/// <summary>The trained model of models/care-hints.bin; the file's form stands in training/care/modelfile.py. Immutable.</summary>
internal sealed class HintModel
{
    /// <summary>None; the four kinds, of the writer; the same, of somebody else.</summary>
    public const int Classes = 9;

    private const int MostGrams = 32;
    private static readonly byte[] Magic = "AFFHINT1"u8.ToArray();
    private static readonly CareKind[] Kinds = [CareKind.SelfHarm, CareKind.Violence, CareKind.Abuse, CareKind.Medical];

    private readonly HintSizes _sizes;
    private readonly Dictionary<uint, int> _rows;
    private readonly float[] _steps;
    private readonly sbyte[] _numbers;
    private readonly HintNetwork[] _networks;

    private HintModel(HintBytes bytes)
    {
        if (!bytes.Take(Magic.Length).SequenceEqual(Magic))
            throw new InvalidDataException("It is no hint model of a version that this program reads.");
        Threshold = bytes.Floats(1)[0];
        var sizes = bytes.Ints(9);
        _sizes = new HintSizes(sizes[0], sizes[1], sizes[2], sizes[3], sizes[4], sizes[5], sizes[6], sizes[7], sizes[8]);
        if (!_sizes.IsBelievable)
            throw new InvalidDataException("Its sizes are not believable.");
        _rows = new Dictionary<uint, int>(_sizes.Words);
        foreach (var hash in bytes.Ints(_sizes.Words))
            _rows[(uint)hash] = _rows.Count;
        _steps = bytes.Halves(_sizes.Words);
        _numbers = bytes.Signed(_sizes.Words * _sizes.Width);
        _networks = [.. Enumerable.Range(0, _sizes.Networks).Select(_ => new HintNetwork(_sizes, bytes))];
        if (!bytes.IsEmpty || _rows.Count != _sizes.Words)
            throw new InvalidDataException("It has bytes too many or words twice.");
    }

    /// <summary>The score above which a window counts as a hint.</summary>
    public double Threshold { get; }

    /// <summary>Reads a model.</summary>
    /// <exception cref="InvalidDataException">The bytes are not such a model.</exception>
    public static HintModel Parse(byte[] bytes) => new(new HintBytes(bytes));

    /// <summary>The window with the highest score, or null where there is none.</summary>
    /// <param name="windows">Parts of one array of words and marks.</param>
    public HintScore? Best(IEnumerable<ArraySegment<string>> windows)
    {
        HintScore? best = null;
        float[][]? inner = null;
        foreach (var window in windows)
        {
            inner ??= Embed(window.Array!);
            var score = Score(inner, window);
            if (best is null || score.Score > best.Value.Score)
                best = score;
        }
        return best;
    }

    private HintScore Score(float[][] inner, ArraySegment<string> window)
    {
        var (score, classes) = (0.0, new double[Classes]);
        for (var n = 0; n < _networks.Length; n++)
        {
            var logits = _networks[n].Logits(inner[n].AsSpan(window.Offset * _sizes.Inner, window.Count * _sizes.Inner));
            var most = logits[1..].Max();
            score += (most + Math.Log(logits[1..].Sum(logit => Math.Exp(logit - most))) - logits[0]) / _networks.Length;
            for (var c = 0; c < Classes; c++)
                classes[c] += Math.Exp(logits[c] - most);
        }
        var kind = Enumerable.Range(0, Kinds.Length).MaxBy(k => classes[1 + k] + classes[1 + Kinds.Length + k]);
        return new HintScore(score, Kinds[kind], classes[1 + kind] >= classes[1 + Kinds.Length + kind] ? CareWho.Writer : CareWho.Other);
    }

    // The words' inner vectors by network; a word that comes again is looked up.
    private float[][] Embed(string[] words)
    {
        var all = Array.ConvertAll(_networks, _ => new float[words.Length * _sizes.Inner]);
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var vector = new float[_sizes.Width + _sizes.Grams];
        for (var i = 0; i < words.Length; i++)
        {
            var first = seen.TryAdd(words[i], i) ? i : seen[words[i]];
            if (first == i)
            {
                var row = _rows.TryGetValue(Fnv1a.Of(words[i]), out var found) ? found : -1;
                for (var d = 0; d < _sizes.Width; d++)
                    vector[d] = row < 0 ? 0 : _steps[row] * _numbers[(row * _sizes.Width) + d];
                var buckets = Buckets(words[i]);
                for (var n = 0; n < all.Length; n++)
                    _networks[n].Embed(vector, buckets, all[n].AsSpan(i * _sizes.Inner, _sizes.Inner));
                continue;
            }
            foreach (var inner in all)
                inner.AsSpan(first * _sizes.Inner, _sizes.Inner).CopyTo(inner.AsSpan(i * _sizes.Inner));
        }
        return all;
    }

    // The word between underscores and its runs of three to five characters, the first of them.
    private List<int> Buckets(string word)
    {
        var padded = $"_{word}_";
        List<int> buckets = [(int)(Fnv1a.Of(padded) % (uint)_sizes.Buckets)];
        for (var size = 3; size <= 5 && size < padded.Length; size++)
        {
            for (var k = 0; k + size <= padded.Length && buckets.Count < MostGrams; k++)
                buckets.Add((int)(Fnv1a.Of(padded.AsSpan(k, size)) % (uint)_sizes.Buckets));
        }
        return buckets;
    }
}
