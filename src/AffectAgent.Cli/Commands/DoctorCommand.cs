using System.CommandLine;
using AffectAgent.Cli.Diagnosis;
using AffectAgent.Cli.Terminal;
using Spectre.Console;

namespace AffectAgent.Cli.Commands;

/// <summary><c>affect doctor</c>: what is installed, and what to do about what isn't.</summary>
internal static class DoctorCommand
{
    /// <summary>Describes the command.</summary>
    public static Command Create()
    {
        var command = new Command("doctor", "Show every tool, library, model, plugin, backend and provider, and how to mend what is missing.");
        command.SetAction(_ => Run());
        return command;
    }

    private static int Run()
    {
        var findings = Doctor.Examine();
        foreach (var (mark, text) in FindingLines.Of(findings, Console.IsOutputRedirected ? null : Consoles.Out.Profile.Width))
        {
            if (mark is not null)
                Consoles.Out.Markup(mark);
            Console.WriteLine(text);
        }

        var missing = findings.Count(f => f.Standing == Standing.Missing);
        Console.WriteLine(missing == 0 ? "Everything needed is in place." : $"{missing} missing; what to do stands under each.");
        return missing == 0 ? ExitCodes.Success : ExitCodes.UserFault;
    }
}
