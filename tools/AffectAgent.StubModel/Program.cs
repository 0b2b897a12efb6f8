using System.CommandLine;
using AffectAgent.StubModel;

Option<int> port = new("--port") { Description = "The port on 127.0.0.1; 0 for any that is free (default).", HelpName = "N" };
Option<double> minutes = new("--minutes") { Description = "Stop by itself after so many minutes (default 10).", DefaultValueFactory = _ => 10, HelpName = "N" };
Option<Misbehaviour> misbehave = new("--misbehave") { Description = "How it misbehaves (default None)." };
Option<string> name = new("--model") { Description = "The model's name (default stub).", DefaultValueFactory = _ => "stub", HelpName = "NAME" };
var root = new RootCommand("A stand-in for a language model's server, to try and to test with. It is no model.") { port, minutes, misbehave, name };
root.SetAction(async (parsed, cancellationToken) =>
{
    await using var server = new StubServer(EvidenceMind.Answer, parsed.GetValue(misbehave), parsed.GetValue(name)!, parsed.GetValue(port));
    server.Came += request => Console.Error.WriteLine($"{request.Method} {request.Path} {request.Body.Length} bytes");
    Console.WriteLine($"openai:{server.Address}#{parsed.GetValue(name)}");
    await Task.Delay(TimeSpan.FromMinutes(Math.Clamp(parsed.GetValue(minutes), 0.01, 600)), cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    return 0;
});
return await root.Parse(args).InvokeAsync();
