using System.CommandLine;
using AffectAgent.Cli;
using AffectAgent.Cli.Commands;
using AffectAgent.Cli.Terminal;

var root = new RootCommand("Explains why a face, a voice and words read as an emotion, with evidence that can be checked.")
{
    ExplainCommand.Create(),
    RespondCommand.Create(),
    DetectCommand.Create(),
    TalkCommand.Create(),
    DataCommand.Create(),
    KnowledgeCommand.Create(),
    ModelsCommand.Create(),
    DoctorCommand.Create(),
    DemoCommand.Create(),
};

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};

var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    var unknown = parsed.UnmatchedTokens.Count > 0 ? $"'{PlainText.Of(parsed.UnmatchedTokens[0])}' is no command or option." : null;
    Console.Error.WriteLine($"affect: {unknown ?? parsed.Errors[0].Message.ReplaceLineEndings(" ")} (affect --help shows them)");
    return ExitCodes.UserFault;
}

return await Faults.GuardAsync(() => parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }, stop.Token)).ConfigureAwait(false);
