using System.Collections.Concurrent;
using AffectAgent.Inference;

namespace AffectAgent.Plugins.ActionUnits;

/// <summary>
/// Reads Action Units from the look of a face with the project's own small network (<c>models/au-appearance.onnx</c>, card
/// <c>models/au-appearance.md</c>). Its readings are raw: <see cref="AppearanceWitness"/> says what they mean. Thread-safe.
/// </summary>
public sealed class AppearanceNetwork : IDisposable
{
    /// <summary>The network's id in the catalogue.</summary>
    public const string ModelId = "au-appearance-network";

    /// <summary>Pixels of the portrait's side.</summary>
    public const int Side = 64;

    private const double LeastContrast = 4; // grey levels, standard deviation; below it the portrait shows no face
    private readonly OnnxModel _model;
    private readonly ConcurrentBag<OnnxRun> _runs = [];
    private bool _disposed;

    /// <summary>Takes a network, which becomes its to dispose.</summary>
    /// <param name="model">Input <c>face</c> [n, 1, 64, 64], grey 0 to 255; output <c>sides</c> [n, 2, units]: the subject's right side, then the left.</param>
    public AppearanceNetwork(OnnxModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        _model = model;
        var run = model.CreateRun();
        _runs.Add(run);
        Units = run.Output("sides").Length / 2;
    }

    /// <summary>How many units it reads.</summary>
    public int Units { get; }

    /// <summary>Reads one face.</summary>
    /// <param name="portrait">See <see cref="FaceObservation.Portrait"/>; null where there is none.</param>
    /// <param name="right">Receives a number a unit for the subject's right side.</param>
    /// <param name="left">Receives those of the left side.</param>
    /// <returns>False where there is nothing to read: no portrait, one of another size, or one without contrast.</returns>
    /// <exception cref="OnnxRuntimeException">The runtime failed.</exception>
    public bool TryRead(GrayImage? portrait, Span<float> right, Span<float> left)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (portrait is null || !ShowsAFace(portrait))
            return false;
        if (!_runs.TryTake(out var run))
            run = _model.CreateRun();
        try
        {
            var input = run.Input("face");
            for (var i = 0; i < input.Length; i++)
                input[i] = portrait.Pixels[i];
            run.Execute();
            var sides = run.Output("sides");
            sides[..Units].CopyTo(right);
            sides[Units..].CopyTo(left);
            return true;
        }
        finally
        {
            _runs.Add(run);
        }
    }

    /// <summary>Frees the network; not while a call is under way.</summary>
    public void Dispose()
    {
        _disposed = true;
        while (_runs.TryTake(out var run))
            run.Dispose();
        _model.Dispose();
    }

    private static bool ShowsAFace(GrayImage portrait)
    {
        if (portrait.Width != Side || portrait.Height != Side)
            return false;
        double sum = 0, squares = 0;
        foreach (var pixel in portrait.Pixels)
        {
            sum += pixel;
            squares += pixel * pixel;
        }

        var mean = sum / portrait.Pixels.Length;
        return (squares / portrait.Pixels.Length) - (mean * mean) > LeastContrast * LeastContrast;
    }
}
