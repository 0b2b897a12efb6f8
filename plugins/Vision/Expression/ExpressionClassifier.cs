using AffectAgent.Inference;

namespace AffectAgent.Plugins.Vision;

/// <summary>
/// Reads the expression of aligned faces (see <see cref="FaceAligner"/>) with the project's own network. The probabilities are
/// calibrated by temperature. An emotion that is not among the network's classes is left out. Thread-safe.
/// </summary>
public sealed class ExpressionClassifier : IDisposable
{
    private const int PixelCount = FaceAligner.Side * FaceAligner.Side;
    private const int FewForThreads = 8;

    private readonly OnnxRunPool _runs;

    /// <summary>Takes a network.</summary>
    /// <param name="model">Input <c>face</c> [N, 1, 48, 48] in 0..255, output <c>logits</c> [N, classes]; other outputs are left alone. Stays the caller's to dispose.</param>
    /// <param name="classes">What the logits mean, in their order; see <see cref="ExpressionClasses"/>.</param>
    /// <exception cref="UserException">The network has another number of logits.</exception>
    public ExpressionClassifier(OnnxModel model, IReadOnlyList<Emotion> classes)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(classes);
        _runs = new OnnxRunPool(model);
        using var lease = _runs.Rent();
        if (lease.Run.Output("logits").Length is var logits && logits != classes.Count)
            throw new UserException($"Model '{model.Name}' has {logits} logits, but the catalogue names {classes.Count} classes.", "Correct the catalogue.");
        Classes = classes;
    }

    /// <summary>What the network's outputs mean, in their order.</summary>
    public IReadOnlyList<Emotion> Classes { get; }

    /// <summary>Reads faces, on several threads where there are many.</summary>
    /// <param name="faces">Crops of 48 x 48 pixels.</param>
    /// <param name="cancellationToken">Stops between two faces.</param>
    /// <returns>A distribution for each face, in the same order.</returns>
    /// <exception cref="ArgumentException">A crop has another size.</exception>
    public IReadOnlyList<EmotionDistribution> Classify(IReadOnlyList<GrayImage> faces, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(faces);
        var read = new EmotionDistribution[faces.Count];
        var options = new ParallelOptions
        {
            CancellationToken = cancellationToken,
            MaxDegreeOfParallelism = faces.Count < FewForThreads ? 1 : Environment.ProcessorCount,
        };
        Parallel.For(0, faces.Count, options, i => read[i] = Classify(faces[i], cancellationToken));
        return read;
    }

    /// <summary>Reads one face.</summary>
    /// <param name="face">A crop of 48 x 48 pixels.</param>
    /// <param name="cancellationToken">Stops the network.</param>
    /// <exception cref="ArgumentException">The crop has another size.</exception>
    public EmotionDistribution Classify(GrayImage face, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(face);
        if (face.Width != FaceAligner.Side || face.Height != FaceAligner.Side || face.Pixels.Length < PixelCount)
            throw new ArgumentException($"An aligned face has {FaceAligner.Side} x {FaceAligner.Side} pixels, not {face.Width} x {face.Height}.", nameof(face));
        using var lease = _runs.Rent();
        var input = lease.Run.Input("face");
        for (int i = 0; i < PixelCount; i++)
            input[i] = face.Pixels[i];
        lease.Run.Execute(cancellationToken);
        return Softmax(lease.Run.Output("logits"));
    }

    /// <summary>Frees the buffers; not while a call is under way.</summary>
    public void Dispose() => _runs.Dispose();

    private EmotionDistribution Softmax(ReadOnlySpan<float> logits)
    {
        float largest = float.NegativeInfinity;
        foreach (float logit in logits)
            largest = MathF.Max(largest, logit);
        var weights = new Dictionary<Emotion, double>(Classes.Count);
        for (int i = 0; i < Classes.Count; i++)
            weights[Classes[i]] = Math.Exp(logits[i] - largest);
        return EmotionDistribution.FromWeights(weights);
    }
}
