using System.Text;

namespace AffectAgent.Reports.Html;

/// <summary>Tools and models used, sentences that were struck out, and what the report must not be used for.</summary>
internal static class AboutSection
{
    public static void Append(StringBuilder html, AnalysisResult result)
    {
        html.Append("<section><h2>How this was made</h2>\n");
        foreach (var note in result.Notes)
            html.Append("<p>").Append(HtmlText.Escape(note.Text)).Append("</p>\n");
        AppendRejected(html, result.Explanations);
        html.Append("<div class=\"scroll\"><table><thead><tr><th>Tool</th><th>Time</th><th>Answer</th></tr></thead><tbody>\n");
        foreach (var call in result.Tools)
        {
            html.Append("<tr><td>").Append(HtmlText.Escape(call.Tool)).Append("</td><td class=\"num\">").Append(HtmlText.Fixed(call.Seconds))
                .Append(" s</td><td>").Append(call.Failed ? "failed: " : "").Append(HtmlText.Escape(call.Summary)).Append("</td></tr>\n");
        }

        html.Append("</tbody></table></div>\n");
        if (result.Models.Count > 0)
        {
            html.Append("<h3>Models</h3><div class=\"scroll\"><table><thead><tr><th>Model</th><th>Licence</th><th>SHA-256</th></tr></thead><tbody>\n");
            foreach (var model in result.Models)
            {
                html.Append("<tr><td>").Append(HtmlText.Escape(model.Id)).Append("</td><td>").Append(HtmlText.Escape(model.Licence))
                    .Append("</td><td><code>").Append(HtmlText.Escape(model.Sha256[..Math.Min(16, model.Sha256.Length)])).Append("…</code></td></tr>\n");
            }

            html.Append("</tbody></table></div>\n");
        }

        html.Append("</section>\n<footer><p>").Append(HtmlText.Escape(IntendedUse.Text)).Append("</p><p>AffectAgent ")
            .Append(HtmlText.Escape(result.Version)).Append("</p></footer>\n");
    }

    private static void AppendRejected(StringBuilder html, IReadOnlyList<Explanation> explanations)
    {
        var rejected = explanations.SelectMany(e => e.Faithfulness.Rejected).ToList();
        if (rejected.Count == 0)
            return;
        html.Append("<details><summary>").Append(rejected.Count).Append(rejected.Count == 1 ? " sentence was" : " sentences were").Append(" struck out</summary><ul>");
        foreach (var item in rejected)
            html.Append("<li>").Append(HtmlText.Escape(item.Claim.Text)).Append(" <em>").Append(HtmlText.Escape(item.Reason)).Append("</em></li>");
        html.Append("</ul></details>\n");
    }
}
