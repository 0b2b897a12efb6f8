using System.Numerics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// Hair: a dark sheet that nothing shows through, and locks that lie on it with round backs and pointed tips. Extra: the
/// strands' direction and a number that tells strands apart.
/// </summary>
internal static class HairParts
{
    // The sheet reaches a little beyond the locks' tips, so that a hem is one edge and no comb of points.
    private const float BehindTips = 1.03f;

    /// <summary>The hair of a cut: locks, and the sheet under them.</summary>
    public static IEnumerable<AvatarPart> Build(HairCut cut)
    {
        PartBuilder locks = new(), under = new();
        var random = new Random(11);
        foreach (var (sheet, count) in Sheets(cut))
        {
            Locks(locks, sheet, count, random);
            Under(under, sheet);
        }

        yield return locks.Build("hair", PartPaint.Hair, PartHold.Head);
        yield return under.Build("hair-under", PartPaint.Hair, PartHold.Head, Facing.Both);
    }

    /// <summary>The sheets that a cut is made of, and how many locks lie on each.</summary>
    public static IEnumerable<(HairSheet Sheet, int Locks)> Sheets(HairCut cut)
    {
        const float parting = 0.26f;
        return cut switch
        {
            HairCut.Crop => [(new CropSheet(1, parting), 14), (new CropSheet(-1, parting), 16)],
            HairCut.Lob => [(new BobSheet(1, -parting, 0.26f), 16), (new BobSheet(-1, -parting, 0.26f), 14)],
            _ => [(new BobSheet(1, parting), 14), (new BobSheet(-1, parting), 16)],
        };
    }

    private static void Under(PartBuilder builder, HairSheet sheet)
    {
        const int rows = 24, columns = 24;
        builder.Grid(rows, columns, false, (row, column) =>
        {
            float along = row / (rows - 1f) * BehindTips, across = (sheet.Turned ? columns - 1 - column : column) / (columns - 1f);
            var place = sheet.At(across, along) - (sheet.Out(across, along) * 0.022f);
            return new PartPoint(place, 0.72f, new Vector4(sheet.Along(across, along), across * 40));
        });
    }

    private static void Locks(PartBuilder builder, HairSheet sheet, int count, Random random)
    {
        for (var layer = 2; layer >= 0; layer--)
        {
            var fine = layer == 2;
            for (var i = 0; i < count; i++)
            {
                var middle = (i + 0.5f + ((random.NextSingle() - 0.5f) * (fine ? 1 : 0.5f)) + (layer * 0.5f)) / count;
                var half = (0.72f + (0.35f * random.NextSingle())) / count * (fine ? 0.2f : 1);
                var length = (fine ? 0.88f : 1.0f) + (0.045f * random.NextSingle()) - (layer == 1 ? 0.01f : 0);
                float bend = (random.NextSingle() - 0.5f) * 0.05f, seed = random.NextSingle() * 100, rise = 0.7f + (0.6f * random.NextSingle());
                Lock(builder, sheet, Math.Clamp(middle % 1, half * 0.8f, 1 - (half * 0.5f)), half, length, bend, seed, rise * (layer == 1 ? 0.75f : 1.05f), fine);
            }
        }
    }

    private static void Lock(PartBuilder builder, HairSheet sheet, float middle, float half, float length, float bend, float seed, float rise, bool fine)
    {
        int rows = fine ? 14 : 20, columns = fine ? 3 : 5;
        builder.Grid(rows, columns, false, (row, column) =>
        {
            float t = row / (rows - 1f), u = ((column / (columns - 1f) * 2) - 1) * (sheet.Turned ? -1 : 1);
            float along = t * length, taper = MathF.Sqrt(MathF.Max(0, 1 - MathF.Pow(MathF.Max(0, (t - 0.8f) / 0.2f), 2.4f)));
            var across = Math.Clamp(middle + (bend * t * t) + (u * half * MathF.Max(sheet.Tip, taper)), 0, 1);
            var round = 1 - (u * u);
            var height = ((sheet.Relief(across, along) * rise * MathF.Sqrt(round) * (0.25f + (0.75f * Curves.Smooth(t / 0.45f)))) - 0.008f) * MathF.Max(0.3f, taper);
            var place = sheet.At(across, along) + (sheet.Out(across, along) * height);
            var open = (0.5f + (0.5f * round)) * (0.8f + (0.2f * Curves.Smooth(t / 0.15f)));
            return new PartPoint(place, open, new Vector4(sheet.Along(across, along), seed + (u * half * 60 * MathF.Max(sheet.Tip, taper))));
        });
    }
}
