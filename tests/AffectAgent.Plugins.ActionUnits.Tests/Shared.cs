using AffectAgent.Inference.Models;

namespace AffectAgent.Plugins.ActionUnits.Tests;

/// <summary>The basis under test, and faces made from it.</summary>
internal static class Shared
{
    public static string ModelsFolder { get; } = FindModels();

    public static ActionUnitBasis Basis { get; } = ActionUnitBasis.Load(Path.Combine(ModelsFolder, "au-basis.safetensors"));

    public static ActionUnitEstimator Estimator { get; } = new(Basis);

    public static ModelStore Store() => ModelStore.Open(new ModelStoreOptions { ModelsFolder = ModelsFolder });

    public static int Index(int unit) => Basis.Units.ToList().IndexOf(unit);

    public static FaceMesh Face(params (int Unit, double Intensity)[] units) =>
        Basis.Compose(units.ToDictionary(u => u.Unit, u => u.Intensity));

    /// <summary>The mesh rotated (radians), scaled and moved, as in a picture's pixels.</summary>
    public static FaceMesh Placed(FaceMesh mesh, double pitch, double yaw, double roll, double scale, double x, double y)
    {
        var turn = System.Numerics.Matrix4x4.CreateFromYawPitchRoll((float)yaw, (float)pitch, (float)roll);
        var points = new float[FaceMesh.PointCount * 3];
        for (var i = 0; i < FaceMesh.PointCount; i++)
        {
            var p = System.Numerics.Vector3.Transform(mesh[i], turn) * (float)scale;
            (points[i * 3], points[(i * 3) + 1], points[(i * 3) + 2]) = (p.X + (float)x, p.Y + (float)y, p.Z);
        }

        return new FaceMesh(points);
    }

    public static FaceObservation Observe(FaceMesh mesh, int frame, double time, int person = 1, double yaw = 0, double size = 150) => new()
    {
        Person = person,
        Frame = frame,
        Timestamp = time,
        Box = new FaceBox(100, 100, (float)size, (float)size),
        Confidence = 1,
        Mesh = mesh,
        Pose = new HeadPose(0, yaw, 0, 0, 0, 600),
        Crop = new GrayImage(48, 48, new byte[48 * 48]),
        Quality = new FaceQuality(size, 1, 100, 128),
    };

    private static string FindModels()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var models = Path.Combine(folder.FullName, "models");
            if (File.Exists(Path.Combine(models, "catalogue.json")))
                return models;
        }

        throw new InvalidOperationException("The models folder is not above the tests.");
    }
}

/// <summary>Faces held in memory.</summary>
internal sealed class MemoryArchive(bool still, params FaceObservation[] faces) : IFaceArchive
{
    public int PictureWidth => 640;

    public int PictureHeight => 480;

    public bool IsStill => still;

    public IReadOnlyList<FrameStamp> Frames { get; } = [.. faces.Select(f => new FrameStamp(f.Frame, f.Timestamp)).Distinct()];

    public IReadOnlyList<FacePerson> Persons { get; } =
        [.. faces.GroupBy(f => f.Person).Select(g => new FacePerson(g.Key, g.First().Timestamp, g.Last().Timestamp, g.Count(), 150))];

    public IEnumerable<FaceObservation> ReadAll() => faces;

    public IEnumerable<FaceObservation> Read(int person) => faces.Where(f => f.Person == person);

    public void Dispose()
    {
    }
}
