using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace AffectAgent.Plugins.TextEmotion;

/// <summary>The weights of <c>text-dialogue.bin</c>; the format stands in <c>training/text/modelfile.py</c>.</summary>
internal sealed class DialogueModel
{
    /// <summary>The lines around one that count: the one before, the same speaker's last, the one after.</summary>
    public const int Neighbours = 3;

    private const int Head = 20;
    private const string Mend = "Get the file again, or run 'affect models verify'.";

    private readonly float[] _dense;
    private readonly float[] _second;

    private DialogueModel(TextEmotionModel words, float[] dense, float[] second) => (Words, _dense, _second) = (words, dense, second);

    /// <summary>The part that reads a line's words.</summary>
    public TextEmotionModel Words { get; }

    /// <summary>Number of classes.</summary>
    public int Classes => Words.Labels.Count;

    /// <summary>Numbers that the first stage takes beside words.</summary>
    public int DenseInputs => _dense.Length / Classes;

    /// <summary>Numbers that the second stage takes.</summary>
    public int ContextInputs => (_second.Length / Classes) - 2;

    /// <summary>Reads a model.</summary>
    /// <exception cref="UserException">The bytes are not such a model.</exception>
    public static DialogueModel Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Head || !bytes[..8].SequenceEqual("AFFDIAL1"u8))
            throw new UserException("The file is not a dialogue model of a version that this program reads.", Mend);
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
        if (length > bytes.Length - Head)
            throw new UserException("The dialogue model is truncated.", Mend);
        var words = TextEmotionModel.Read(bytes.Slice(Head, (int)length));
        int classes = words.Labels.Count;
        long dense = BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]), second = BinaryPrimitives.ReadUInt32LittleEndian(bytes[16..]);
        var rest = bytes[(Head + (int)length)..];
        if (rest.Length != 4 * classes * (dense + second) || second != (classes * (1 + Neighbours)) + Neighbours + 2)
            throw new UserException("The dialogue model is truncated or has bytes too many.", Mend);
        float[] numbers = BitConverter.IsLittleEndian ? MemoryMarshal.Cast<byte, float>(rest).ToArray()
            : throw new PlatformNotSupportedException("Models are read on little-endian machines.");
        if (Array.Exists(numbers, n => !float.IsFinite(n)))
            throw new UserException("The dialogue model holds numbers that it may not.", Mend);
        int cut = (int)dense * classes;
        return new DialogueModel(words, numbers[..cut], numbers[cut..]);
    }

    /// <summary>Adds what the numbers beside words say to a line's logits.</summary>
    public void AddDense(ReadOnlySpan<double> inputs, double[] logits) => Multiply(_dense, inputs, logits);

    /// <summary>Logits of the second stage.</summary>
    public double[] Second(ReadOnlySpan<double> inputs)
    {
        var logits = new double[Classes];
        for (int k = 0; k < Classes; k++)
            logits[k] = _second[(ContextInputs * Classes) + k];
        Multiply(_second, inputs, logits);
        return logits;
    }

    /// <summary>What is added to a class's logit before the best is chosen; the probabilities stay without it.</summary>
    public double Offset(int label) => _second[((ContextInputs + 1) * Classes) + label];

    private void Multiply(float[] weights, ReadOnlySpan<double> inputs, double[] logits)
    {
        for (int i = 0; i < inputs.Length; i++)
        {
            if (inputs[i] == 0)
                continue;
            for (int k = 0; k < Classes; k++)
                logits[k] += inputs[i] * weights[(i * Classes) + k];
        }
    }
}
