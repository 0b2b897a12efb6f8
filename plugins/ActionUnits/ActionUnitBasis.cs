using System.Numerics.Tensors;

namespace AffectAgent.Plugins.ActionUnits;

/// <summary>
/// The project's own face basis (<c>models/au-basis.safetensors</c>): the mean neutral face of some thousand people, which way
/// each Action Unit moves it, and the regression that reads the units back. The same basis serves both ways. Its frame:
/// upright, facing the viewer, x right, y down, z towards the back, the outer eye corners one unit apart around the origin.
/// Immutable and safe to share between threads. Method and figures: <c>models/au-basis.md</c>.
/// </summary>
public sealed class ActionUnitBasis
{
    /// <summary>The model's id in the catalogue.</summary>
    public const string ModelId = "au-basis";

    internal const int Coordinates = FaceMesh.PointCount * 3;
    internal const int Features = Coordinates + 3;
    private readonly float[][] _displacement;

    private ActionUnitBasis(SafeTensors file)
    {
        var units = file.Length("units");
        if (units is < 1 or > 100)
            throw new InvalidDataException("The number of units is not believable.");
        Units = file.Integers("units", units);
        var neutral = file.Floats("neutral", FaceMesh.PointCount, 3);
        Neutral = new FaceMesh(neutral);
        Mirror = file.Integers("mirror", FaceMesh.PointCount);
        if (Mirror.Any(point => point is < 0 or >= FaceMesh.PointCount))
            throw new InvalidDataException("The mirror map names points that don't exist.");
        ProcrustesWeights = file.Floats("procrustes_weights", FaceMesh.PointCount);
        Regression = file.Floats("regression", units, Features);
        Pose = file.Floats("pose", units, 4);
        Scale = ScoreScale.Read(file, (int[])Units, file.Floats("spread", units));
        var all = file.Floats("displacement", units, FaceMesh.PointCount, 3);
        _displacement = [.. all.Chunk(Coordinates)];
        foreach (var numbers in (float[][])[neutral, ProcrustesWeights, Regression, Pose, all])
            ScoreScale.RequireFinite(numbers);
    }

    /// <summary>FACS numbers of the units, in the order of all arrays.</summary>
    public IReadOnlyList<int> Units { get; }

    /// <summary>The mean neutral face, in the basis' frame.</summary>
    public FaceMesh Neutral { get; }

    /// <summary>How the mesh's scores are read where it is the only witness.</summary>
    public ScoreScale Scale { get; }

    /// <summary>Each point's partner across the face's middle; points on the middle are their own.</summary>
    public IReadOnlyList<int> Mirror { get; }

    internal float[] ProcrustesWeights { get; }
    internal float[] Regression { get; }
    internal float[] Pose { get; }

    /// <summary>Reads the basis from a file.</summary>
    /// <exception cref="UserException">The file is missing or is not such a basis.</exception>
    public static ActionUnitBasis Load(string path)
    {
        try
        {
            return Parse(File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is InvalidDataException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new UserException($"'{Path.GetFileName(path)}' is not an Action Unit basis ({e.Message}). Restore models/au-basis.safetensors from the distribution.");
        }
        catch (IOException)
        {
            throw new UserException($"The Action Unit basis '{Path.GetFileName(path)}' can't be read. Restore models/au-basis.safetensors from the distribution.");
        }
    }

    /// <summary>Reads the basis from a file's bytes.</summary>
    /// <exception cref="InvalidDataException">The bytes are not such a basis.</exception>
    public static ActionUnitBasis Parse(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        return new ActionUnitBasis(SafeTensors.Parse(bytes));
    }

    /// <summary>
    /// How each point moves when the unit goes from 0 to intensity 5: 468 x 3 numbers in the basis' frame, zero outside the
    /// unit's region. Scale linearly for lower intensities.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The basis has no such unit.</exception>
    public ReadOnlySpan<float> Displacement(int unit)
    {
        var index = Units.IndexOf(unit);
        return index >= 0 ? _displacement[index] : throw new ArgumentOutOfRangeException(nameof(unit), unit, "The basis has no such Action Unit.");
    }

    /// <summary>The mean face showing an expression.</summary>
    /// <param name="intensities">Intensity 0 to 5 by FACS number; units left out stay at rest.</param>
    /// <returns>A mesh in the basis' frame.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The basis has no such unit.</exception>
    public FaceMesh Compose(IReadOnlyDictionary<int, double> intensities)
    {
        ArgumentNullException.ThrowIfNull(intensities);
        var points = Neutral.Coordinates.ToArray();
        foreach (var (unit, intensity) in intensities)
            TensorPrimitives.MultiplyAdd(Displacement(unit), (float)(intensity / AffectAgent.ActionUnits.MaxIntensity), points, points);
        return new FaceMesh(points);
    }
}

internal static class ReadOnlyListExtensions
{
    public static int IndexOf(this IReadOnlyList<int> list, int item)
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i] == item)
                return i;
        }

        return -1;
    }
}
