using System.Runtime.Intrinsics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>What no pose moves: the background and the garment, drawn once.</summary>
internal static class StillScene
{
    /// <summary>Draws it.</summary>
    /// <param name="model">Its parts that hang on the body, and its look.</param>
    public static RasterTarget Draw(AvatarModel model)
    {
        var target = new RasterTarget(model.Size, model.Size);
        target.Clear(Backdrop.Paint(model.Size));
        var camera = new Camera(model.Size);
        foreach (var part in model.Parts.Where(p => p.Hold == PartHold.Body))
        {
            var screen = new ScreenVertex[part.Points.Length];
            for (var i = 0; i < screen.Length; i++)
            {
                var (x, y, near) = camera.Project(part.Points[i]);
                screen[i] = new ScreenVertex(x, y, near, part.Normals[i], part.Extra[i]);
            }

            var cloth = new PlainShader(model.MatteLight, Srgb.Linear(model.Look.Garment), 0.03f, 0, Vector128<float>.Zero);
            Rasterizer.Draw(target, part.Triangles, screen, part.Facing, in cloth);
        }

        return target;
    }
}
