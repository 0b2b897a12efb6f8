using System.Numerics.Tensors;

namespace AffectAgent.Plugins.ActionUnits;

/// <summary>
/// The second witness of the Action Units (<c>models/au-appearance.safetensors</c>): says how the mesh's scores and what
/// <see cref="AppearanceNetwork"/> reads from the look of the face (folds, bulges, where lids and brows lie) are put together.
/// Immutable and safe to share between threads. Method and figures: <c>models/au-appearance.md</c>.
/// </summary>
public sealed class AppearanceWitness
{
    /// <summary>The model's id in the catalogue.</summary>
    public const string ModelId = "au-appearance";

    private readonly int _units;
    private readonly AppearanceNetwork? _network;
    private readonly float[] _pose;
    private readonly float[] _lookGain;
    private readonly float[] _meshGain;
    private readonly float[] _meshAlone;
    private readonly float[] _meshRest;

    private AppearanceWitness(SafeTensors file, AppearanceNetwork? network)
    {
        var units = file.Integers("units", file.Length("units"));
        _units = units.Length;
        _pose = file.Floats("pose", _units, 4);
        _lookGain = file.Floats("look_gain", _units);
        _meshGain = file.Floats("mesh_gain", _units);
        _meshAlone = file.Floats("mesh_alone", _units);
        _meshRest = file.Floats("mesh_rest", _units);
        Lines = file.Floats("lines", _units, ActionUnitBasis.Features);
        LinePose = file.Floats("line_pose", _units, 4);
        foreach (var numbers in (float[][])[Lines, LinePose, _pose, _lookGain, _meshGain, _meshAlone, _meshRest])
            ScoreScale.RequireFinite(numbers);
        if (network is not null && network.Units != _units)
            throw new InvalidDataException($"The network reads {network.Units} units, the file names {_units}.");
        _network = network;
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
    /// <param name="bytes">The file.</param>
    /// <param name="network">What looks at the face; null for the mesh alone. Stays the caller's to dispose.</param>
    /// <exception cref="InvalidDataException">The bytes are not such a file, or the network reads other units.</exception>
    public static AppearanceWitness Parse(byte[] bytes, AppearanceNetwork? network)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        return new AppearanceWitness(SafeTensors.Parse(bytes), network);
    }

    /// <summary>Puts the look of a face beside the mesh's scores, which become spreads of neutral faces.</summary>
    /// <param name="portrait">The face; where there is none, or it shows nothing, the mesh speaks alone.</param>
    /// <param name="pose">1, pitch, pitch squared, yaw squared; radians.</param>
    /// <param name="right">The mesh's scores of the subject's right side; replaced.</param>
    /// <param name="left">Of the left side; replaced.</param>
    internal void Join(GrayImage? portrait, ReadOnlySpan<float> pose, Span<float> right, Span<float> left)
    {
        Span<float> seenRight = stackalloc float[_units];
        Span<float> seenLeft = stackalloc float[_units];
        var seen = _network is not null && _network.TryRead(portrait, seenRight, seenLeft);
        for (var i = 0; i < _units; i++)
        {
            var gain = seen ? _meshGain[i] : _meshAlone[i];
            (right[i], left[i]) = (gain * (right[i] - _meshRest[i]), gain * (left[i] - _meshRest[i]));
            if (!seen)
                continue;
            var turned = TensorPrimitives.Dot(pose, _pose.AsSpan(i * 4, 4));
            right[i] += _lookGain[i] * (seenRight[i] - turned);
            left[i] += _lookGain[i] * (seenLeft[i] - turned);
        }
    }
}
