using AffectAgent.Cli.Terminal;
using AffectAgent.Inference.Models;

namespace AffectAgent.Cli.Diagnosis;

/// <summary>
/// Recommends the models that a machine can run, a line each: of those for any use and without conditions the best that fits
/// its memory and disk. On a graphics processor a model must fit that memory; on the processor alone larger language models
/// would fit but answer too slowly to be of use.
/// </summary>
internal static class ModelAdvice
{
    /// <summary>Share of a graphics processor's memory that one model may take.</summary>
    private const double GpuShare = 0.92;

    /// <summary>Share of the machine's memory that one model may take.</summary>
    private const double MemoryShare = 0.6;

    /// <summary>The largest class of language models that a processor alone runs at a pace to read along, GB.</summary>
    private const int LargestWithoutGpu = 8;

    /// <summary>The best speech model by cores, without a graphics processor: about as fast as speech.</summary>
    private static readonly (int Cores, int Rank)[] SpeechRanks = [(16, 6), (8, 3), (4, 2), (0, 1)];

    /// <summary>A finding for the language model and one for the speech model.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="models">How the models stand.</param>
    public static IReadOnlyList<Finding> For(MachineFacts machine, IReadOnlyList<DownloadStatus> models) =>
    [
        Advise("language model", "explanations in a model's own words (backend llamasharp, or a server)", machine, models, DownloadKind.LanguageModel),
        Advise("speech model", "transcripts where there are none (backend whisper)", machine, models, DownloadKind.Speech),
    ];

    /// <summary>The best model of a kind that fits; null where none does.</summary>
    public static DownloadEntry? Best(MachineFacts machine, IReadOnlyList<DownloadStatus> models, DownloadKind kind) => models
        .Where(s => s.Entry.Kind == kind && s.Entry is { AllowedUse: ModelUse.Commercial, Conditions: null } && Fits(machine, s))
        .Select(s => s.Entry)
        .MaxBy(entry => entry.Rank);

    private static bool Fits(MachineFacts machine, DownloadStatus status)
    {
        var entry = status.Entry;
        if ((entry.Bytes - status.BytesHere) / 1e9 > machine.FreeDiskGb * 0.95)
            return false;
        if (machine.Gpus.Any(gpu => entry.MemoryGb <= gpu.MemoryGb * GpuShare))
            return true;
        if (entry.MemoryGb > machine.MemoryGb * MemoryShare)
            return false;
        return entry.Kind == DownloadKind.Speech
            ? entry.Rank <= SpeechRanks.First(r => machine.Cores >= r.Cores).Rank
            : entry.FitsGb is not { } size || size <= LargestWithoutGpu;
    }

    private static Finding Advise(string name, string what, MachineFacts machine, IReadOnlyList<DownloadStatus> models, DownloadKind kind)
    {
        if (Best(machine, models, kind) is not { } best)
            return new Finding("advice", name, Standing.Optional, Fix: $"None of the catalogue fits {Told(machine)} and {machine.FreeDiskGb:0} GB of disk. Nothing here needs one.");
        var status = models.First(s => s.Entry == best);
        if (status.State == DownloadState.Ready)
            return new Finding("advice", name, Standing.Found, best.Id, status.Path, Pace(machine, models, best).TrimStart());
        var cost = FormattableString.Invariant($"{PullProgress.Size(best.Bytes - status.BytesHere)} to fetch, {best.MemoryGb:0.#} GB of memory, {best.Licence}");
        return new Finding("advice", name, Standing.Optional, best.Id, Fix: $"For {what}, fits {Told(machine)}: affect models pull {best.Id} ({cost}).{Pace(machine, models, best)} Nothing here needs it.");
    }

    // Without a graphics processor each word takes a pass over the whole model through the memory, and a prompt of thousands of words comes first.
    private static string Pace(MachineFacts machine, IReadOnlyList<DownloadStatus> models, DownloadEntry best)
    {
        if (best.Kind != DownloadKind.LanguageModel || machine.Gpus.Any(gpu => best.MemoryGb <= gpu.MemoryGb * GpuShare))
            return "";
        var smaller = models.Select(s => s.Entry)
            .Where(e => e is { Kind: DownloadKind.LanguageModel, AllowedUse: ModelUse.Commercial, Conditions: null } && e.FitsGb < best.FitsGb)
            .MaxBy(e => e.Rank);
        var cores = machine.Cores == 1 ? "one core" : $"{machine.Cores} cores";
        return $" It will be slow: minutes an answer on {cores} without a GPU{(smaller is null ? "" : $"; a smaller one: {smaller.Id} ({PullProgress.Size(smaller.Bytes)})")}.";
    }

    private static string Told(MachineFacts machine) => machine.Gpus.MaxBy(gpu => gpu.MemoryGb) is { } gpu
        ? FormattableString.Invariant($"{gpu.Name} with {gpu.MemoryGb:0} GB")
        : FormattableString.Invariant($"{machine.MemoryGb:0} GB of memory and {machine.Cores} cores without a GPU");
}
