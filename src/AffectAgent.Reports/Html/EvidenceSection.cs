using System.Text;

namespace AffectAgent.Reports.Html;

/// <summary>Everything measured, one row each, and what could not be.</summary>
internal static class EvidenceSection
{
    public static void Append(StringBuilder html, AnalysisResult result)
    {
        html.Append("<section><details open><summary>Evidence: ").Append(result.Evidence.Count)
            .Append(" measurements</summary>\n<div class=\"scroll\"><table><thead><tr><th>Id</th><th>Who</th><th>What</th><th>Value</th>")
            .Append("<th>When</th><th>Sure</th><th>Method shown to work?</th><th>Tool</th></tr></thead><tbody>\n");
        Evidence? last = null;
        foreach (var evidence in result.Evidence)
        {
            // A note that the row above has said is not repeated.
            AppendRow(html, last is not null && evidence.Kind == last.Kind && evidence.Note == last.Note ? evidence with { Note = null } : evidence);
            last = evidence;
        }

        html.Append("</tbody></table></div></details>\n");
        if (result.Unscored.Count > 0)
        {
            html.Append("<h3>Not measured</h3><ul>");
            foreach (var (what, reason) in UnscoredText.Lines(result.Unscored))
                html.Append("<li><strong>").Append(HtmlText.Escape(what)).Append("</strong>: ").Append(HtmlText.Escape(reason)).Append("</li>");
            html.Append("</ul>\n");
        }

        html.Append("</section>\n");
    }

    private static void AppendRow(StringBuilder html, Evidence evidence)
    {
        html.Append("<tr id=\"").Append(evidence.Id).Append("\"><td>").Append(evidence.Id).Append("</td><td>")
            .Append(evidence.Person is { } person ? $"person {person}" : "").Append("</td><td>").Append(HtmlText.Escape(EvidenceText.What(evidence)))
            .Append("</td><td class=\"num\">").Append(HtmlText.Escape(EvidenceText.Value(evidence))).Append("</td><td class=\"num\">")
            .Append(evidence.Interval is { } interval ? HtmlText.Range(interval) : "")
            .Append(evidence.Apex is { } apex ? $"<br>apex {HtmlText.Fixed(apex)} s" : "").Append("</td><td class=\"num\">")
            .Append(HtmlText.Fixed(evidence.Confidence)).Append("</td><td>").Append(EvidenceText.Grade(evidence.Reliability)).Append("</td><td>")
            .Append(HtmlText.Escape(evidence.Source.Tool)).Append(evidence.Source.Model is { } model ? $" <span class=\"id\">{HtmlText.Escape(model)}</span>" : "")
            .Append("</td></tr>\n");
    }
}
