using System.CommandLine;
using AffectAgent.Cli;
using AffectAgent.Cli.Commands;

var root = new RootCommand("Explains why a face, a voice and words read as an emotion, with evidence that can be checked.")
{
    ExplainCommand.Create(),
    DetectCommand.Create(),
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
    Console.Error.WriteLine($"affect: {parsed.Errors[^1].Message.ReplaceLineEndings(" ")} (affect --help shows the options)");
    return ExitCodes.UserFault;
}

return await Faults.GuardAsync(() => parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }, stop.Token)).ConfigureAwait(false);
