using System.Numerics;

namespace AffectAgent.Plugins.Vision.Tests;

public sealed class MeshingTests
{
    [Fact]
    public void ToPicture_DepthInInputPixels_IsScaledAsThePlaceIs()
    {
        var points = new float[FaceMesh.PointCount * 3];
        (points[3], points[4], points[5]) = (96, 48, -19.2f);
        var mesh = FaceMesher.ToPicture(points, new FaceRegion(new Vector2(300, 200), 400));
        Assert.Equal(300, mesh[1].X, 1e-3f);
        Assert.Equal(100, mesh[1].Y, 1e-3f);
        Assert.Equal(-40, mesh[1].Z, 1e-3f);
    }

    [Fact]
    public void OfMesh_TiltedFace_FollowsTheEyes()
    {
        var region = MeshRegions.OfMesh(Meshes.Head(0, 0, 0.4f, 100, new Vector2(200, 150)));
        Assert.Equal(0.4f, region.Angle, 1e-3f);
        Assert.InRange(region.Side, 150, 300);
    }

    [Fact]
    public void OfEye_LeftEye_IsMirroredAndTheRightIsNot()
    {
        var mesh = Meshes.Head(0, 0, 0, 100, new Vector2(200, 150));
        var right = MeshRegions.OfEye(mesh, left: false);
        var left = MeshRegions.OfEye(mesh, left: true);
        Assert.False(right.Mirrored);
        Assert.True(left.Mirrored);
        // What the network sees is the same eye: its outer corner lies on the left in both.
        Assert.Equal(right.FromPicture(mesh.Flat(MeshPoints.RightEyeOuter)).X, left.FromPicture(mesh.Flat(MeshPoints.LeftEyeOuter)).X, 1e-4f);
        Assert.Equal(32 * 2.3f, right.Side, 1e-3f);
    }

    [Fact]
    public void Solve_PointsTurnedScaledAndShifted_RecoversAllThree()
    {
        var random = new Random(3);
        for (int round = 0; round < 50; round++)
        {
            var turn = Quaternion.CreateFromYawPitchRoll(random.NextSingle() * 6, random.NextSingle() * 6, random.NextSingle() * 6);
            var from = Enumerable.Range(0, 8).Select(_ => new Vector3(random.NextSingle(), random.NextSingle(), random.NextSingle())).ToArray();
            var to = from.Select(p => (Vector3.Transform(p, turn) * 2.5f) + new Vector3(3, -4, 5)).ToArray();
            var fit = RigidFit.Solve(from, to, [.. from.Select(_ => 0.1f + random.NextSingle())]);
            Assert.Equal(2.5f, fit.Scale, 1e-3f);
            Assert.All(from.Zip(to), pair => Assert.True(Vector3.Distance(fit.Apply(pair.First), pair.Second) < 1e-3f));
        }
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0.4f, 0, 0)]
    [InlineData(0, -0.7f, 0)]
    [InlineData(0, 0, 0.5f)]
    [InlineData(0.3f, 0.6f, -0.4f)]
    public void Estimate_HeadTurnedByKnownAngles_GivesThoseAngles(float pitch, float yaw, float roll)
    {
        var pose = HeadPoseEstimator.Estimate(Meshes.Head(pitch, yaw, roll, 80, new Vector2(320, 180)), 640, 360);
        Assert.Equal(pitch, pose.Pitch, 2e-3);
        Assert.Equal(yaw, pose.Yaw, 2e-3);
        Assert.Equal(roll, pose.Roll, 2e-3);
    }

    [Fact]
    public void Estimate_NoseToThePicturesLeft_HasPositiveYaw()
    {
        var mesh = Meshes.Head(0, 0.5f, 0, 80, new Vector2(320, 180));
        Assert.True(mesh[4].X < 320 - 10);
        Assert.True(HeadPoseEstimator.Estimate(mesh, 640, 360).Yaw > 0.4);
    }

    [Fact]
    public void Estimate_NoseDown_HasPositivePitch()
    {
        var straight = Meshes.Head(0, 0, 0, 80, new Vector2(320, 180));
        var down = Meshes.Head(0.4f, 0, 0, 80, new Vector2(320, 180));
        Assert.True(down[4].Y > straight[4].Y);
        Assert.True(HeadPoseEstimator.Estimate(down, 640, 360).Pitch > 0.3);
    }

    [Fact]
    public void Estimate_EyesEightyPixelsApart_IsAsFarAsTheFocalLengthSays()
    {
        var pose = HeadPoseEstimator.Estimate(Meshes.Head(0, 0, 0, 80, new Vector2(400, 180)), 640, 360);
        Assert.Equal(640 * 89 / 80.0, pose.Z, 1);
        Assert.Equal(89, pose.X, 0.5);
        Assert.Equal(0, pose.Y, 0.5);
    }

    [Theory]
    [InlineData(0.15f, 0, 1, 0)]
    [InlineData(-0.15f, 0, -1, 0)]
    [InlineData(0, 0.12f, 0, 1)]
    public void Estimate_IrisMoved_GazeTurnsThatWay(float right, float down, int signX, int signY)
    {
        var mesh = Meshes.Head(0, 0, 0, 200, new Vector2(320, 180));
        var fit = HeadPoseEstimator.Fit(mesh);
        var straight = GazeEstimator.Estimate(mesh, fit, Meshes.Irises(mesh, Vector2.Zero))!.Value;
        var moved = GazeEstimator.Estimate(mesh, fit, Meshes.Irises(mesh, new Vector2(right, down)))!.Value;
        Assert.Equal(signX * 0.4, moved.AngleX - straight.AngleX, 0.2);
        Assert.Equal(signY * 0.4, moved.AngleY - straight.AngleY, 0.2);
        Assert.Equal(1, moved.LeftOnPicture.Length(), 1e-4f);
        Assert.True(moved.LeftOnPicture.Z < 0);
    }

    [Fact]
    public void Estimate_ClosedEyes_HaveNoGaze()
    {
        var mesh = Meshes.Head(0, 0, 0, 200, new Vector2(320, 180), eyeOpening: 0.01f);
        Assert.Null(GazeEstimator.Estimate(mesh, HeadPoseEstimator.Fit(mesh), Meshes.Irises(mesh, Vector2.Zero)));
    }

    [Fact]
    public void Estimate_EyesOfFourPixels_HaveNoGaze()
    {
        var mesh = Meshes.Head(0, 0, 0, 12, new Vector2(320, 180));
        Assert.Null(GazeEstimator.Estimate(mesh, HeadPoseEstimator.Fit(mesh), Meshes.Irises(mesh, Vector2.Zero)));
    }

    [Fact]
    public void Of_BothEyesStraightAhead_IsZero()
    {
        var gaze = GazeEstimator.Of(-Vector3.UnitZ, -Vector3.UnitZ);
        Assert.Equal((0, 0), (gaze.AngleX, gaze.AngleY));
    }
}
