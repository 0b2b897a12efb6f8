using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>One thing that the validator says of a file.</summary>
/// <param name="Level">"error", "warning", "note" or "hint".</param>
/// <param name="Text">What, with its code and place.</param>
public readonly record struct GltfIssue(string Level, string Text);

/// <summary>Khronos' glTF validator (the npm package gltf-validator), run by Node.js. It is optional: <c>npm ci</c> in the checkout installs it.</summary>
public static class GltfValidator
{
    private const string Package = "gltf-validator";
    private const string Variable = "AFFECT_NODE_MODULES";

    // Arguments: the file and the folder of packages.
    private const string Script = "const [file, modules] = process.argv.slice(1); const { createRequire } = require('module'); const fs = require('fs');"
        + "createRequire(modules + '/')('gltf-validator').validateBytes(new Uint8Array(fs.readFileSync(file)), { maxIssues: 200 }).then(r => console.log(JSON.stringify(r.issues.messages)))";

    private static readonly string[] Levels = ["error", "warning", "note", "hint"];
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The folder of npm packages that holds it: that of <c>AFFECT_NODE_MODULES</c>, or one beside the program or above it; null where there is
    /// none. Its code is run, so the working folder, which may be anybody's, is not looked in.
    /// </summary>
    public static string? Modules()
    {
        var above = Upwards(AppContext.BaseDirectory).Select(folder => Path.Combine(folder, "node_modules"));
        var named = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } set ? Path.GetFullPath(set) : null;
        return (named is null ? above : above.Prepend(named)).FirstOrDefault(folder => Directory.Exists(Path.Combine(folder, Package)));
    }

    /// <summary>Validates a file.</summary>
    /// <param name="path">The file, glb or gltf.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What it says, the gravest first; null where it or Node.js is not installed.</returns>
    /// <exception cref="UserException">It ran and gave no result.</exception>
    public static async Task<IReadOnlyList<GltfIssue>?> RunAsync(string path, CancellationToken cancellationToken = default)
    {
        if (Modules() is not { } modules)
            return null;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        using var node = Start(Path.GetFullPath(path), modules);
        if (node is null)
            return null;
        try
        {
            var output = node.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = node.StandardError.ReadToEndAsync(limit.Token);
            await node.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            if (node.ExitCode != 0)
                throw new UserException($"The glTF validator failed: {(await errors.ConfigureAwait(false)).Split('\n').FirstOrDefault(line => line.Contains("Error", StringComparison.Ordinal)) ?? "no reason given"}", "Install it anew with npm ci.");
            using var messages = JsonDocument.Parse(await output.ConfigureAwait(false));
            return [.. messages.RootElement.EnumerateArray().Select(Issue).OrderBy(issue => Array.IndexOf(Levels, issue.Level))];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new UserException("The glTF validator's answer can't be read.", "Install it anew with npm ci.", e);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new UserException("The glTF validator didn't end within a minute.", "Try a shorter animation.");
        }
        finally
        {
            if (!node.HasExited)
                node.Kill(entireProcessTree: true);
        }
    }

    private static GltfIssue Issue(JsonElement message) => new(
        Levels[Math.Clamp(message.GetProperty("severity").GetInt32(), 0, Levels.Length - 1)],
        $"{message.GetProperty("code").GetString()}: {message.GetProperty("message").GetString()} ({(message.TryGetProperty("pointer", out var at) ? at.GetString() : "file")})");

    private static Process? Start(string path, string modules)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("node", ["-e", Script, path, modules]) { RedirectStandardOutput = true, RedirectStandardError = true });
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static IEnumerable<string> Upwards(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
            yield return at.FullName;
    }
}
