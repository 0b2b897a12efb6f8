using System.Numerics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>The eyeballs' front halves. Extra: the direction from the eyeball's middle, and -1 for the right eye.</summary>
internal static class EyeParts
{
    private const int Rows = 15;
    private const int Columns = 21;

    public static AvatarPart Build(Eyeball eye, string name)
    {
        var builder = new PartBuilder();
        builder.Grid(Rows, Columns, false, (row, column) =>
        {
            float up = ((row / (Rows - 1f)) - 0.5f) * MathF.PI * 0.9f, side = ((column / (Columns - 1f)) - 0.5f) * MathF.PI * 0.9f;
            var direction = new Vector3(MathF.Sin(side) * MathF.Cos(up), MathF.Sin(up), -MathF.Cos(side) * MathF.Cos(up));
            return new PartPoint(eye.Center + (direction * eye.Radii), 1, new Vector4(direction, eye.Center.X < 0 ? -1 : 1));
        });
        return builder.Build(name, PartPaint.Eye, PartHold.Head);
    }
}
