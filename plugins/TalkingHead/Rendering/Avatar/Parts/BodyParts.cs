using System.Numerics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>Neck, shoulders with a plain crew-neck garment, and ears.</summary>
internal static class BodyParts
{
    private const float NeckZ = 0.66f;

    /// <summary>The neck: its upper end is inside the head and turns with it.</summary>
    public static AvatarPart Neck()
    {
        var builder = new PartBuilder();
        const int rows = 16, columns = 40;
        builder.Grid(rows, columns, true, (row, column) =>
        {
            float t = row / (rows - 1f), angle = column * MathF.Tau / columns, y = 0.72f + (1.35f * t), z = NeckZ + (0.16f * MathF.Pow(1 - t, 1.5f));
            var (sin, cos) = MathF.SinCos(angle);
            var flare = MathF.Pow(Math.Clamp((t - 0.4f) / 0.6f, 0, 1), 2);
            float width = 0.385f - (0.02f * MathF.Sin(t * MathF.PI)) + (0.42f * flare), depth = 0.40f + (0.1f * flare);

            // The two muscles from behind the ears to the collar bones, and the hollow between them.
            var front = MathF.Max(0, cos);
            var cord = 0.016f * MathF.Exp(-MathF.Pow((MathF.Abs(sin) - (0.75f - (0.55f * t))) / 0.14f, 2)) * front;
            var open = (0.34f + (0.66f * Curves.Smooth((y - 1.08f - (0.1f * front)) / 0.55f))) * (1 - (0.35f * Curves.Smooth((y - 1.62f - (0.1f * front)) / 0.14f)));
            return new PartPoint(new Vector3(sin * (width + cord), y, z - (cos * (depth + cord))), open, default, 1 - Curves.Smooth((y - 1.0f) / 0.85f));
        });
        return builder.Build("neck", PartPaint.PlainSkin, PartHold.Neck);
    }

    /// <summary>Collar, shoulders and chest.</summary>
    public static AvatarPart Garment()
    {
        var builder = new PartBuilder();
        const int rows = 27, columns = 64;
        builder.Grid(rows, columns, true, (row, column) =>
        {
            var angle = column * MathF.Tau / columns;
            var (sin, cos) = MathF.SinCos(angle);
            var collar = 1.62f + (0.13f * cos) - (0.07f * sin * sin);
            if (row == 0)
                return new PartPoint(new Vector3(sin * 0.37f, collar + 0.16f, NeckZ - (cos * 0.37f)), 0.2f, new Vector4(0, 0, 0, 0.3f));
            if (row < 6)
            {
                // A rib with a round edge.
                float turn = (row - 1) / 4f * MathF.PI, out0 = 0.47f + (0.05f * (1 - MathF.Cos(turn))), y0 = collar - (0.035f * MathF.Sin(turn)) + (row == 5 ? 0.06f : 0);
                return new PartPoint(new Vector3(sin * out0, y0, NeckZ - (cos * out0)), row == 1 ? 0.5f : 0.95f, new Vector4(0, 0, 0, 0.12f));
            }

            float t = (row - 6) / (rows - 7f), slope = MathF.Pow(t, 0.75f);
            float width = 0.555f + (1.1f * Curves.Smooth(t * 1.05f)), depth = 0.555f + (0.26f * slope);
            var y = collar + 0.065f + (t * (0.36f + (0.3f * t * t))) + (1.3f * MathF.Pow(t, 9));
            var open = 0.72f + (0.28f * Curves.Smooth(t / 0.12f));
            return new PartPoint(new Vector3(sin * width, y, NeckZ - (cos * depth)), open, Vector4.Zero);
        });
        return builder.Build("garment", PartPaint.Cloth, PartHold.Body);
    }

    /// <summary>Both ears.</summary>
    public static AvatarPart Ears()
    {
        var builder = new PartBuilder();
        const int rings = 12, columns = 36;
        var middle = new Vector3(0.775f, 0.17f, 0.64f);
        Vector3 back = Vector3.Normalize(new Vector3(0.42f, 0, 0.9f)), outward = new(back.Z, 0, -back.X);
        PartPoint Place(float r, float angle, bool behind)
        {
            var (sin, cos) = MathF.SinCos(angle);
            float wide = 0.17f * (1 - (0.22f * sin)), high = 0.29f, y = sin * high * r, along = (cos * wide * r) - (0.06f * sin * r);
            var rim = MathF.Exp(-MathF.Pow((r - 0.9f) / 0.11f, 2)) * Curves.Smooth((cos + 0.75f) * 1.4f) * (sin > 0.72f ? 0.35f : 1);
            var inner = MathF.Exp(-MathF.Pow((r - 0.58f) / 0.13f, 2)) * Curves.Smooth(cos + 0.45f) * (1 - Curves.Smooth((sin - 0.35f) * 3));
            var bowl = MathF.Exp(-MathF.Pow((r - 0.15f) / 0.3f, 2));
            var height = (0.055f * rim) + (0.035f * inner) - (0.05f * bowl);
            height = behind ? -0.06f * (1 - r) - 0.015f : height;
            var open = behind ? 0.7f : Math.Clamp(0.62f + (0.4f * rim) + (0.3f * inner) - (0.42f * bowl) + (sin > 0.7f ? 0.25f : 0), 0.2f, 1);
            return new PartPoint(middle + (back * along) + (Vector3.UnitY * y) + (outward * height), open);
        }

        builder.Grid(rings, columns, true, (ring, column) => Place(1 - (ring / (rings - 1f)), column * MathF.Tau / columns, false));
        builder.Grid(4, columns, true, (ring, column) => Place(ring == 0 ? 0.02f : ring / 3f, column * MathF.Tau / columns, true));
        builder.Mirror();
        return builder.Build("ears", PartPaint.PlainSkin, PartHold.Head, Facing.Both);
    }
}
