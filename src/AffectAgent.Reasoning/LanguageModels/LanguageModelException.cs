namespace AffectAgent.Reasoning;

/// <summary>What went wrong with a language model.</summary>
public enum LanguageModelFault
{
    /// <summary>Nobody listens at the address, or the way there is broken.</summary>
    Refused,
    /// <summary>The endpoint wants another key, or none of ours.</summary>
    Unauthorized,
    /// <summary>The endpoint does not have the model, or the address is not that of an API.</summary>
    NoModel,
    /// <summary>The endpoint is full or not ready; it may help to try again.</summary>
    Overloaded,
    /// <summary>The quota is used up; trying again does not help.</summary>
    QuotaSpent,
    /// <summary>The prompt does not fit the model's context.</summary>
    TooLong,
    /// <summary>A time limit ran out.</summary>
    TimedOut,
    /// <summary>The answer was larger than allowed, and was cut off.</summary>
    TooLarge,
    /// <summary>The answer was cut off before it was whole: its tokens or the context were used up.</summary>
    CutOff,
    /// <summary>The answer is not in the form that was asked for.</summary>
    Invalid,
    /// <summary>Anything else that the endpoint reports.</summary>
    Failed,
}

/// <summary>
/// A language model did not do what was asked. An analysis goes on without it; where a model was all that was asked for,
/// the message is for the user. It never holds a key.
/// </summary>
/// <param name="fault">What kind of fault.</param>
/// <param name="message">One line: what is wrong.</param>
/// <param name="fix">What to do about it.</param>
/// <param name="inner">The cause, kept for logs.</param>
public sealed class LanguageModelException(LanguageModelFault fault, string message, string? fix = null, Exception? inner = null)
    : UserException(message, fix, inner)
{
    /// <summary>What kind of fault.</summary>
    public LanguageModelFault Fault { get; } = fault;
}
