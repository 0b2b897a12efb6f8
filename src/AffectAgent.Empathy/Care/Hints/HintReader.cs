using System.Globalization;
using AffectAgent.Empathy.Care.Matching;

namespace AffectAgent.Empathy.Care.Hints;

/// <summary>
/// The trained second reader: it finds hints that no phrase names, by a small linear model of the project's own (models/care-hints.md).
/// Its confidence is the logistic of its score and wasn't calibrated. Thread-safe, deterministic.
/// </summary>
public sealed class HintReader : ICareReader
{
    private const string Resource = "models/care-hints.bin";
    private static readonly Lazy<HintReader?> Shared = new(Load);
    private readonly CareTokenizer _tokenizer = CareTokenizer.BuiltIn(new CareVocabulary());
    private readonly HintModel _model;

    private HintReader(HintModel model) => _model = model;

    /// <summary>The reader with the built-in model, or null where the program was built without the model.</summary>
    public static HintReader? BuiltIn => Shared.Value;

    /// <summary>Creates a reader from a model file's bytes.</summary>
    /// <exception cref="InvalidDataException">They are not such a model.</exception>
    public static HintReader Parse(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        return new(HintModel.Parse(bytes));
    }

    /// <inheritdoc />
    public CareReading? Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var tokens = _tokenizer.Cut(text);
        if (_model.Best(HintWindows.Of(tokens)) is not { } best || best.Score <= _model.Threshold)
            return null;
        var (start, length) = HintWindows.Place(tokens, best.Window);
        var confidence = Math.Round(Math.Min(1 / (1 + Math.Exp(-best.Score)), 0.99), 2);
        var reason = string.Create(CultureInfo.InvariantCulture, $"read as a hint by a trained reader, score {best.Score:0.00}");
        return new CareReading(best.Kind, confidence, null, reason, best.Who, start, length);
    }

    /// <summary>The highest score of a message's windows, whether or not it counts, or null where it has no words.</summary>
    internal HintScore? Best(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return _model.Best(HintWindows.Of(_tokenizer.Cut(text)));
    }

    private static HintReader? Load()
    {
        using var stream = typeof(HintReader).Assembly.GetManifestResourceStream(Resource);
        if (stream is null)
            return null;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return Parse(bytes);
    }
}
