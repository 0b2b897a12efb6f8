namespace AffectAgent.Empathy.Care;

/// <summary>
/// A second reader of messages beside the phrases, such as a learnt one. It is asked only where the phrases found no crisis, so it can
/// add a sign and never takes one off. Implementations are deterministic, safe for many threads, take a text of any length and
/// throw nothing for what is in it.
/// </summary>
public interface ICareReader
{
    /// <summary>Reads a message.</summary>
    /// <param name="text">The message as it was written, of any length, in any language; it may be empty.</param>
    /// <returns>The one sign of crisis that it is surest of, or null where it finds none or isn't sure enough.</returns>
    CareReading? Read(string text);
}

/// <summary>
/// A sign of crisis that an <see cref="ICareReader"/> found. It becomes a <see cref="CareFinding"/> of
/// <see cref="CareSeverity.Concern"/>: a hint is never called acute.
/// </summary>
/// <param name="Kind">Of what: one of the four kinds of crisis.</param>
/// <param name="Confidence">Between 0 and 1, as the reader documents it.</param>
/// <param name="Language">The language that it was read in, ISO 639-1, or null to have it told from the words.</param>
/// <param name="Reason">Which reader, and why, for logs and tests: <c>model/care-hints 0.93</c>.</param>
/// <param name="Who">The writer, or somebody the writer speaks of.</param>
/// <param name="Start">Where the words begin that decided, in UTF-16 code units of the message.</param>
/// <param name="Length">Their length, or null for all from there on: the whole message, where the reader can't say which.</param>
public sealed record CareReading(CareKind Kind, double Confidence, string? Language, string Reason, CareWho Who = CareWho.Writer, int Start = 0, int? Length = null);
