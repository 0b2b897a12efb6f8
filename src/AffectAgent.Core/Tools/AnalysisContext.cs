using System.Diagnostics.CodeAnalysis;

namespace AffectAgent;

/// <summary>How far a tool has come.</summary>
/// <param name="Stage">What is being done, e.g. "faces".</param>
/// <param name="Fraction">0 to 1, or null where the end is unknown.</param>
public readonly record struct StageProgress(string Stage, double? Fraction);

/// <summary>
/// Everything of one analysis that its tools share: the medium, the request, the ledger, and the artifacts by type. Tools of
/// one analysis may run at the same time. Disposing it disposes the artifacts.
/// </summary>
public sealed class AnalysisContext : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Type, object> _artifacts = [];
    private readonly Action<StageProgress>? _progress;

    /// <summary>Creates the context of one analysis.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="media">The opened medium, or null for text alone.</param>
    /// <param name="progress">Told how far each stage has come, or null. Called from any thread.</param>
    public AnalysisContext(AnalysisRequest request, IMediaSource? media, Action<StageProgress>? progress = null)
    {
        Request = request;
        Media = media;
        _progress = progress;
    }

    /// <summary>What was asked.</summary>
    public AnalysisRequest Request { get; }

    /// <summary>The medium, or null for text alone.</summary>
    public IMediaSource? Media { get; }

    /// <summary>What was measured so far.</summary>
    public EvidenceLedger Ledger { get; } = new();

    /// <summary>Keeps an artifact for other tools; a second one of the same type replaces the first.</summary>
    public void Set<T>(T artifact)
        where T : class
    {
        object? replaced;
        lock (_gate)
        {
            _artifacts.TryGetValue(typeof(T), out replaced);
            _artifacts[typeof(T)] = artifact;
        }

        if (!ReferenceEquals(replaced, artifact))
            (replaced as IDisposable)?.Dispose();
    }

    /// <summary>The artifact of that type, if a tool has made one.</summary>
    public bool TryGet<T>([NotNullWhen(true)] out T? artifact)
        where T : class
    {
        lock (_gate)
            artifact = _artifacts.GetValueOrDefault(typeof(T)) as T;
        return artifact is not null;
    }

    /// <summary>The artifact of that type.</summary>
    /// <exception cref="InvalidOperationException">No tool has made one; the planner called the tools in the wrong order.</exception>
    public T Get<T>()
        where T : class =>
        TryGet<T>(out var artifact)
            ? artifact
            : throw new InvalidOperationException($"No {typeof(T).Name} yet: call the tool that makes it first.");

    /// <summary>Tells how far a stage has come.</summary>
    public void Report(string stage, double? fraction = null) => _progress?.Invoke(new StageProgress(stage, fraction));

    /// <inheritdoc/>
    public void Dispose()
    {
        object[] all;
        lock (_gate)
        {
            all = [.. _artifacts.Values];
            _artifacts.Clear();
        }

        foreach (var artifact in all)
            (artifact as IDisposable)?.Dispose();
    }
}
