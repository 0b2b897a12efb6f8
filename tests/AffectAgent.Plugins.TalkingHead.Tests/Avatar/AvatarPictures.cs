using System.Numerics;
using System.Runtime.Intrinsics;

namespace AffectAgent.Plugins.TalkingHead.Tests;

/// <summary>Draws poses of the default avatar for tests, in colours or as a map of which part each pixel shows.</summary>
internal static class AvatarPictures
{
    public const int Size = 256;

    private const uint Background = 0xFF;

    private static readonly AvatarModel Model = new(Shared.Shape, AvatarLook.Default, Size);

    public static AvatarRenderer Renderer { get; } = AvatarRenderer.Create(Shared.Shape, null, Size);

    public static AvatarGeometry Geometry { get; } = AvatarGeometry.Create(Shared.Shape);

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

    /// <summary>A pose of a few random units, gaze and head.</summary>
    public static FacePose Any(Random random)
    {
        var pose = new FacePose();
        for (var k = 0; k < 5; k++)
            pose.Left[random.Next(FaceUnits.Count)] = pose.Right[random.Next(FaceUnits.Count)] = random.NextSingle() * 5;
        float Around(float most) => ((random.NextSingle() * 2) - 1) * most;
        (pose.HeadYaw, pose.HeadPitch, pose.HeadRoll) = (Around(0.4f), Around(0.3f), Around(0.25f));
        (pose.GazeYaw, pose.GazePitch) = (Around(0.5f), Around(0.35f));
        return pose;
    }

    /// <summary>The part that each sample shows: 0 the skin, then by place in the model's list; 255 the background.</summary>
    public static uint[] Parts(FacePose pose)
    {
        var state = new AvatarState(Model);
        state.Take(pose);
        var target = new RasterTarget(Size, Size);
        Array.Fill(target.Colors, Background);
        Draw(target, Model.Skin.Triangles, state.SkinPoints, Facing.Clockwise, 0);
        for (var k = 0; k < Model.Parts.Count; k++)
            Draw(target, Model.Parts[k].Triangles, state.Points[k], Model.Parts[k].Facing, k + 1);
        return target.Colors;
    }

    public static int Count(uint[] samples, params string[] names)
    {
        var places = Enumerable.Range(0, Model.Parts.Count).Where(k => names.Contains(Model.Parts[k].Name)).Select(k => (uint)Code(k + 1)).ToHashSet();
        return samples.Count(places.Contains);
    }

    /// <summary>Background samples that the head surrounds: not reached from the picture's edge.</summary>
    public static int Holes(uint[] samples)
    {
        var open = new bool[Size * Size];
        for (var i = 0; i < open.Length; i++)
            open[i] = Enumerable.Range(0, 4).All(k => samples[(i * 4) + k] == Background);
        var reached = new bool[open.Length];
        var next = new Stack<int>(Enumerable.Range(0, open.Length).Where(i => open[i] && (i % Size is 0 or Size - 1 || i / Size is 0 or Size - 1)));
        while (next.TryPop(out var at))
        {
            if (reached[at] || !open[at])
                continue;
            reached[at] = true;
            foreach (var near in new[] { at - 1, at + 1, at - Size, at + Size }.Where(i => i >= 0 && i < open.Length))
                next.Push(near);
        }

        var face = FaceBox(samples);
        return Enumerable.Range(0, open.Length).Count(i => open[i] && !reached[i] && face(i));
    }

    /// <summary>For each point the one that stands where its mirror image would.</summary>
    public static int[] Partners(Vector3[] rest)
    {
        (int, int, int) Cell(Vector3 p) => ((int)MathF.Floor(p.X * 20), (int)MathF.Floor(p.Y * 20), (int)MathF.Floor(p.Z * 20));
        var cells = Enumerable.Range(0, rest.Length).ToLookup(i => Cell(rest[i]));
        return [.. rest.Select(p =>
        {
            var wanted = p * new Vector3(-1, 1, 1);
            var (x, y, z) = Cell(wanted);
            var near = from dx in new[] { -1, 0, 1 } from dy in new[] { -1, 0, 1 } from dz in new[] { -1, 0, 1 } from i in cells[(x + dx, y + dy, z + dz)] select i;
            return near.MinBy(i => Vector3.DistanceSquared(rest[i], wanted));
        })];
    }

    // Strands of hair may enclose background; a hole in the skin's own rows is what counts.
    private static Func<int, bool> FaceBox(uint[] samples)
    {
        var rows = new (int Left, int Right)[Size];
        for (var y = 0; y < Size; y++)
        {
            var skin = Enumerable.Range(0, Size).Where(x => samples[((y * Size) + x) * 4] == Code(0)).ToArray();
            rows[y] = skin.Length == 0 ? (1, 0) : (skin[0], skin[^1]);
        }

        return i => rows[i / Size].Left <= i % Size && i % Size <= rows[i / Size].Right;
    }

    // Colours are packed by way of linear light; only these few values are used, and they survive it.
    private static int Code(int part) => part * 6;

    private static void Draw(RasterTarget target, int[] triangles, Vector128<float>[] points, Facing facing, int part)
    {
        var camera = new Camera(Size);
        var screen = points.Select(p =>
        {
            var (x, y, near) = camera.Project(p);
            return new ScreenVertex(x, y, near, default, default);
        }).ToArray();
        var shader = new CodeShader(Srgb.ToLinear[Code(part)]);
        Rasterizer.Draw(target, triangles, screen, facing, in shader);
    }

    private readonly struct CodeShader(float red) : IPixelShader
    {
        public Vector128<float> Shade(Vector128<float> a, Vector128<float> b) => Vector128.Create(red, 0, 0, 1);
    }
}
