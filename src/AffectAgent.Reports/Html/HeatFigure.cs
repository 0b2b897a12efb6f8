using System.Numerics;
using System.Text;

namespace AffectAgent.Reports.Html;

/// <summary>Small pictures beside a key frame: each face upright, what its reading hangs on laid over it in colour.</summary>
internal static class HeatFigure
{
    private const double MostOpaque = 0.75;
    private const int Reach = 3; // pixels of the crop; half of the step of OcclusionMapper

    /// <summary>Appends a picture for each map of the frame.</summary>
    public static void Append(StringBuilder html, ReportContent content, KeyFrame frame, string pictureId)
    {
        if (frame.HeatMaps.Count == 0)
            return;
        html.Append("<div class=\"heats\">\n");
        foreach (var map in frame.HeatMaps)
        {
            html.Append("<div class=\"heat\"><svg viewBox=\"0 0 ").Append(map.Side).Append(' ').Append(map.Side).Append("\" role=\"img\" aria-label=\"")
                .Append(HtmlText.Escape($"What person {map.Person}'s reading as {map.Emotion.Name()} hangs on")).Append("\"><g transform=\"").Append(Transform(map))
                .Append("\"><use href=\"#").Append(pictureId).Append("\"/></g><image class=\"heat-layer\" width=\"").Append(map.Side).Append("\" height=\"").Append(map.Side)
                .Append("\" href=\"data:image/png;base64,").Append(Convert.ToBase64String(Png(map))).Append("\"/></svg><p><b>Person ").Append(map.Person).Append(": ")
                .Append(map.Emotion.Name()).Append("</b> ").Append(HtmlText.Fixed(map.Probability, 2)).Append(Words(content, frame, map)).Append("</p></div>\n");
        }

        html.Append("</div>\n");
    }

    /// <summary>What the colours mean; stands once above the key frames.</summary>
    public static string Legend { get; } =
        "<p class=\"heat-key\"><span class=\"swatch warm\"></span> covering this part lowers the reading <span class=\"swatch cold\"></span> covering it raises the reading. "
        + "The reading hangs on the network's view of the face as a whole; a part that is warm here need not be what moved.</p>\n";

    /// <summary>The colours of a map: warm where covering lowers the reading, cold where it raises it, clear where it does nothing.</summary>
    internal static byte[] Png(ExpressionHeatMap map)
    {
        var values = Smooth(map);
        var most = Math.Max(1e-6f, values.Max(MathF.Abs));
        var rgba = new byte[values.Length * 4];
        for (var i = 0; i < values.Length; i++)
        {
            var strength = MathF.Abs(values[i]) / most;
            var (red, green, blue) = values[i] >= 0 ? (255, (int)(210 * (1 - strength)), 0) : (40, 130, 255);
            rgba[4 * i] = (byte)red;
            rgba[(4 * i) + 1] = (byte)green;
            rgba[(4 * i) + 2] = (byte)blue;
            rgba[(4 * i) + 3] = (byte)(255 * MostOpaque * strength);
        }

        return PngEncoder.Encode(map.Side, map.Side, rgba);
    }

    /// <summary>Each pixel's mean with its neighbours, so that the steps in which the patch was moved don't show.</summary>
    private static float[] Smooth(ExpressionHeatMap map)
    {
        var smooth = new float[map.Values.Count];
        for (var i = 0; i < smooth.Length; i++)
        {
            var (x, y) = (i % map.Side, i / map.Side);
            var (sum, count) = (0f, 0);
            for (var v = Math.Max(0, y - Reach); v <= Math.Min(map.Side - 1, y + Reach); v++)
            {
                for (var u = Math.Max(0, x - Reach); u <= Math.Min(map.Side - 1, x + Reach); u++, count++)
                    sum += map.Values[(v * map.Side) + u];
            }

            smooth[i] = sum / count;
        }

        return smooth;
    }

    private static string Words(ReportContent content, KeyFrame frame, ExpressionHeatMap map)
    {
        var face = frame.Faces.FirstOrDefault(f => f.Person == map.Person && f.Frame == map.Frame);
        var active = face is null ? [] : ActiveUnits.Of(content.ActionUnits, face).Select(u => u.Unit).ToList();
        if (face is null || active.Count == 0 || map.OverlapWith(face.Mesh, active.SelectMany(content.RegionsOf)) is not { HeatShare: { } heat, AreaShare: { } area })
            return ". No Action Unit was found here to compare with.";
        return $". Of what it hangs on, {HtmlText.Fixed(100 * heat, 0)} % lies in the regions of {string.Join(", ", active.Select(u => $"AU{u}"))}, which cover {HtmlText.Fixed(100 * area, 0)} % of the face.";
    }

    /// <summary>From the picture's pixels to the crop's.</summary>
    private static string Transform(ExpressionHeatMap map)
    {
        var origin = map.ToCrop(Vector2.Zero);
        var (right, down) = (map.ToCrop(Vector2.UnitX) - origin, map.ToCrop(Vector2.UnitY) - origin);
        return $"matrix({string.Join(' ', new[] { right.X, right.Y, down.X, down.Y, origin.X, origin.Y }.Select(v => HtmlText.Number(v, 5)))})";
    }
}
