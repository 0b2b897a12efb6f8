using System.Globalization;
using Spectre.Console;

namespace AffectAgent.Cli.Terminal;

/// <summary>Standard output as Spectre sees it: colours and wrapping on a terminal alone, plain and unwrapped in a pipe or file.</summary>
internal static class Consoles
{
    private const int PipeWidth = 400;

    /// <summary>Standard output.</summary>
    public static IAnsiConsole Out { get; } = Create();

    private static IAnsiConsole Create()
    {
        var plain = Console.IsOutputRedirected || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = plain ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Out = new AnsiConsoleOutput(Console.Out),
        });
        if (int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), CultureInfo.InvariantCulture, out var columns) && columns >= 40)
            console.Profile.Width = columns;
        else if (Console.IsOutputRedirected)
            console.Profile.Width = PipeWidth;
        return console;
    }
}
