namespace AffectAgent.Empathy;

/// <summary>Sentences that say, in a language that has no phrases, that the reply is in English.</summary>
internal static class OtherLanguages
{
    private static readonly Lazy<Dictionary<string, string>> Sentences = new(() =>
        ReplyBook.Resource("others.json").GetProperty("lines").EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.GetString()!, StringComparer.Ordinal));

    /// <summary>The sentence, or null where there is none.</summary>
    public static string? Sentence(string language) => Sentences.Value.GetValueOrDefault(language);
}
