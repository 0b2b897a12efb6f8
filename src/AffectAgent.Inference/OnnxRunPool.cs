using System.Collections.Concurrent;

namespace AffectAgent.Inference;

/// <summary>Runs of one model for several threads: a thread rents one and gives it back, so nothing is allocated twice. Thread-safe.</summary>
/// <param name="model">The model; stays the caller's to dispose.</param>
/// <param name="batch">Size of the first dimension of its inputs where that is free; default 1.</param>
public sealed class OnnxRunPool(OnnxModel model, int batch = 1) : IDisposable
{
    private readonly ConcurrentBag<OnnxRun> _idle = [];
    private bool _disposed;

    /// <summary>A run that no other thread has; dispose of the lease to give it back, whatever happened.</summary>
    /// <exception cref="ObjectDisposedException">The pool was disposed of.</exception>
    /// <exception cref="OnnxRuntimeException">The runtime failed.</exception>
    public OnnxRunLease Rent()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return new OnnxRunLease(this, _idle.TryTake(out var run) ? run : model.CreateRun(batch));
    }

    /// <summary>Frees the idle runs; not while one is out.</summary>
    public void Dispose()
    {
        _disposed = true;
        while (_idle.TryTake(out var run))
            run.Dispose();
    }

    internal void Return(OnnxRun run) => _idle.Add(run);
}

/// <summary>A run on loan from an <see cref="OnnxRunPool"/>.</summary>
public readonly ref struct OnnxRunLease
{
    private readonly OnnxRunPool _pool;

    internal OnnxRunLease(OnnxRunPool pool, OnnxRun run) => (_pool, Run) = (pool, run);

    /// <summary>The run.</summary>
    public OnnxRun Run { get; }

    /// <summary>Gives the run back.</summary>
    public void Dispose() => _pool.Return(Run);
}
