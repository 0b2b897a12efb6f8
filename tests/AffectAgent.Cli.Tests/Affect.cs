using System.Diagnostics;

namespace AffectAgent.Cli.Tests;

/// <summary>What the program did.</summary>
internal sealed record Outcome(int ExitCode, string Output, string Errors)
{
    /// <summary>The lines on standard error.</summary>
    public string[] ErrorLines => Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>Starts the program as a user would.</summary>
internal static class Affect
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static Task<Outcome> RunAsync(params string[] arguments) => RunAsync(new Dictionary<string, string>(), arguments);

    public static Task<Outcome> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments) => RunAsync(environment, "", arguments);

    /// <summary>Runs it with something on standard input.</summary>
    public static async Task<Outcome> RunAsync(IReadOnlyDictionary<string, string> environment, string input, string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "affect.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        start.Environment.Remove("AFFECT_DEBUG");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"affect {string.Join(' ', arguments)} did not end.");
        }

        return new Outcome(process.ExitCode, await output, await errors);
    }
}
