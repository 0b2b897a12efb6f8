namespace AffectAgent.Inference;

/// <summary>How a model is loaded and run.</summary>
public sealed record InferenceOptions
{
    /// <summary>The most threads that one model may ask for.</summary>
    public const int MaxThreads = 256;

    /// <summary>Threads that one run may use inside an operator, 1 to <see cref="MaxThreads"/>; default 1. Many small models run better side by side, one thread each.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>What computes the model; default <see cref="ExecutionProvider.Auto"/>.</summary>
    public ExecutionProvider Provider { get; init; } = ExecutionProvider.Auto;

    /// <summary>Path of ONNX Runtime's shared library; default null, which searches as <see cref="NativeLibraryLocator"/> says. A path given here is the only one tried.</summary>
    public string? LibraryPath { get; init; }

    internal void Validate()
    {
        if (Threads is < 1 or > MaxThreads)
            throw new UserException($"{Threads} inference threads were asked for.", $"Give 1 to {MaxThreads}.");
        if (!Enum.IsDefined(Provider))
            throw new UserException($"There is no execution provider '{Provider}'.", "Give auto, cpu or cuda.");
    }
}
