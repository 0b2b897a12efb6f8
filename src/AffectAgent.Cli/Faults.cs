using AffectAgent.Cli.Terminal;

namespace AffectAgent.Cli;

/// <summary>What the program ends with.</summary>
internal static class ExitCodes
{
    /// <summary>All went well.</summary>
    public const int Success = 0;

    /// <summary>A fault of ours.</summary>
    public const int OurFault = 1;

    /// <summary>Something that the user can mend.</summary>
    public const int UserFault = 2;

    /// <summary>Stopped by Ctrl+C.</summary>
    public const int Cancelled = 130;
}

/// <summary>Turns exceptions into one line on standard error and an exit code.</summary>
internal static class Faults
{
    /// <summary>Runs something and reports what goes wrong; <c>AFFECT_DEBUG=1</c> adds the stack trace.</summary>
    public static async Task<int> GuardAsync(Func<Task<int>> run)
    {
        try
        {
            return await run().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            return Report(e);
        }
    }

    /// <summary>Writes one line for a fault and returns its exit code.</summary>
    public static int Report(Exception exception)
    {
        var (line, code) = exception switch
        {
            OperationCanceledException => ("stopped.", ExitCodes.Cancelled),
            UserException e => (e.Message, ExitCodes.UserFault),
            AggregateException { InnerExceptions: [var inner] } => (null, Report(inner)),
            _ => ($"something went wrong here, not with your input: {exception.Message} (set AFFECT_DEBUG=1 for details)", ExitCodes.OurFault),
        };
        if (line is not null)
            Console.Error.WriteLine("affect: " + PlainText.Of(line));
        if (Environment.GetEnvironmentVariable("AFFECT_DEBUG") == "1")
            Console.Error.WriteLine(exception);
        return code;
    }

    /// <summary>The worse of two exit codes: ours before the user's before success.</summary>
    public static int Worse(int a, int b) => (a, b) switch
    {
        (ExitCodes.Cancelled, _) or (_, ExitCodes.Cancelled) => ExitCodes.Cancelled,
        (ExitCodes.OurFault, _) or (_, ExitCodes.OurFault) => ExitCodes.OurFault,
        _ => Math.Max(a, b),
    };
}
