using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace AffectAgent.Empathy.Care.Hints;

/// <summary>What the hint model says of a window.</summary>
/// <param name="Score">The logit of "some crisis".</param>
/// <param name="Kind">Of which kind it would be.</param>
/// <param name="Who">Of whom it would be.</param>
/// <param name="Window">The window.</param>
internal readonly record struct HintScore(double Score, CareKind Kind, CareWho Who, ArraySegment<string> Window);

/// <summary>
/// The trained model of models/care-hints.bin: a window's score is a bias and its features' weights, summed and divided by the root of
/// their number. The file's form stands in training/care/train.py. Immutable.
/// </summary>
internal sealed class HintModel
{
    // Some crisis; the four kinds, of the writer; the first three, of somebody else.
    private const int Columns = 8;
    private const int MostFeatures = 4_000_000;
    private const int Header = 20;
    private static readonly byte[] Magic = "AFFHINT1"u8.ToArray();
    private static readonly CareKind[] Kinds = [CareKind.SelfHarm, CareKind.Violence, CareKind.Abuse, CareKind.Medical];

    private readonly Dictionary<uint, int> _rows;
    private readonly float[] _biases;
    private readonly float[] _steps;
    private readonly sbyte[] _weights;

    private HintModel(double threshold, Dictionary<uint, int> rows, float[] biases, float[] steps, sbyte[] weights)
        => (Threshold, _rows, _biases, _steps, _weights) = (threshold, rows, biases, steps, weights);

    /// <summary>The score above which a window counts as a hint.</summary>
    public double Threshold { get; }

    /// <summary>Reads a model.</summary>
    /// <exception cref="InvalidDataException">The bytes are not such a model.</exception>
    public static HintModel Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Header || !bytes[..8].SequenceEqual(Magic))
            throw new InvalidDataException("It is no hint model of a version that this program reads.");
        var count = BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]);
        if (count is < 1 or > MostFeatures || BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]) != Columns || bytes.Length != Header + (8 * Columns) + (count * (4L + Columns)))
            throw new InvalidDataException("Its sizes are not believable.");
        var rest = bytes[(Header + (4 * Columns))..];
        var rows = new Dictionary<uint, int>(count);
        for (var i = 0; i < count; i++)
            rows[BinaryPrimitives.ReadUInt32LittleEndian(rest[(4 * i)..])] = i;
        var (threshold, biases, steps) = (Floats(bytes[16..], 1)[0], Floats(bytes[Header..], Columns), Floats(rest[(4 * count)..], Columns));
        if (rows.Count != count)
            throw new InvalidDataException("It names a feature twice.");
        return new HintModel(threshold, rows, biases, steps, MemoryMarshal.Cast<byte, sbyte>(rest[((4 * count) + (4 * Columns))..]).ToArray());
    }

    /// <summary>The window with the highest score, or null where there is none.</summary>
    public HintScore? Best(IEnumerable<ArraySegment<string>> windows)
    {
        HintScore? best = null;
        foreach (var window in windows)
        {
            var score = Score(window);
            if (best is null || score.Score > best.Value.Score)
                best = score;
        }
        return best;
    }

    private HintScore Score(ArraySegment<string> window)
    {
        var features = HintFeatures.Of(window);
        var sums = new long[Columns];
        foreach (var feature in features)
        {
            if (!_rows.TryGetValue(feature, out var row))
                continue;
            for (var c = 0; c < Columns; c++)
                sums[c] += _weights[(row * Columns) + c];
        }
        double Logit(int column) => _biases[column] + (_steps[column] * sums[column] / Math.Sqrt(features.Count));
        var kind = Enumerable.Range(1, Columns - 1).MaxBy(Logit) - 1;
        return new HintScore(Logit(0), Kinds[kind % Kinds.Length], kind < Kinds.Length ? CareWho.Writer : CareWho.Other, window);
    }

    private static float[] Floats(ReadOnlySpan<byte> bytes, int count)
    {
        var numbers = new float[count];
        for (var i = 0; i < count; i++)
            numbers[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(4 * i)..]);
        return Array.TrueForAll(numbers, float.IsFinite) ? numbers : throw new InvalidDataException("It holds numbers that are not finite.");
    }
}
