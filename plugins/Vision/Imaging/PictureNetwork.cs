using AffectAgent.Inference;

namespace AffectAgent.Plugins.Vision;

/// <summary>
/// A network with one picture-like input, for several threads at once. Finds the input's
/// layout and its outputs by their sizes, so that it takes models from any importer.
/// </summary>
internal sealed class PictureNetwork : IDisposable
{
    private readonly OnnxModel _model;
    private readonly OnnxRunPool _runs;
    private readonly string _input;
    private readonly int _batch;

    /// <summary>Takes over a model.</summary>
    /// <param name="model">The model; disposed with this.</param>
    /// <param name="side">The side that its input must have.</param>
    /// <param name="batch">Pictures a run; more than 1 needs a model that takes any number.</param>
    /// <exception cref="UserException">The model's input is not one square RGB picture of that side.</exception>
    public PictureNetwork(OnnxModel model, int side, int batch = 1)
    {
        (_model, _batch, _runs) = (model, batch, new OnnxRunPool(model, batch));
        Side = side;
        var shape = model.Inputs.Count == 1 ? model.Inputs[0].Shape : [];
        IsPlanar = shape.Count == 4 && shape[1] == 3 && shape[2] == side && shape[3] == side;
        bool interleaved = shape.Count == 4 && shape[1] == side && shape[2] == side && shape[3] == 3;
        if ((!IsPlanar && !interleaved) || (batch > 1 && shape[0] >= 0))
        {
            throw new UserException(
                $"The model '{model.Name}' does not take {(batch > 1 ? $"any number of {side} x {side} pictures" : $"one {side} x {side} picture")}: {string.Join(", ", model.Inputs)}.",
                "Run 'affect models import' to make it again.");
        }

        _input = model.Inputs[0].Name;
    }

    /// <summary>Pixels of a side of the input.</summary>
    public int Side { get; }

    /// <summary>True if the input has its channels first.</summary>
    public bool IsPlanar { get; }

    /// <summary>What the model was loaded from.</summary>
    public string Name => _model.Name;

    /// <summary>The name of the one output that holds that many numbers.</summary>
    /// <exception cref="UserException">There is none, or more than one.</exception>
    public string OutputOf(long numbers)
    {
        var fitting = _model.Outputs.Where(o => o.Shape.Aggregate(1L, (a, b) => a * Math.Max(1, b)) == numbers).ToList();
        return fitting.Count == 1
            ? fitting[0].Name
            : throw new UserException(
                $"The model '{Name}' has {fitting.Count} outputs of {numbers} numbers, not one.", "Run 'affect models import' to make it again.");
    }

    /// <summary>Reads a region of the picture into the input and executes; dispose of the lease when the outputs are read.</summary>
    public OnnxRunLease Run(PicturePyramid pyramid, FaceRegion region, float gain, float bias, CancellationToken cancellationToken) =>
        Run(pyramid, [region], gain, bias, cancellationToken);

    /// <summary>The same for as many regions as the batch has pictures.</summary>
    public OnnxRunLease Run(PicturePyramid pyramid, scoped ReadOnlySpan<FaceRegion> regions, float gain, float bias, CancellationToken cancellationToken)
    {
        var lease = _runs.Rent();
        try
        {
            int picture = Side * Side * 3;
            for (int i = 0; i < _batch; i++)
                RegionSampler.Read(pyramid, regions[i], Side, lease.Run.Input(_input).Slice(i * picture, picture), IsPlanar, gain, bias);
            lease.Run.Execute(cancellationToken);
            return lease;
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _runs.Dispose();
        _model.Dispose();
    }
}
