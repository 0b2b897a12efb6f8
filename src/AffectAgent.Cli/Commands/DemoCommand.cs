using System.CommandLine;

namespace AffectAgent.Cli.Commands;

/// <summary><c>affect demo</c>: explains a clip that the program makes itself.</summary>
internal static class DemoCommand
{
    /// <summary>Describes the command.</summary>
    public static Command Create()
    {
        var command = new Command("demo", "Explain a clip that the program makes itself; writes demo/report.html.");
        command.SetAction((_, cancellationToken) => RunAsync(cancellationToken));
        return command;
    }

    private static Task<int> RunAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
}
