using System.CommandLine;

namespace AffectAgent.Cli.Commands;

/// <summary><c>affect detect VERB</c>: tables for many files, without reasoning.</summary>
internal static class DetectCommand
{
    /// <summary>Describes the command.</summary>
    public static Command Create() => new("detect", "Tables for many files: one row a face, crop, frame, line or segment. A second run with the same --out goes on where the first stopped.")
    {
        DetectFacesCommand.Create(),
        DetectExpressionCommand.Create(),
        DetectTextCommand.Create(),
        DetectVoiceCommand.Create(),
    };

    /// <summary>Reads <c>--fps</c>.</summary>
    /// <exception cref="UserException">It is not above 0.</exception>
    public static double? CheckedRate(double? framesPerSecond) => framesPerSecond is { } fps && !(fps > 0 && double.IsFinite(fps))
        ? throw new UserException("--fps must be above 0.")
        : framesPerSecond;
}
