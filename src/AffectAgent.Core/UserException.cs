namespace AffectAgent;

/// <summary>
/// A fault that the user can mend: a missing file, an unsupported format, a wrong option. The message is one line that
/// says what is wrong and what to do; the command line prints it and ends with exit code 2. Every other exception is a
/// fault of ours and ends with exit code 1.
/// </summary>
public class UserException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">One line: what is wrong.</param>
    /// <param name="fix">What the user can do about it, or null when the message says it already.</param>
    /// <param name="inner">The cause, kept for logs.</param>
    public UserException(string message, string? fix = null, Exception? inner = null)
        : base(fix is null ? message : $"{message} {fix}", inner)
    {
        Fix = fix;
    }

    /// <summary>What the user can do, or null when the message says it already.</summary>
    public string? Fix { get; }

    /// <summary>
    /// True if no result may stand beside this fault, because a file of the program itself is missing or has been changed.
    /// False by default: what could be measured is still told.
    /// </summary>
    public bool EndsAnalysis { get; init; }
}
