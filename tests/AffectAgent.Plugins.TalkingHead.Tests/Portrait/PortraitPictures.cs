using System.Numerics;
using System.Runtime.Intrinsics;

namespace AffectAgent.Plugins.TalkingHead.Tests;

/// <summary>A portrait for tests: the avatar's own picture, with the mesh that it was drawn from.</summary>
internal static class PortraitPictures
{
    public const int Size = 256;
    private const int Whole = 480;

    public static PortraitSource Source { get; } = MakeSource();

    public static PortraitRenderer Renderer { get; } = PortraitRenderer.Create(Source, Shared.Shape, Size);

    public static byte[] Draw(FacePose pose)
    {
        using var painter = Renderer.CreatePainter();
        var rgb = new byte[Size * Size * 3];
        painter.Draw(pose, rgb);
        return rgb;
    }

    /// <summary>A point of the mesh in the portrait's pixels.</summary>
    public static Vector2 At(int point) => Crop.Mesh.Flat(point);

    public static FaceMesh Turned(FaceMesh mesh, float yaw)
    {
        var middle = mesh[MeshPoints.NoseTip];
        var turn = Matrix4x4.CreateRotationY(yaw);
        var points = new float[FaceMesh.PointCount * 3];
        for (var i = 0; i < FaceMesh.PointCount; i++)
            (middle + Vector3.Transform(mesh[i] - middle, turn)).CopyTo(points, i * 3);
        return new FaceMesh(points);
    }

    public static FaceMesh Scaled(FaceMesh mesh, float by) => new([.. mesh.Coordinates.ToArray().Select(x => x * by)]);

    private static PortraitCrop Crop { get; } = PortraitCrop.Of(Source, Size);

    private static PortraitSource MakeSource()
    {
        using var avatar = AvatarRenderer.Create(Shared.Shape, AvatarLook.Named("ember"), Whole);
        using var painter = avatar.CreatePainter();
        var rgb = new byte[Whole * Whole * 3];
        painter.Draw(new FacePose(), rgb);
        var rest = HeadCage.Of(Shared.Shape.Neutral).Rest;
        var camera = new Camera(Whole);
        var points = new float[FaceMesh.PointCount * 3];
        for (var i = 0; i < FaceMesh.PointCount; i++)
        {
            var (x, y, _) = camera.Project(rest[i].AsVector128());
            (points[i * 3], points[(i * 3) + 1], points[(i * 3) + 2]) = (x, y, rest[i].Z * Whole / Camera.View);
        }

        return new PortraitSource(new RgbImage(Whole, Whole, rgb), new FaceMesh(points));
    }
}
