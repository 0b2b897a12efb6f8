using System.Numerics.Tensors;

namespace AffectAgent.Plugins.ActionUnits;

/// <summary>
/// The second witness of the Action Units (<c>models/au-appearance.safetensors</c>): reads them from the look of the aligned
/// crop (folds, bulges, where lids and brows lie) by a linear map of gradient features, and says how its score and the mesh's
/// are put together. Immutable and safe to share between threads. Method and figures: <c>models/au-appearance.md</c>.
/// </summary>
public sealed class AppearanceWitness
{
    /// <summary>The model's id in the catalogue.</summary>
    public const string ModelId = "au-appearance";

    private const double LeastContrast = 4; // grey levels, standard deviation; below it the crop shows no face
    private readonly int _units;
    private readonly float[] _weights;
    private readonly float[] _pose;
    private readonly float[] _lookGain;
    private readonly float[] _meshGain;
    private readonly float[] _meshAlone;
    private readonly float[] _meshRest;

    private AppearanceWitness(SafeTensors file)
    {
        var units = file.Integers("units", file.Length("units"));
        _units = units.Length;
        _weights = file.Floats("weights", _units, GradientFeatures.HalfLength);
        _pose = file.Floats("pose", _units, 4);
        _lookGain = file.Floats("look_gain", _units);
        _meshGain = file.Floats("mesh_gain", _units);
        _meshAlone = file.Floats("mesh_alone", _units);
        _meshRest = file.Floats("mesh_rest", _units);
        Lines = file.Floats("lines", _units, ActionUnitBasis.Features);
        LinePose = file.Floats("line_pose", _units, 4);
        foreach (var numbers in (float[][])[Lines, LinePose, _weights, _pose, _lookGain, _meshGain, _meshAlone, _meshRest])
            ScoreScale.RequireFinite(numbers);
        var ones = new float[_units];
        Array.Fill(ones, 1);
        Scale = ScoreScale.Read(file, units, ones);
        Units = units;
        Sided = [.. units.Zip(file.Integers("sided", _units)).Where(pair => pair.Second == 1).Select(pair => pair.First)];
    }

    /// <summary>FACS numbers of the units, as in <see cref="ActionUnitBasis.Units"/>.</summary>
    public IReadOnlyList<int> Units { get; }

    /// <summary>The units whose left and right were told apart on rendered faces.</summary>
    public IReadOnlyList<int> Sided { get; }

    /// <summary>How the fused scores are read; they are spreads of neutral faces already.</summary>
    public ScoreScale Scale { get; }

    /// <summary>Added to the regression of the mesh: plain distances that define a unit, such as the height of the brows.</summary>
    internal float[] Lines { get; }

    /// <summary>Added to its pose terms.</summary>
    internal float[] LinePose { get; }

    /// <summary>Reads the witness from a file's bytes.</summary>
    /// <exception cref="InvalidDataException">The bytes are not such a file.</exception>
    public static AppearanceWitness Parse(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        return new AppearanceWitness(SafeTensors.Parse(bytes));
    }

    /// <summary>Puts the look of a crop beside the mesh's scores, which become spreads of neutral faces.</summary>
    /// <param name="crop">The aligned crop; null, of another size or without contrast: the mesh speaks alone.</param>
    /// <param name="pose">1, pitch, pitch squared, yaw squared; radians.</param>
    /// <param name="right">The mesh's scores of the subject's right side; replaced.</param>
    /// <param name="left">Of the left side; replaced.</param>
    internal void Join(GrayImage? crop, ReadOnlySpan<float> pose, Span<float> right, Span<float> left)
    {
        Span<float> seenRight = stackalloc float[GradientFeatures.HalfLength];
        Span<float> seenLeft = stackalloc float[GradientFeatures.HalfLength];
        var seen = crop is not null && ShowsAFace(crop);
        if (seen)
            GradientFeatures.Measure(crop!.Pixels, seenRight, seenLeft);
        for (var i = 0; i < _units; i++)
        {
            var weights = _weights.AsSpan(i * GradientFeatures.HalfLength, GradientFeatures.HalfLength);
            var turned = TensorPrimitives.Dot(pose, _pose.AsSpan(i * 4, 4));
            right[i] = Joined(i, right[i], seen, weights, seenRight, turned);
            left[i] = Joined(i, left[i], seen, weights, seenLeft, turned);
        }
    }

    private float Joined(int unit, float mesh, bool seen, ReadOnlySpan<float> weights, ReadOnlySpan<float> features, float turned) => seen
        ? (_meshGain[unit] * (mesh - _meshRest[unit])) + (_lookGain[unit] * (TensorPrimitives.Dot(weights, features) - turned))
        : _meshAlone[unit] * (mesh - _meshRest[unit]);

    private static bool ShowsAFace(GrayImage crop)
    {
        if (crop.Width != GradientFeatures.Side || crop.Height != GradientFeatures.Side)
            return false;
        double sum = 0, squares = 0;
        foreach (var pixel in crop.Pixels)
        {
            sum += pixel;
            squares += pixel * pixel;
        }

        var mean = sum / crop.Pixels.Length;
        return (squares / crop.Pixels.Length) - (mean * mean) > LeastContrast * LeastContrast;
    }
}
