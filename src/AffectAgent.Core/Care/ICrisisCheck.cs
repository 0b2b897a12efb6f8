namespace AffectAgent;

/// <summary>
/// Looks for words of crisis (suicide and self-harm, violence, abuse, a medical emergency). There is one such check for everything that
/// answers a person: the explanation and the reply say the same. Implementations are deterministic, thread-safe, and take a text of
/// any length.
/// </summary>
public interface ICrisisCheck
{
    /// <summary>Checks a message or a talk.</summary>
    /// <param name="lines">What somebody wrote or asked, in one; or what was said, a cue or a turn a line, which is read line by line.</param>
    /// <param name="region">Where the person is, for help lines: a country code or a language tag with one; null where that isn't known.</param>
    /// <returns>The gravest sign with the fixed answer to it, or null where none was found, which is no proof that all is well.</returns>
    CrisisNotice? Check(IReadOnlyList<string> lines, string? region = null);
}

/// <summary>Words of crisis and the fixed answer to them, which comes before anything else and is shown as it is.</summary>
/// <param name="Kind">"self_harm", "violence", "abuse" or "medical".</param>
/// <param name="Asked">True where the question has the words, false where they were said or written.</param>
/// <param name="Quote">The words that were recognised, at most 200 characters.</param>
/// <param name="Language">The language of the answer, ISO 639-1.</param>
/// <param name="Text">The answer, the same as a reply's.</param>
/// <param name="Lines">The help lines, a line each, the emergency number first.</param>
public sealed record CrisisNotice(string Kind, bool Asked, string Quote, string Language, string Text, string Lines)
{
    /// <summary>Says, in English, where the words were found, and whom the answer speaks to.</summary>
    public string Heading => $"{(Asked ? "The question" : "What was said")} has words that can speak of {Plain}: “{Quote}”. To whoever they come from:";

    private string Plain => Kind switch { "self_harm" => "suicide or self-harm", "medical" => "a medical emergency", _ => Kind };
}
