using System.Numerics.Tensors;
using AffectAgent.Inference.Models;

namespace AffectAgent.Inference.Text;

/// <summary>
/// A BERT-like network with its tokenizer: texts to vectors. Inputs of the graph: <c>input_ids</c>, and <c>attention_mask</c> and
/// <c>token_type_ids</c> (zeros) where it has them, each int64 [batch, tokens]; output: one vector a token, [batch, tokens,
/// dimensions], which are made into one a text as <see cref="TextVectorFacts"/> says. Thread-safe.
/// </summary>
public sealed class TextNetwork : IDisposable
{
    private const string Ids = "input_ids", Mask = "attention_mask", Kinds = "token_type_ids";

    /// <summary>So many numbers, padding among them, are computed at once: it bounds memory and the wait for a stop.</summary>
    private const int MostTokens = 2048;

    private readonly OnnxModel _model;
    private readonly WordPieceTokenizer _tokenizer;
    private readonly TextVectorFacts _facts;
    private readonly TensorInfo _output;

    /// <summary>Takes a network and its tokenizer.</summary>
    /// <param name="model">The network; this object disposes of it.</param>
    /// <param name="tokenizer">Its tokenizer.</param>
    /// <param name="facts">How its vectors are made.</param>
    /// <exception cref="UserException">It has other inputs, or no such output.</exception>
    public TextNetwork(OnnxModel model, WordPieceTokenizer tokenizer, TextVectorFacts facts)
    {
        ArgumentNullException.ThrowIfNull(model);
        (_model, _tokenizer, _facts) = (model, tokenizer, facts);
        if (model.Inputs.All(input => input.Name != Ids)
            || model.Inputs.FirstOrDefault(input => input.Name is not (Ids or Mask or Kinds) || input.Type != TensorElementType.Int64 || input.Shape.Count != 2) is not null)
            throw new UserException($"'{model.Name}' is no network for texts: its inputs are {string.Join(", ", model.Inputs)}.", $"Wanted are {Ids} and, where it has them, {Mask} and {Kinds}: int64 [batch, tokens].");
        var outputs = model.Outputs.Where(output => output is { Type: TensorElementType.Float32, Shape.Count: 3 } && output.Shape[2] == facts.Dimensions).ToList();
        _output = outputs.Find(output => output.Name is "last_hidden_state" or "token_embeddings") ?? outputs.FirstOrDefault()
            ?? throw new UserException($"'{model.Name}' gives {string.Join(", ", model.Outputs)}, not a vector of {facts.Dimensions} numbers for each token.", "Take the model that the catalogue names.");
    }

    /// <summary>Numbers of a vector.</summary>
    public int Dimensions => _facts.Dimensions;

    /// <summary>Loads a network and the vocabulary.</summary>
    /// <param name="model">The ONNX file.</param>
    /// <param name="vocabulary">The vocabulary, one piece a line.</param>
    /// <param name="facts">How its vectors are made.</param>
    /// <param name="options">How it is run; null for the defaults.</param>
    /// <exception cref="UserException">A file is missing or wrong.</exception>
    public static TextNetwork Load(string model, string vocabulary, TextVectorFacts facts, InferenceOptions? options = null)
    {
        // The small file first: a fault in it is told without loading the large one.
        var tokenizer = WordPieceTokenizer.Load(vocabulary);
        var network = OnnxModel.Load(model, options);
        try
        {
            return new TextNetwork(network, tokenizer, facts);
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    /// <summary>The vectors of texts, in their order. A text has the same vector alone and among others, up to rounding.</summary>
    /// <param name="texts">The texts; what exceeds the model's length is cut off.</param>
    /// <param name="cancellationToken">Stops it, also within a run.</param>
    /// <exception cref="OnnxRuntimeException">The runtime failed.</exception>
    public float[][] Embed(IReadOnlyList<string> texts, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var vectors = new float[texts.Count][];
        var tokens = new int[texts.Count][];
        for (int i = 0; i < texts.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            tokens[i] = _tokenizer.Encode(texts[i], _facts.MaxTokens);
        }

        // Texts of like length share a run, so that little is spent on padding.
        var waiting = new List<int>();
        foreach (int i in Enumerable.Range(0, texts.Count).OrderBy(i => tokens[i].Length))
        {
            if (waiting.Count > 0 && (waiting.Count + 1) * tokens[i].Length > MostTokens)
                Run(waiting, tokens, vectors, cancellationToken);
            waiting.Add(i);
        }

        if (waiting.Count > 0)
            Run(waiting, tokens, vectors, cancellationToken);
        return vectors;
    }

    /// <summary>Lets go of the network.</summary>
    public void Dispose() => _model.Dispose();

    private void Run(List<int> which, int[][] tokens, float[][] vectors, CancellationToken cancellationToken)
    {
        int length = which.Max(i => tokens[i].Length);
        using var run = _model.CreateRun(Shapes(which.Count, length));
        foreach (var input in _model.Inputs)
            run.Input<long>(input.Name).Fill(input.Name == Ids ? _tokenizer.Padding : 0);
        var ids = run.Input<long>(Ids);
        for (int row = 0; row < which.Count; row++)
        {
            for (int i = 0; i < tokens[which[row]].Length; i++)
                ids[(row * length) + i] = tokens[which[row]][i];
            if (_model.Inputs.Any(input => input.Name == Mask))
                run.Input<long>(Mask).Slice(row * length, tokens[which[row]].Length).Fill(1);
        }

        run.Execute(cancellationToken);
        var output = run.Output(_output.Name);
        for (int row = 0; row < which.Count; row++)
            vectors[which[row]] = Pool(output.Slice(row * length * Dimensions, tokens[which[row]].Length * Dimensions));
        which.Clear();
    }

    private Dictionary<string, long[]> Shapes(int batch, int length)
    {
        var shapes = _model.Inputs.ToDictionary(input => input.Name, _ => new long[] { batch, length });
        foreach (var output in _model.Outputs.Where(output => output.Shape.Count == 3))
            shapes[output.Name] = [batch, length, output.Shape[2] < 0 ? Dimensions : output.Shape[2]];
        return shapes;
    }

    private float[] Pool(ReadOnlySpan<float> states)
    {
        var vector = states[..Dimensions].ToArray();
        int count = states.Length / Dimensions;
        if (_facts.Pooling == TextPooling.Mean)
        {
            for (int i = 1; i < count; i++)
                TensorPrimitives.Add(vector, states.Slice(i * Dimensions, Dimensions), vector);
            TensorPrimitives.Divide(vector, count, vector);
        }

        float norm = TensorPrimitives.Norm(vector);
        if (!float.IsFinite(norm))
            throw new UserException($"'{_model.Name}' gives vectors that are not numbers.", "Get the file again: affect models verify.");
        if (_facts.Normalise && norm > 0)
            TensorPrimitives.Divide(vector, norm, vector);
        return vector;
    }
}
