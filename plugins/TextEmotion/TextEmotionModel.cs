using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace AffectAgent.Plugins.TextEmotion;

/// <summary>One of the model's labels.</summary>
/// <param name="Name">GoEmotions' name, e.g. "gratitude".</param>
/// <param name="Bias">The logit of a text without known features.</param>
/// <param name="Threshold">The probability above which the label is given.</param>
/// <param name="Precision">How often it was right when given, out of fold on the training set, 0 to 1.</param>
/// <param name="F1">F1 at that threshold, out of fold on the training set, 0 to 1.</param>
/// <param name="Curve">What makes its logit honest.</param>
public sealed record TextLabel(string Name, float Bias, float Threshold, float Precision, float F1, CalibrationCurve Curve);

/// <summary>The weights of the text-emotion model, read from <c>text-emotion.bin</c>; the format stands in <c>training/text/modelfile.py</c>.</summary>
internal sealed class TextEmotionModel
{
    private const int MostLabels = 256;
    private const int MostFeatures = 4_000_000;
    private const string Mend = "Get the file again, or run 'affect models verify'.";
    private static readonly byte[] Magic = "AFFTEXT2"u8.ToArray();

    private readonly Dictionary<uint, int> _rows;
    private readonly float[] _values;
    private readonly float[] _steps;
    private readonly sbyte[] _weights;

    private TextEmotionModel(IReadOnlyList<TextLabel> labels, Dictionary<uint, int> rows, float[] values, float[] steps, sbyte[] weights)
    {
        Labels = labels;
        _rows = rows;
        _values = values;
        _steps = steps;
        _weights = weights;
    }

    /// <summary>The labels, in the file's order.</summary>
    public IReadOnlyList<TextLabel> Labels { get; }

    /// <summary>Reads a model.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <exception cref="UserException">The bytes are not such a model.</exception>
    public static TextEmotionModel Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 16 || !bytes[..8].SequenceEqual(Magic))
            throw new UserException("The file is not a text-emotion model of a version that this program reads.", Mend);
        uint labelCount = BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
        uint count = BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]);
        if (labelCount is 0 or > MostLabels || count is 0 or > MostFeatures)
            throw new UserException($"The text-emotion model declares {labelCount} labels and {count} features.", Mend);
        var labels = ReadLabels(bytes[16..], (int)labelCount, out int used);
        var rest = bytes[(16 + used)..];
        if (rest.Length != count * (8L + labelCount))
            throw new UserException("The text-emotion model is truncated or has bytes too many.", Mend);
        int n = (int)count;
        var rows = new Dictionary<uint, int>(n);
        for (int i = 0; i < n; i++)
            rows[BinaryPrimitives.ReadUInt32LittleEndian(rest[(4 * i)..])] = i;
        float[] values = Halves(rest[(4 * n)..], n), steps = Halves(rest[(6 * n)..], n);
        if (rows.Count != n || values.Any(v => !float.IsFinite(v) || v <= 0) || steps.Any(v => !float.IsFinite(v)))
            throw new UserException("The text-emotion model holds numbers that it may not.", Mend);
        return new TextEmotionModel(labels, rows, values, steps, MemoryMarshal.Cast<byte, sbyte>(rest[(8 * n)..]).ToArray());
    }

    /// <summary>The row of a feature, or -1 where the model doesn't know it.</summary>
    public int Row(string feature) => _rows.TryGetValue(Fnv1a.Of(feature), out int row) ? row : -1;

    /// <summary>The feature's value: its kind's weight times the inverse document frequency.</summary>
    public float Value(int row) => _values[row];

    /// <summary>What one unit of the feature adds to a label's logit.</summary>
    public float Weight(int row, int label) => _steps[row] * _weights[(row * Labels.Count) + label];

    /// <summary>A text's logits from its features; each distinct known feature counts once, the row scaled to length 1.</summary>
    public double[] Logits(IEnumerable<TextFeature> features)
    {
        var rows = features.Select(f => Row(f.Name)).Where(row => row >= 0).ToHashSet();
        double squares = rows.Sum(row => (double)_values[row] * _values[row]);
        double scale = squares > 0 ? 1 / Math.Sqrt(squares) : 0;
        double[] logits = [.. Labels.Select(l => (double)l.Bias)];
        foreach (int row in rows)
        {
            double step = _values[row] * scale * _steps[row];
            var weights = _weights.AsSpan(row * logits.Length, logits.Length);
            for (int k = 0; k < logits.Length; k++)
                logits[k] += step * weights[k];
        }

        return logits;
    }

    private static List<TextLabel> ReadLabels(ReadOnlySpan<byte> bytes, int count, out int used)
    {
        var labels = new List<TextLabel>(count);
        used = 0;
        for (int i = 0; i < count; i++)
        {
            if (used >= bytes.Length || used + 29 + bytes[used] > bytes.Length)
                throw new UserException("The text-emotion model ends within its labels.", Mend);
            int length = bytes[used];
            string name = Encoding.UTF8.GetString(bytes.Slice(used + 1, length));
            var numbers = bytes[(used + 1 + length)..];
            var label = new TextLabel(name, Number(numbers, 0), Number(numbers, 1), Number(numbers, 2), Number(numbers, 3),
                new CalibrationCurve(Number(numbers, 4), Number(numbers, 5), Number(numbers, 6)));
            if (!float.IsFinite(label.Bias) || !label.Curve.IsRising || label.Threshold is not (> 0 and < 1) || label.Precision is not (>= 0 and <= 1))
                throw new UserException($"The text-emotion model's label {i + 1} holds numbers that it may not.", Mend);
            labels.Add(label);
            used += 29 + length;
        }

        return labels;
    }

    private static float Number(ReadOnlySpan<byte> bytes, int index) => BinaryPrimitives.ReadSingleLittleEndian(bytes[(4 * index)..]);

    private static float[] Halves(ReadOnlySpan<byte> bytes, int count)
    {
        var numbers = new float[count];
        for (int i = 0; i < count; i++)
            numbers[i] = (float)BinaryPrimitives.ReadHalfLittleEndian(bytes[(2 * i)..]);
        return numbers;
    }
}
