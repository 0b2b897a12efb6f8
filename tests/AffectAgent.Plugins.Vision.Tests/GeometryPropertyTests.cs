using System.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace AffectAgent.Plugins.Vision.Tests;

/// <summary>What size, rotation and mirroring must not change, or must change in a known way, for any face.</summary>
public sealed class GeometryPropertyTests
{
    // Points of the left half and their mirror images on the right, of those that the tests look at.
    private static readonly (int Right, int Left)[] Mirrored =
    [
        (33, 263), (133, 362), (159, 386), (145, 374), (160, 387), (144, 373), (158, 385), (153, 380), (61, 291), (82, 312), (87, 317),
    ];

    private static readonly Gen<View> Views =
        from pitch in Angle(40)
        from yaw in Angle(60)
        from roll in Angle(180)
        from scale in Gen.Choose(8, 900)
        from x in Gen.Choose(-500, 3000)
        from y in Gen.Choose(-500, 3000)
        from opening in Gen.Choose(0, 60)
        select new View(pitch, yaw, roll, scale, new Vector2(x, y), opening / 100f);

    [Fact]
    public void Openings_AnySizeTurnAndPlace_AreTheSame() => Holds(view =>
    {
        var (straight, turned) = (view with { Pitch = 0, Yaw = 0, Roll = 0, Scale = 100, At = Vector2.Zero }, view);
        return Near(FaceOpenings.OfEye(straight.Mesh(), left: false), FaceOpenings.OfEye(turned.Mesh(), left: false), 2e-3f)
            && Near(FaceOpenings.OfMouth(straight.Mesh()), FaceOpenings.OfMouth(turned.Mesh()), 2e-3f);
    });

    [Fact]
    public void Openings_MirroredFace_ChangeSides() => Holds(view =>
    {
        var (mesh, mirror) = (view.Mesh(), Mirror(view.Mesh()));
        return Near(FaceOpenings.OfEye(mesh, left: false), FaceOpenings.OfEye(mirror, left: true), 2e-3f)
            && Near(FaceOpenings.OfMouth(mesh), FaceOpenings.OfMouth(mirror), 2e-3f);
    });

    [Fact]
    public void Pose_AnyTurn_IsRecoveredWhateverSizeAndPlace() => Holds(view =>
    {
        var pose = HeadPoseEstimator.Estimate(Meshes.Head(view.Pitch, view.Yaw, view.Roll, view.Scale, view.At), 1920, 1080);
        return Turn(pose.Pitch, view.Pitch) < 5e-3 && Turn(pose.Yaw, view.Yaw) < 5e-3 && Turn(pose.Roll, view.Roll) < 5e-3;
    });

    [Fact]
    public void EyeRegions_AnyView_ShowBothEyesAlike() => Holds(view =>
    {
        var mesh = view.Mesh();
        var (right, left) = (MeshRegions.OfEye(mesh, left: false), MeshRegions.OfEye(mesh, left: true));
        Vector2 outer = right.FromPicture(mesh.Flat(MeshPoints.RightEyeOuter)), mirrored = left.FromPicture(mesh.Flat(MeshPoints.LeftEyeOuter));
        Vector2 inner = right.FromPicture(mesh.Flat(MeshPoints.RightEyeInner)), inner2 = left.FromPicture(mesh.Flat(MeshPoints.LeftEyeInner));
        return outer.X < inner.X && Vector2.Distance(outer, mirrored) < 1e-2f && Vector2.Distance(inner, inner2) < 1e-2f;
    });

    [Fact]
    public void Regions_AnyView_BringPlacesBackWithoutRounding() => Holds(view =>
    {
        var region = new FaceRegion(view.At, view.Scale, view.Roll, view.Opening > 0.3f);
        var place = new Vector2(view.Opening, 1 - view.Opening);
        return Vector2.Distance(region.FromPicture(region.ToPicture(place)), place) < 2e-3f;
    });

    [Fact]
    public void Depth_RegionOfAnySize_IsScaledAsThePlacesAre() => Holds(view =>
    {
        var points = new float[FaceMesh.PointCount * 3];
        (points[0], points[3], points[5]) = (0, 96, 48);
        var mesh = FaceMesher.ToPicture(points, new FaceRegion(view.At, view.Scale, view.Roll));
        float along = Vector2.Distance(mesh.Flat(0), mesh.Flat(1));
        return Near(along / 96, mesh[1].Z / 48, 1e-3f * view.Scale);
    });

    private static void Holds(Func<View, bool> property) =>
        Check.One(Config.QuickThrowOnFailure.WithReplay(7, 9), Prop.ForAll(Views.ToArbitrary(), property));

    private static Gen<float> Angle(int degrees) => Gen.Choose(-degrees * 10, degrees * 10).Select(a => a / 10f * MathF.PI / 180);

    private static bool Near(float a, float b, float tolerance) => MathF.Abs(a - b) <= tolerance;

    private static double Turn(double a, double b) => Math.Abs(Math.IEEERemainder(a - b, Math.Tau));

    private static FaceMesh Mirror(FaceMesh mesh)
    {
        float[] points = mesh.Coordinates.ToArray();
        for (int i = 0; i < points.Length; i += 3)
            points[i] = -points[i];
        foreach (var (right, left) in Mirrored)
        {
            for (int c = 0; c < 3; c++)
                (points[(right * 3) + c], points[(left * 3) + c]) = (points[(left * 3) + c], points[(right * 3) + c]);
        }

        return new FaceMesh(points);
    }

    private sealed record View(float Pitch, float Yaw, float Roll, float Scale, Vector2 At, float Opening)
    {
        public FaceMesh Mesh() => Meshes.Head(Pitch, Yaw, Roll, Scale, At, 0.05f + Opening, Opening);
    }
}
