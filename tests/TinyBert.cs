using AffectAgent.Inference;
using AffectAgent.Inference.Models;
using AffectAgent.Inference.Onnx;
using AffectAgent.Inference.Text;

namespace AffectAgent.Tests;

/// <summary>
/// A network like BERT, small enough to work out by hand: words and kinds are looked up and added, then one head of attention
/// without weights of its own, which leaves padding out by the mask.
/// </summary>
internal static class TinyBert
{
    public const int Dimensions = 4;

    public static readonly string[] Pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "joy", "##ful", "sad", "tears", "smile", "query", "text", ":"];

    public static readonly float[] Words = Numbers(1, Pieces.Length * Dimensions);

    private static readonly float[] Kinds = Numbers(2, 2 * Dimensions);

    public static TextVectorFacts Facts(TextPooling pooling = TextPooling.Mean, int most = 16, bool normalise = true) =>
        new() { Pooling = pooling, Dimensions = Dimensions, MaxTokens = most, Normalise = normalise };

    public static WordPieceTokenizer Tokenizer() => WordPieceTokenizer.Of(Pieces, "test");

    /// <summary>The model file, with or without the input of kinds.</summary>
    public static byte[] Model(bool kinds = true)
    {
        var graph = new OnnxGraph("tiny-bert");
        graph.AddInput("input_ids", [-1, -1], TensorElementType.Int64);
        graph.AddInput("attention_mask", [-1, -1], TensorElementType.Int64);
        if (kinds)
            graph.AddInput("token_type_ids", [-1, -1], TensorElementType.Int64);
        graph.AddOutput("last_hidden_state", [-1, -1, Dimensions]);
        graph.AddConstant("words", [Pieces.Length, Dimensions], Words);
        graph.AddConstant("kinds", [2, Dimensions], Kinds);
        graph.AddConstant("one", [], [1f]);
        graph.AddConstant("far", [], [-10000f]);
        graph.AddConstant("axis", [1], [1L]);
        graph.Add(new OnnxNode("Gather", ["words", "input_ids"], [kinds ? "word" : "h"], OnnxAttribute.Of("axis", 0)));
        if (kinds)
        {
            graph.Add(new OnnxNode("Gather", ["kinds", "token_type_ids"], ["kind"], OnnxAttribute.Of("axis", 0)));
            graph.Add(new OnnxNode("Add", ["word", "kind"], ["h"]));
        }

        graph.Add(new OnnxNode("Transpose", ["h"], ["turned"], OnnxAttribute.Of("perm", [0, 2, 1])));
        graph.Add(new OnnxNode("MatMul", ["h", "turned"], ["scores"]));
        graph.Add(new OnnxNode("Cast", ["attention_mask"], ["mask"], OnnxAttribute.Of("to", 1)));
        graph.Add(new OnnxNode("Sub", ["one", "mask"], ["hidden"]));
        graph.Add(new OnnxNode("Mul", ["hidden", "far"], ["low"]));
        graph.Add(new OnnxNode("Unsqueeze", ["low", "axis"], ["lows"]));
        graph.Add(new OnnxNode("Add", ["scores", "lows"], ["masked"]));
        graph.Add(new OnnxNode("Softmax", ["masked"], ["shares"], OnnxAttribute.Of("axis", -1)));
        graph.Add(new OnnxNode("MatMul", ["shares", "h"], ["last_hidden_state"]));
        return graph.ToBytes();
    }

    /// <summary>The vector of a text alone, from the definition.</summary>
    public static double[] Naive(string text, TextVectorFacts facts)
    {
        var ids = Tokenizer().Encode(text, facts.MaxTokens);
        var h = ids.Select(id => Enumerable.Range(0, Dimensions).Select(d => (double)Words[(id * Dimensions) + d] + Kinds[d]).ToArray()).ToArray();
        var states = h.Select(row =>
        {
            var weights = h.Select(other => Math.Exp(row.Zip(other, (a, b) => a * b).Sum())).ToArray();
            return Enumerable.Range(0, Dimensions).Select(d => h.Select((other, i) => weights[i] * other[d]).Sum() / weights.Sum()).ToArray();
        }).ToArray();
        var vector = facts.Pooling == TextPooling.First ? states[0] : [.. Enumerable.Range(0, Dimensions).Select(d => states.Average(state => state[d]))];
        var norm = facts.Normalise ? Math.Sqrt(vector.Sum(v => v * v)) : 1;
        return [.. vector.Select(v => v / norm)];
    }

    private static float[] Numbers(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() * 3) - 1.5))];
    }
}
