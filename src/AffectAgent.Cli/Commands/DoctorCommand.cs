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
        var table = new Table().Border(TableBorder.Simple).AddColumns("", "Part", "Name", "Version", "Where, or what to do");
        foreach (var finding in findings)
        {
            var mark = finding.Standing switch
            {
                Standing.Found => "[green]✓[/]",
                Standing.Optional => "[grey]–[/]",
                _ => "[red]✗[/]",
            };
            var where = string.Join("\n", new[] { finding.Where, finding.Fix }.Where(text => text.Length > 0));
            table.AddRow(mark, finding.Kind, Markup.Escape(finding.Name), Markup.Escape(finding.Version), Markup.Escape(where));
        }

        Consoles.Out.Write(table);
        var missing = findings.Count(f => f.Standing == Standing.Missing);
        Console.WriteLine(missing == 0 ? "Everything needed is in place." : $"{missing} missing; the last column says what to do.");
        return missing == 0 ? ExitCodes.Success : ExitCodes.UserFault;
    }
}
