using System.Text.Json;

namespace AffectAgent.Reasoning;

/// <summary>A sentence that a model wrote.</summary>
/// <param name="Part">The member of the answer that it stands in.</param>
/// <param name="Claim">The sentence with what it cites.</param>
internal sealed record WrittenClaim(string Part, Claim Claim);

/// <summary>Reads what a model answered: one JSON object with a list of sentences for each part of the chain of thought.</summary>
internal static class WrittenAnswer
{
    private const int MostSentences = 40;
    private const int MostCitations = 12;
    private const int MostTries = 64;
    private const string Thought = "</think>";

    private static readonly (string Part, ReasoningStage Stage)[] Parts =
    [
        ("answer", ReasoningStage.Conclusion),
        ("observations", ReasoningStage.Observation),
        ("interpretation", ReasoningStage.Interpretation),
        ("conclusion", ReasoningStage.Conclusion),
        ("limits", ReasoningStage.Limit),
    ];

    /// <summary>The sentences, in reading order; null where the text holds no such object.</summary>
    public static IReadOnlyList<WrittenClaim>? Read(string text)
    {
        using var document = Find(text);
        if (document?.RootElement is not { ValueKind: JsonValueKind.Object } root)
            return null;
        var claims = new List<WrittenClaim>();
        foreach (var (part, stage) in Parts)
        {
            if (!root.TryGetProperty(part, out var list) || list.ValueKind != JsonValueKind.Array)
                continue;
            foreach (var item in list.EnumerateArray().Take(MostSentences - claims.Count))
            {
                if (Sentence(item, stage) is { } claim && !claims.Exists(c => c.Claim.Text == claim.Text && c.Claim.Citations.SequenceEqual(claim.Citations)))
                    claims.Add(new WrittenClaim(part, claim));
            }
        }

        return claims.Count == 0 ? null : claims;
    }

    /// <summary>The first whole JSON object in a text, after any thoughts and inside any fence; null where there is none.</summary>
    public static JsonDocument? Find(string text)
    {
        var from = text.LastIndexOf(Thought, StringComparison.Ordinal) is >= 0 and var thought ? thought + Thought.Length : 0;
        var tries = 0;
        for (var open = text.IndexOf('{', from); open >= 0 && tries < MostTries; open = text.IndexOf('{', open + 1), tries++)
        {
            // A brace that nothing closes may stand among words before the object.
            if (End(text, open) is not { } end)
                continue;
            try
            {
                return JsonDocument.Parse(text.AsMemory(open, end - open), new JsonDocumentOptions { AllowTrailingCommas = true, MaxDepth = 16 });
            }
            catch (JsonException)
            {
                // Another object may follow, after words in braces.
                open = end - 1;
            }
        }

        return null;
    }

    private static Claim? Sentence(JsonElement item, ReasoningStage stage)
    {
        if (OpenAiAnswer.Text(item, "text") is not { } text)
            return null;
        var cited = item.TryGetProperty("citations", out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Where(id => id.ValueKind == JsonValueKind.String).Select(id => id.GetString()!.Trim()).Where(id => id.Length is > 0 and < 100).Distinct(StringComparer.Ordinal).Take(MostCitations).ToList()
            : [];
        return new Claim(stage, text.Trim(), cited);
    }

    // The place after the brace that closes the one at the start; null where none does.
    private static int? End(string text, int open)
    {
        var (depth, quoted) = (0, false);
        for (var i = open; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\' when quoted:
                    i++;
                    break;
                case '"':
                    quoted = !quoted;
                    break;
                case '{' when !quoted:
                    depth++;
                    break;
                case '}' when !quoted && --depth == 0:
                    return i + 1;
            }
        }

        return null;
    }
}
