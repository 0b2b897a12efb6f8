using System.Runtime.InteropServices;
using AffectAgent.Backends;
using AffectAgent.Inference;
using AffectAgent.Inference.Models;
using AffectAgent.Inference.Text;
using AffectAgent.Media;
using AffectAgent.Plugins.TalkingHead;
using AffectAgent.Reasoning;
using Microsoft.Extensions.DependencyInjection;

namespace AffectAgent.Cli.Diagnosis;

/// <summary>Looks at everything the program needs or can use. Changes nothing.</summary>
internal static class Doctor
{
    /// <summary>All findings, in the order of the table.</summary>
    public static IReadOnlyList<Finding> Examine()
    {
        var (services, fault) = Try(() => Services.Build([], warn: false));
        using (services)
        {
            // First of all, as one of them may bring ONNX Runtime.
            Finding[] backends = [.. Backends(services, fault)];
            return [.. Tools(), Voice(services, fault), .. OnnxRuntime(), .. Models(), .. TextVectors(), Knowledge(services, fault), .. Plugins(services, fault), .. backends, .. Advice()];
        }
    }

    private static IEnumerable<Finding> Tools()
    {
        yield return new Finding("tool", ".NET runtime", Standing.Found, Environment.Version.ToString(), RuntimeEnvironment.GetRuntimeDirectory());
        var ffmpeg = FfmpegLocator.TryFind(out var reason);
        yield return ffmpeg is null
            ? new Finding("tool", "ffmpeg, ffprobe", Standing.Missing, Fix: reason ?? "")
            : new Finding("tool", "ffmpeg, ffprobe", Standing.Found, ffmpeg.Version, ffmpeg.Ffmpeg);
        var espeak = ProgramOnPath.Find("espeak-ng");
        yield return espeak is null
            ? new Finding("tool", "espeak-ng", Standing.Optional, Fix: "Only the demo speaks with the program. Debian: apt-get install espeak-ng")
            : new Finding("tool", "espeak-ng", Standing.Found, ProgramOnPath.Version(espeak, "--version"), espeak);
    }

    private static Finding Voice(ServiceProvider? services, string fault)
    {
        var (voice, why) = services is null ? (null, fault) : Try(() => services.GetRequiredService<ISpeechSynthesizer>());
        return voice switch
        {
            null => new Finding("voice", "speech", Standing.Missing, Fix: why),
            EspeakVoice espeak when !espeak.IsInstalled(out var reason) => new Finding("voice", "speech", Standing.Optional, Fix: $"{reason} Without it affect talk takes recordings (--audio) only."),
            EspeakVoice espeak => new Finding("voice", "speech", Standing.Found, espeak.Name, Fix: $"{espeak.Languages.Count} languages; used by affect talk."),
            _ => new Finding("voice", "speech", Standing.Found, voice.Name, Fix: "Used by affect talk."),
        };
    }

    private static IEnumerable<Finding> OnnxRuntime()
    {
        var (info, fault) = Try(() => OnnxRuntimeInfo.Probe());
        if (info is null)
            return [new Finding("library", "ONNX Runtime", Standing.Missing, Fix: fault)];
        // The library names CUDA even where the provider's own library was not installed beside it.
        var cuda = info.Providers.Any(p => p.Contains("CUDA", StringComparison.OrdinalIgnoreCase))
            && Path.GetDirectoryName(info.Path) is { Length: > 0 } folder
            && Directory.EnumerateFiles(folder, "*onnxruntime_providers_cuda*").Any();
        return
        [
            new Finding("library", "ONNX Runtime", Standing.Found, info.Version, info.Path),
            new Finding("provider", "CPU", Standing.Found),
            cuda
                ? new Finding("provider", "CUDA", Standing.Found, Fix: "Used where a GPU answers when a network is loaded.")
                : new Finding("provider", "CUDA", Standing.Optional, Fix: $"Not needed. For an NVIDIA GPU: ./affect backends add onnxruntime-gpu, or set {NativeLibraryLocator.Variable} to a GPU build of the library."),
        ];
    }

    private static IEnumerable<Finding> Models()
    {
        var (store, fault) = Try(() => ModelStore.Open());
        if (store is null)
            return [new Finding("model", "catalogue", Standing.Missing, Fix: fault)];
        return store.Verify().Select(status => new Finding(
            "model",
            status.Entry.Id,
            status.State == ModelState.Ready ? Standing.Found : Standing.Missing,
            status.Entry.Sha256[..12],
            status.Path,
            status.Problem ?? ""));
    }

    private static IEnumerable<Finding> TextVectors()
    {
        var options = new AffectAgentOptions();
        var (found, fault) = Try(() =>
        {
            Settings.Apply(options);
            return new[] { InstalledTextModel.Find(options.TextModel) };
        });
        yield return found switch
        {
            null => new Finding("model", "text vectors", Standing.Missing, Fix: fault),
            [{ } model] => new Finding("model", "text vectors", Standing.Found, model.Entry.Id, model.ModelPath, "Used by affect knowledge search."),
            _ => new Finding("model", "text vectors", Standing.Optional, Fix: "Not needed: cards are found by words and patterns. affect models pull all-minilm-l6-v2 adds vectors of sentences to affect knowledge search."),
        };
    }

    private static Finding Knowledge(ServiceProvider? services, string fault)
    {
        var (knowledge, why) = services is null ? (null, fault) : Try(() => services.GetRequiredService<IKnowledgeBase>());
        return knowledge is null
            ? new Finding("knowledge", "cards", Standing.Missing, Fix: why)
            : new Finding("knowledge", "cards", Standing.Found, $"{knowledge.Cards.Count} cards");
    }

    private static IEnumerable<Finding> Plugins(ServiceProvider? services, string fault)
    {
        var (catalog, why) = services is null ? (null, fault) : Try(() => services.GetRequiredService<ToolCatalog>());
        return catalog is null
            ? [new Finding("plugin", "tools", Standing.Missing, Fix: why)]
            : catalog.All.Select(tool => new Finding("plugin", tool.Name, Standing.Found, Where: string.Join(" + ", tool.Needs) + " → " + string.Join(" + ", tool.Gives)))
                .Concat(catalog.OnRequest.Select(tool => new Finding("plugin", tool.Name, Standing.Found, Where: "on request → " + string.Join(" + ", tool.Gives))));
    }

    private static IReadOnlyList<Finding> Backends(ServiceProvider? services, string fault) => services is null
        ? [new Finding("backend", "all", Standing.Missing, Fix: fault)]
        : BackendFindings.Of(services.GetRequiredService<LoadedBackends>(), services.GetRequiredService<AffectAgentOptions>().BackendsFolder ?? AffectPaths.Backends);

    private static IReadOnlyList<Finding> Advice()
    {
        var (store, fault) = Try(() => DownloadStore.Open());
        return store is null
            ? [new Finding("advice", "models", Standing.Missing, Fix: fault)]
            : ModelAdvice.For(MachineFacts.Look(store.Folder), store.List());
    }

    private static (T? Value, string Fault) Try<T>(Func<T> look)
        where T : class
    {
        try
        {
            return (look(), "");
        }
#pragma warning disable CA1031 // Whatever is wrong, the table says so and goes on.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return (null, e.Message.ReplaceLineEndings(" "));
        }
    }
}
