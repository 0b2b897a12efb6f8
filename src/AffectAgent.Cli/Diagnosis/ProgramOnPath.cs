using System.ComponentModel;
using System.Diagnostics;

namespace AffectAgent.Cli.Diagnosis;

/// <summary>Finds programs and asks for their version.</summary>
internal static class ProgramOnPath
{
    /// <summary>The full path of a program in the folders of PATH, or null.</summary>
    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name))
            .FirstOrDefault(File.Exists);

    /// <summary>The first number with a point in what the program says of itself; empty if it says none.</summary>
    public static string Version(string program, string option)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, [option]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var text = process.StandardOutput.ReadToEnd();
            process.WaitForExit(5000);
            return text.Split(' ', '\n').FirstOrDefault(word => word.Length > 2 && char.IsAsciiDigit(word[0]) && word.Contains('.', StringComparison.Ordinal)) ?? "";
        }
        catch (Win32Exception)
        {
            return "";
        }
    }
}
