using System.Text;

namespace AffectAgent.Reports.Html;

/// <summary>The conclusion of one person, its distribution, and the sentences with their citations.</summary>
internal static class ExplanationSection
{
    public static void Append(StringBuilder html, Explanation explanation, AnalysisResult result)
    {
        html.Append("<article class=\"person\">\n<div class=\"lead\"><div>\n");
        AppendVerdict(html, explanation, result);
        html.Append("</div><div>\n");
        if (explanation.Distribution is { } distribution)
            AppendBars(html, distribution);
        html.Append("</div></div>\n");
        foreach (var part in ExplanationParts.Of(explanation))
            AppendPart(html, part, explanation.Question);
        html.Append("</article>\n");
    }

    private static void AppendVerdict(StringBuilder html, Explanation explanation, AnalysisResult result)
    {
        var who = explanation.Person is { } person ? $"Person {person}" : result.Media?.Kind switch
        {
            null => "The words",
            MediaKind.Image => "The picture",
            _ => "Voice and words",
        };
        if (explanation is not { Distribution: { } distribution, AbstainedBecause: null })
        {
            html.Append("<p class=\"verdict\">").Append(who).Append(": no reading</p>\n<p>").Append(HtmlText.Escape(explanation.AbstainedBecause)).Append("</p>\n");
            return;
        }

        var top = distribution.Top;
        html.Append("<p class=\"verdict\">").Append(who).Append(explanation.Person is null ? " read as " : " reads as ").Append(top.Name())
            .Append(" <small>").Append(HtmlText.Fixed(distribution[top])).Append("</small></p>\n");
        if (explanation.Question is { } question && ExplanationParts.Of(explanation) is not [{ Title: ExplanationParts.Answer }, ..])
            html.Append("<p><em>“").Append(HtmlText.Escape(question)).Append("”</em></p>\n");
        if (explanation.Words.Count > 0)
        {
            html.Append("<p class=\"words\">")
                .AppendJoin("", explanation.Words.Select(word => $"<span>{HtmlText.Escape(word.Word)}</span>")).Append("</p>\n");
        }

        AppendFacts(html, explanation);
        foreach (var conflict in explanation.Conflicts)
        {
            html.Append("<p class=\"note\">The ").Append(Name(conflict.First)).Append(" reads as ").Append(HtmlText.Escape(conflict.FirstReading))
                .Append(", the ").Append(Name(conflict.Second)).Append(" as ")
                .Append(HtmlText.Escape(conflict.SecondReading)).Append('.').Append(HtmlText.Citations(conflict.Citations)).Append("</p>\n");
        }
    }

    private static void AppendFacts(StringBuilder html, Explanation explanation)
    {
        html.Append("<dl class=\"facts\"><dt>Confidence</dt><dd>").Append(HtmlText.Fixed(explanation.Confidence)).Append("</dd>");
        if (explanation.Vad is { } vad)
        {
            html.Append("<dt>Valence, arousal, dominance</dt><dd>").Append(HtmlText.Signed(vad.Valence)).Append(", ")
                .Append(HtmlText.Signed(vad.Arousal)).Append(", ").Append(HtmlText.Signed(vad.Dominance)).Append(" <span class=\"id\">(-1 to 1)</span></dd>");
        }

        var faithfulness = explanation.Faithfulness;
        html.Append("<dt>Sentences supported</dt><dd>").Append(faithfulness.Supported).Append(" of ").Append(faithfulness.Checked)
            .Append("</dd></dl>\n");
    }

    private static void AppendBars(StringBuilder html, EmotionDistribution distribution)
    {
        html.Append("<div class=\"bars\" role=\"img\" aria-label=\"Distribution over emotions\">\n");
        foreach (var (emotion, probability) in distribution.Ranked().Where(pair => distribution.Has(pair.Emotion)))
        {
            html.Append("<span>").Append(emotion.Name()).Append("</span><span class=\"track\"><span class=\"fill\" style=\"width:")
                .Append(HtmlText.Number(probability * 100, 1)).Append("%;background:").Append(HtmlText.Color(emotion))
                .Append("\"></span></span><span class=\"num\">").Append(HtmlText.Fixed(probability)).Append("</span>\n");
        }

        html.Append("</div>\n");
    }

    private static void AppendPart(StringBuilder html, ExplanationPart part, string? question)
    {
        var answers = part.Title == ExplanationParts.Answer;
        html.Append(answers ? "<div class=\"answer\">" : "").Append("<h3>").Append(part.Title).Append("</h3>\n");
        if (answers)
            html.Append("<p><em>“").Append(HtmlText.Escape(question)).Append("”</em></p>\n");
        html.Append("<ol class=\"claims\">\n");
        foreach (var claim in part.Claims)
            html.Append("<li>").Append(HtmlText.Escape(claim.Text)).Append(HtmlText.Citations(claim.Citations)).Append("</li>\n");
        html.Append("</ol>\n").Append(answers ? "</div>\n" : "");
    }

    private static string Name(Modality modality) => modality switch
    {
        Modality.Face => "face",
        Modality.Voice => "voice",
        Modality.Words => "wording",
        _ => "rest",
    };
}
