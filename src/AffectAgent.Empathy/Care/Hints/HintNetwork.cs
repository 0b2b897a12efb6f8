using System.Numerics;

namespace AffectAgent.Empathy.Care.Hints;

/// <summary>
/// One network of the hint model: a word's vector goes through one layer; filters over one, two and three words in a row look for what they
/// know, each keeps its best find; these and the words' mean give a logit a class (Kim 2014, with the mean added). Immutable.
/// </summary>
internal sealed class HintNetwork
{
    private readonly HintSizes _sizes;
    private readonly float[] _steps;
    private readonly sbyte[] _grams;
    private readonly (float[] Weights, float[] Bias) _inner;
    private readonly (float[] Weights, float[] Bias)[] _filters;
    private readonly (float[] Weights, float[] Bias) _out;

    public HintNetwork(HintSizes sizes, HintBytes bytes)
    {
        _sizes = sizes;
        _steps = bytes.Halves(sizes.Buckets);
        _grams = bytes.Signed(sizes.Buckets * sizes.Grams);
        _inner = (bytes.Floats(sizes.Inner * (sizes.Width + sizes.Grams)), bytes.Floats(sizes.Inner));
        _filters = new (float[], float[])[sizes.Widths];
        for (var w = 1; w <= sizes.Widths; w++)
            _filters[w - 1] = (bytes.Floats(sizes.Filters * w * sizes.Inner), bytes.Floats(sizes.Filters));
        _out = (bytes.Floats(sizes.Classes * ((sizes.Filters * sizes.Widths) + sizes.Inner)), bytes.Floats(sizes.Classes));
    }

    /// <summary>A word's inner vector.</summary>
    /// <param name="vector">Its own numbers in front, room for its buckets' mean behind.</param>
    /// <param name="buckets">Its buckets.</param>
    /// <param name="inner">Gets the result.</param>
    public void Embed(Span<float> vector, List<int> buckets, Span<float> inner)
    {
        var mean = vector[_sizes.Width..];
        mean.Clear();
        foreach (var bucket in buckets)
        {
            var row = _grams.AsSpan(bucket * _sizes.Grams, _sizes.Grams);
            for (var g = 0; g < row.Length; g++)
                mean[g] += _steps[bucket] * row[g] / buckets.Count;
        }
        Layer(_inner, vector, inner);
        for (var i = 0; i < inner.Length; i++)
            inner[i] = MathF.Max(inner[i], 0);
    }

    /// <summary>The logits of a window.</summary>
    /// <param name="words">The words' inner vectors, one behind the other.</param>
    public float[] Logits(ReadOnlySpan<float> words)
    {
        var (inner, widest, count) = (_sizes.Inner, _sizes.Widths - 1, words.Length / _sizes.Inner);
        // Nothing stands before the first word and after the last.
        var edged = new float[words.Length + (2 * widest * inner)];
        words.CopyTo(edged.AsSpan(widest * inner));
        var found = new float[(_sizes.Filters * _sizes.Widths) + inner];
        for (var w = 1; w <= _sizes.Widths; w++)
        {
            var best = found.AsSpan((w - 1) * _sizes.Filters, _sizes.Filters);
            for (var at = widest - w + 1; at <= widest + count - 1; at++)
                Raise(best, _filters[w - 1], edged.AsSpan(at * inner, w * inner));
        }
        var mean = found.AsSpan(_sizes.Filters * _sizes.Widths);
        for (var i = 0; i < words.Length; i++)
            mean[i % inner] += words[i] / count;
        var logits = new float[_sizes.Classes];
        Layer(_out, found, logits);
        return logits;
    }

    private static void Raise(Span<float> best, (float[] Weights, float[] Bias) filter, ReadOnlySpan<float> run)
    {
        for (var f = 0; f < best.Length; f++)
            best[f] = MathF.Max(best[f], Dot(filter.Weights.AsSpan(f * run.Length, run.Length), run) + filter.Bias[f]);
    }

    private static void Layer((float[] Weights, float[] Bias) layer, ReadOnlySpan<float> input, Span<float> output)
    {
        for (var row = 0; row < output.Length; row++)
            output[row] = Dot(layer.Weights.AsSpan(row * input.Length, input.Length), input) + layer.Bias[row];
    }

    private static float Dot(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        var (sum, at) = (Vector<float>.Zero, 0);
        for (; at <= one.Length - Vector<float>.Count; at += Vector<float>.Count)
            sum += new Vector<float>(one[at..]) * new Vector<float>(other[at..]);
        var total = Vector.Sum(sum);
        for (; at < one.Length; at++)
            total += one[at] * other[at];
        return total;
    }
}
