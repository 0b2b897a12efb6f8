using System.Text;

namespace AffectAgent.Reports.Html;

/// <summary>The knowledge cards that the sentences cite, with their literature.</summary>
internal static class CardSection
{
    public static void Append(StringBuilder html, IReadOnlyList<KnowledgeCard> cards)
    {
        if (cards.Count == 0)
            return;
        html.Append("<section><h2>Knowledge cited</h2>\n<div class=\"cards\">\n");
        foreach (var card in cards)
        {
            html.Append("<div class=\"item\" id=\"").Append(HtmlText.Escape(HtmlText.Anchor(card.Id))).Append("\"><h4>").Append(HtmlText.Escape(card.Title))
                .Append(" <span class=\"id\">").Append(HtmlText.Escape(card.Id)).Append(" · grade ").Append(card.Grade)
                .Append(card.Origin is { } origin ? $" · from {HtmlText.Escape(origin)}" : "").Append("</span></h4>\n<p>")
                .Append(HtmlText.Escape(card.Text)).Append("</p>\n");
            foreach (var source in card.Sources)
            {
                html.Append("<p class=\"src\">").Append(HtmlText.Escape(source.Authors)).Append(" (").Append(source.Year).Append("). ")
                    .Append(HtmlText.Escape(source.Title)).Append(source.Doi is { } doi ? $". doi:{HtmlText.Escape(doi)}" : "").Append("</p>\n");
            }

            html.Append("</div>\n");
        }

        html.Append("</div></section>\n");
    }
}
