namespace AffectAgent.Plugins.TalkingHead.Tests;

/// <summary>Draws poses of the default avatar for tests.</summary>
internal static class AvatarPictures
{
    public const int Size = 256;

    private static readonly AvatarRenderer Renderer = AvatarRenderer.Create(Shared.Shape, null, Size);

    public static byte[] Draw(FacePose pose)
    {
        using var painter = Renderer.CreatePainter();
        var rgb = new byte[Size * Size * 3];
        painter.Draw(pose, rgb);
        return rgb;
    }

    public static FacePose Pose(params (int Unit, float Intensity)[] units)
    {
        var pose = new FacePose();
        foreach (var (unit, intensity) in units)
            pose.Set(unit, intensity);
        return pose;
    }
}
