using System.Numerics.Tensors;
using AffectAgent.Plugins.ActionUnits;
using AffectAgent.Plugins.AudioEmotion.Descriptors;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// The small network of <c>models/sound-visemes.safetensors</c>: 11 frames of mel bands around an instant, two hidden layers, one
/// logit a mouth shape. Immutable.
/// </summary>
internal sealed class VisemeNetwork
{
    /// <summary>Number of shapes.</summary>
    public const int Shapes = 15;

    private static readonly int[] Offsets = [-9, -6, -4, -2, -1, 0, 1, 2, 4, 6, 9];

    private readonly float[] _usual, _mean, _spread;
    private readonly (float[] Weights, float[] Bias)[] _layers;

    private VisemeNetwork(SafeTensors file)
    {
        _usual = file.Floats("usual", MelBank.Bands);
        _mean = file.Floats("mean", MelBank.Bands);
        _spread = file.Floats("spread", MelBank.Bands);
        LogPrior = Array.ConvertAll(file.Floats("prior", Shapes), p => MathF.Log(MathF.Max(p, 1e-4f)));
        int first = file.Length("bias0"), second = file.Length("bias1");
        if (first is < 1 or > 1000 || second is < 1 or > 1000)
            throw new InvalidDataException("The number of units is not believable.");
        _layers =
        [
            (file.Floats("weight0", first, MelBank.Bands * Offsets.Length), file.Floats("bias0", first)),
            (file.Floats("weight1", second, first), file.Floats("bias1", second)),
            (file.Floats("weight2", Shapes, second), file.Floats("bias2", Shapes)),
        ];
        float[][] all = [_usual, _mean, _spread, .. _layers.SelectMany(layer => new[] { layer.Weights, layer.Bias })];
        if (all.Any(numbers => numbers.Any(x => !float.IsFinite(x))) || _spread.Any(x => x <= 0))
            throw new InvalidDataException("It holds numbers that are not finite.");
    }

    /// <summary>Logarithm of how often each shape occurs in speech.</summary>
    public float[] LogPrior { get; }

    /// <summary>Reads the network.</summary>
    /// <exception cref="InvalidDataException">The bytes are not such a network.</exception>
    public static VisemeNetwork Parse(byte[] bytes) => new(SafeTensors.Parse(bytes));

    /// <summary>Natural logarithms of the shapes' probabilities, for each frame.</summary>
    public float[][] LogProbabilities(SpeechFeatures features, CancellationToken cancellationToken)
    {
        var frames = Array.ConvertAll(features.Settled(_usual), frame => frame.Select((x, b) => ((float)x - _mean[b]) / _spread[b]).ToArray());
        var input = new float[MelBank.Bands * Offsets.Length];
        var result = new float[frames.Length][];
        for (var i = 0; i < frames.Length; i++)
        {
            if (i % 1000 == 0)
                cancellationToken.ThrowIfCancellationRequested();
            for (var o = 0; o < Offsets.Length; o++)
                frames[Math.Clamp(i + Offsets[o], 0, frames.Length - 1)].CopyTo(input, o * MelBank.Bands);
            result[i] = LogSoftmax(Run(input));
        }

        return result;
    }

    private float[] Run(float[] input)
    {
        var x = input;
        for (var l = 0; l < _layers.Length; l++)
        {
            var (weights, bias) = _layers[l];
            var y = new float[bias.Length];
            for (var u = 0; u < y.Length; u++)
            {
                y[u] = bias[u] + TensorPrimitives.Dot(weights.AsSpan(u * x.Length, x.Length), x);
                if (l + 1 < _layers.Length)
                    y[u] = MathF.Max(0, y[u]);
            }

            x = y;
        }

        return x;
    }

    private static float[] LogSoftmax(float[] logits)
    {
        var most = logits.Max();
        var sum = most + MathF.Log(logits.Sum(x => MathF.Exp(x - most)));
        return Array.ConvertAll(logits, x => x - sum);
    }
}
