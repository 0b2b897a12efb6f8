using System.Runtime.InteropServices;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// espeak-ng's shared library, loaded and started once for the process. Its state is global, so calls take turns; each call
/// runs on its caller's thread.
/// </summary>
internal sealed class EspeakLibrary
{
    /// <summary>The environment variable that names the library's file.</summary>
    public const string Variable = "AFFECT_ESPEAK";

    private const string Install = "Install it (Debian, Ubuntu: apt install espeak-ng; macOS: brew install espeak-ng; Windows: winget install eSpeak-NG.eSpeak-NG), or set " + Variable + " to the full path of its library.";

    private static readonly SemaphoreSlim Turn = new(1, 1);
    private static readonly Lock Loading = new();
    private static readonly Dictionary<nint, EspeakLibrary> Loaded = [];

    private readonly EspeakNative _native;

    private EspeakLibrary(EspeakNative native, int sampleRate)
    {
        _native = native;
        SampleRate = sampleRate;
        Version = native.Version;
        Voices = new(native.ListVoices(variants: false), native.ListVoices(variants: true));
    }

    /// <summary>Samples a second, as the library said when it was started.</summary>
    public int SampleRate { get; }

    /// <summary>Such as "1.51".</summary>
    public string Version { get; }

    /// <summary>The voices that it knows.</summary>
    public EspeakVoiceList Voices { get; }

    /// <summary>Loads and starts the library, or gives the one that runs already.</summary>
    /// <param name="path">Full path of the library's file; null for the environment variable, then the system's own places.</param>
    /// <exception cref="UserException">It is not installed, or its data are missing.</exception>
    public static EspeakLibrary Open(string? path = null)
    {
        var named = path ?? Environment.GetEnvironmentVariable(Variable);
        lock (Loading)
        {
            var candidates = string.IsNullOrWhiteSpace(named) ? Names() : [named];
            foreach (var candidate in candidates)
            {
                if (NativeLibrary.TryLoad(candidate, out var handle))
                    return Loaded.TryGetValue(handle, out var running) ? running : Loaded[handle] = Start(handle, candidate);
            }
        }

        throw string.IsNullOrWhiteSpace(named)
            ? new UserException("espeak-ng, the built-in voice, was not found.", Install)
            : new UserException("The file named for espeak-ng's library can't be loaded.", Install);
    }

    /// <summary>Speaks a text of a sentence or so, when other callers' turns are over.</summary>
    /// <param name="text">Cleaned text.</param>
    /// <param name="voice">As <see cref="EspeakVoiceList.Resolve"/> gives it.</param>
    /// <param name="prosody">Rate, pitch and range.</param>
    /// <param name="pause">True for a pause behind it.</param>
    /// <param name="mostSeconds">Longest speech.</param>
    /// <param name="cancellationToken">Stops waiting and speaking.</param>
    /// <exception cref="UserException">The library refuses, or the speech is longer than allowed.</exception>
    public EspeakSpeech Speak(string text, string voice, Prosody prosody, bool pause, double mostSeconds, CancellationToken cancellationToken)
    {
        Turn.Wait(cancellationToken);
        try
        {
            if (!_native.SetVoice(voice))
                throw new UserException($"espeak-ng can't load its voice {voice}.", "Install espeak-ng anew, with its data.");
            _native.Set(EspeakParameter.Rate, Whole(175 * prosody.Rate, 80, 450));
            _native.Set(EspeakParameter.Pitch, Whole(50 + (50 * prosody.PitchSemitones / 12), 0, 99));
            _native.Set(EspeakParameter.Range, Whole(50 * prosody.Range, 0, 100));
            _native.Set(EspeakParameter.Volume, 100);
            _native.Set(EspeakParameter.WordGap, 0);
            var receiver = new EspeakReceiver((int)(mostSeconds * SampleRate), cancellationToken);
            var spoken = receiver.While(() => _native.Synthesize(text, pause));
            if (!spoken || receiver.TooLong || cancellationToken.IsCancellationRequested)
                _native.Cancel();
            cancellationToken.ThrowIfCancellationRequested();
            if (receiver.TooLong)
                throw new UserException(FormattableString.Invariant($"The speech would be longer than {mostSeconds:0} s."), "Shorten the text.");
            return spoken ? receiver.Speech : throw new UserException("espeak-ng could not speak the text.", "Try another text or language.");
        }
        finally
        {
            Turn.Release();
        }
    }

    private static EspeakLibrary Start(nint handle, string candidate)
    {
        EspeakNative native;
        try
        {
            native = new EspeakNative(handle);
        }
        catch (EntryPointNotFoundException e)
        {
            throw new UserException("The library found under espeak-ng's name is not espeak-ng.", Install, e);
        }

        var folder = Path.GetDirectoryName(candidate);
        var data = folder is { Length: > 0 } && Directory.Exists(Path.Combine(folder, "espeak-ng-data")) ? folder : null;
        var rate = native.Initialize(data);
        return rate > 0
            ? new EspeakLibrary(native, rate)
            : throw new UserException("espeak-ng was found, but not its data (the folder espeak-ng-data).", "Install espeak-ng anew, or set ESPEAK_DATA_PATH to the folder that holds it.");
    }

    private static int Whole(double value, int least, int most) => (int)Math.Clamp(Math.Round(value), least, most);

    private static IReadOnlyList<string> Names() =>
        OperatingSystem.IsWindows()
            ? ["libespeak-ng.dll", "espeak-ng.dll", Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "eSpeak NG", "libespeak-ng.dll")]
        : OperatingSystem.IsMacOS()
            ? ["libespeak-ng.1.dylib", "libespeak-ng.dylib", "/opt/homebrew/lib/libespeak-ng.1.dylib", "/usr/local/lib/libespeak-ng.1.dylib", "/opt/local/lib/libespeak-ng.1.dylib"]
        : ["libespeak-ng.so.1", "libespeak-ng.so"];
}
