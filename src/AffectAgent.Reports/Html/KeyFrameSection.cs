using System.Globalization;
using System.Numerics;
using System.Text;

namespace AffectAgent.Reports.Html;

/// <summary>The key frames with the mesh, the irises and the regions of the active Action Units drawn over them as SVG.</summary>
internal static class KeyFrameSection
{
    private static readonly string[] Colors = ["#ffb454", "#7fd1ff", "#ff7a90", "#b9f27c", "#d9a2ff", "#ffe066", "#6ff0d2", "#ff9fd6"];

    public static void Append(StringBuilder html, ReportContent content)
    {
        if (content.KeyFrames.Count == 0)
            return;
        html.Append("<section><h2>Key frames</h2>\n<p class=\"layers\"><label><input type=\"checkbox\" value=\"no-mesh\" checked> mesh and irises</label>")
            .Append("<label><input type=\"checkbox\" value=\"no-regions\" checked> Action Unit regions</label>");
        var heat = content.KeyFrames.Any(frame => frame.HeatMaps.Count > 0);
        html.Append(heat ? "<label><input type=\"checkbox\" value=\"no-heat\" checked> heat maps</label></p>\n" + HeatFigure.Legend : "</p>\n").Append("<div class=\"frames\">\n");
        for (var i = 0; i < content.KeyFrames.Count; i++)
            AppendFrame(html, content, content.KeyFrames[i], $"key-frame-{i + 1}");
        html.Append("</div></section>\n");
    }

    private static void AppendFrame(StringBuilder html, ReportContent content, KeyFrame frame, string id)
    {
        html.Append("<figure><div class=\"shot\"><svg viewBox=\"0 0 ").Append(frame.Width).Append(' ').Append(frame.Height)
            .Append("\" role=\"img\" aria-label=\"").Append(HtmlText.Escape(frame.Caption)).Append("\"><image id=\"").Append(id).Append("\" width=\"").Append(frame.Width)
            .Append("\" height=\"").Append(frame.Height).Append("\" href=\"data:image/jpeg;base64,").Append(Convert.ToBase64String(frame.Jpeg)).Append("\"/>\n");
        foreach (var face in frame.Faces)
            AppendFace(html, content, face);
        html.Append("</svg></div><figcaption>").Append(HtmlText.Escape(frame.Caption)).Append("</figcaption>\n");
        HeatFigure.Append(html, content, frame, id);
        html.Append("</figure>\n");
    }

    private static void AppendFace(StringBuilder html, ReportContent content, FaceObservation face)
    {
        var points = Enumerable.Range(0, FaceMesh.PointCount).Select(face.Mesh.Flat).ToArray();
        AppendMesh(html, points, Math.Max(0.4, face.Box.Size / 420));
        AppendIris(html, face);
        AppendRegions(html, content, face, points);
        var size = Math.Max(9, face.Box.Size / 11);
        html.Append("<text class=\"tag\" x=\"").Append(HtmlText.Number(face.Box.X, 1)).Append("\" y=\"")
            .Append(HtmlText.Number(Math.Max(size, face.Box.Y - (size * 0.35)), 1)).Append("\" font-size=\"").Append(HtmlText.Number(size, 1))
            .Append("\" stroke-width=\"").Append(HtmlText.Number(size / 6, 1)).Append("\">person ").Append(face.Person).Append("</text>\n");
    }

    private static void AppendMesh(StringBuilder html, Vector2[] points, double stroke)
    {
        var edges = new HashSet<(int, int)>();
        foreach (var t in Delaunay.Triangulate(points))
        {
            edges.Add(Ordered(t.A, t.B));
            edges.Add(Ordered(t.B, t.C));
            edges.Add(Ordered(t.C, t.A));
        }

        html.Append("<path class=\"mesh\" stroke-width=\"").Append(HtmlText.Number(stroke, 2)).Append("\" d=\"");
        foreach (var (a, b) in edges)
            html.Append('M').Append(Pair(points[a])).Append('L').Append(Pair(points[b]));
        html.Append("\"/>\n");
    }

    private static void AppendIris(StringBuilder html, FaceObservation face)
    {
        if (face.Iris is not { Count: 10 } iris)
            return;
        for (var eye = 0; eye < 2; eye++)
        {
            var center = iris[eye * 5];
            var radius = Enumerable.Range(1, 4).Average(i => Vector2.Distance(center, iris[(eye * 5) + i]));
            html.Append("<circle class=\"iris\" cx=\"").Append(HtmlText.Number(center.X, 1)).Append("\" cy=\"").Append(HtmlText.Number(center.Y, 1))
                .Append("\" r=\"").Append(HtmlText.Number(radius, 1)).Append("\" stroke-width=\"")
                .Append(HtmlText.Number(Math.Max(0.6, radius / 6), 1)).Append("\"/>\n");
        }
    }

    private static void AppendRegions(StringBuilder html, ReportContent content, FaceObservation face, Vector2[] points)
    {
        var active = ActiveUnits.Of(content.ActionUnits, face);
        for (var i = 0; i < active.Count; i++)
        {
            var title = string.Create(CultureInfo.InvariantCulture,
                $"AU{active[i].Unit} {ActionUnits.Find(active[i].Unit)?.Name}, {active[i].Intensity:0.0} of 5");
            foreach (var region in content.RegionsOf(active[i].Unit))
                AppendRegion(html, region.Select(p => points[p]), Colors[i % Colors.Length], title, face.Box.Size);
        }
    }

    private static void AppendRegion(StringBuilder html, IEnumerable<Vector2> points, string color, string title, float faceSize) =>
        html.Append("<polygon class=\"region\" fill=\"").Append(color).Append("\" stroke=\"").Append(color).Append("\" stroke-width=\"")
            .Append(HtmlText.Number(Math.Max(0.6, faceSize / 260), 2)).Append("\" stroke-linejoin=\"round\" points=\"")
            .AppendJoin(' ', ConvexHull.Of(points).Select(Pair)).Append("\"><title>").Append(HtmlText.Escape(title)).Append("</title></polygon>\n");

    private static (int, int) Ordered(int a, int b) => a < b ? (a, b) : (b, a);

    private static string Pair(Vector2 p) => $"{HtmlText.Number(p.X, 1)},{HtmlText.Number(p.Y, 1)}";
}
