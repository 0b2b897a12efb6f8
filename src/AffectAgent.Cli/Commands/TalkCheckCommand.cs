using System.CommandLine;
using AffectAgent.Cli.Terminal;
using AffectAgent.Plugins.TalkingHead;
using Microsoft.Extensions.DependencyInjection;

namespace AffectAgent.Cli.Commands;

/// <summary><c>affect talk check FILE…</c>: whether films and data that <c>affect talk</c> wrote are as they should be.</summary>
internal static class TalkCheckCommand
{
    private static readonly Argument<string[]> Files = new("files") { Arity = ArgumentArity.OneOrMore, Description = "CSV, JSON, glb, mp4, PNG, or folders of pictures." };

    /// <summary>Describes the command.</summary>
    public static Command Create()
    {
        var command = new Command("check", "Check what talk wrote: columns, names, ranges, frame rate, glTF, and the marks of AI-generated media. One line a fault; exit code 2 where there is one.") { Files };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var services = Services.Build([]);
        var check = new ExportCheck(services.GetRequiredService<IMediaOpener>());
        var faulty = false;
        foreach (var path in parsed.GetValue(Files)!)
        {
            try
            {
                var report = await check.CheckAsync(path, cancellationToken).ConfigureAwait(false);
                faulty |= report.Faults.Count > 0;
                Say(Console.Out, path, report.Faults.Count > 0 ? $"{report.Kind} with faults" : $"{report.Kind}, no fault: {report.Says}");
                foreach (var fault in report.Faults)
                    Say(Console.Out, path, "fault: " + fault);
                foreach (var note in report.Notes)
                    Say(Console.Out, path, "note: " + note);
            }
            catch (UserException e)
            {
                // The other files are checked all the same.
                faulty = true;
                Say(Console.Error, "affect", e.Message);
            }
        }

        return faulty ? ExitCodes.UserFault : ExitCodes.Success;
    }

    private static void Say(TextWriter writer, string who, string what) => writer.WriteLine(PlainText.Of($"{who}: {what}"));
}
