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
    private readonly OnnxRunPool _runs;

    /// <summary>Takes a network, which becomes its to dispose.</summary>
    /// <param name="model">Input <c>face</c> [n, 1, 64, 64], grey 0 to 255; output <c>sides</c> [n, 2, units]: the subject's right side, then the left.</param>
    public AppearanceNetwork(OnnxModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        (_model, _runs) = (model, new OnnxRunPool(model));
        using var lease = _runs.Rent();
        Units = lease.Run.Output("sides").Length / 2;
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
        if (portrait is null || !ShowsAFace(portrait))
            return false;
        using var lease = _runs.Rent();
        var input = lease.Run.Input("face");
        for (var i = 0; i < input.Length; i++)
            input[i] = portrait.Pixels[i];
        lease.Run.Execute();
        var sides = lease.Run.Output("sides");
        sides[..Units].CopyTo(right);
        sides[Units..].CopyTo(left);
        return true;
    }

    /// <summary>Frees the network; not while a call is under way.</summary>
    public void Dispose()
    {
        _runs.Dispose();
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
