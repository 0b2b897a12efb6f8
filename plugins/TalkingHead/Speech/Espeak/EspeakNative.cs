using System.Runtime.InteropServices;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>Kinds of event that espeak-ng tells, as numbered in its <c>speak_lib.h</c>.</summary>
internal enum EspeakEventKind
{
    /// <summary>End of a list.</summary>
    End = 0,
    /// <summary>A word begins.</summary>
    Word = 1,
    /// <summary>A phoneme begins.</summary>
    Phoneme = 7,
}

/// <summary>An event as the library lays it out.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct EspeakNativeEvent
{
    public EspeakEventKind Kind;
    public uint Message;
    public int Position;
    public int Length;
    public int Milliseconds;
    public int Sample;
    public nint User;
    public fixed byte Name[8];
}

/// <summary>A voice as the library lists it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct EspeakNativeVoice
{
    public byte* Name;
    public byte* Languages;
    public byte* Identifier;
    public byte Gender;
    public byte Age;
    public byte Variant;
    public byte Reserved;
    public int Score;
    public nint Spare;
}

/// <summary>Parameters of <c>espeak_SetParameter</c>.</summary>
internal enum EspeakParameter
{
    Rate = 1,
    Volume = 2,
    Pitch = 3,
    Range = 4,
    WordGap = 7,
}

/// <summary>The functions of one loaded library. Not thread-safe: the library keeps its state in globals.</summary>
internal sealed unsafe class EspeakNative
{
    private const int Synchronous = 2;
    private const int PhonemeEvents = 1, PhonemeIpa = 2, DontExit = 0x8000;
    private const uint Utf8 = 1, EndPause = 0x1000;
    private const int ByCharacter = 1;

    private readonly delegate* unmanaged[Cdecl]<int, int, byte*, int, int> _initialize;
    private readonly delegate* unmanaged[Cdecl]<void*, void> _setCallback;
    private readonly delegate* unmanaged[Cdecl]<void*, nuint, uint, int, uint, uint, uint*, void*, int> _synth;
    private readonly delegate* unmanaged[Cdecl]<int, int, int, int> _setParameter;
    private readonly delegate* unmanaged[Cdecl]<byte*, int> _setVoice;
    private readonly delegate* unmanaged[Cdecl]<EspeakNativeVoice*, EspeakNativeVoice**> _listVoices;
    private readonly delegate* unmanaged[Cdecl]<byte**, byte*> _info;
    private readonly delegate* unmanaged[Cdecl]<int> _cancel;

    /// <summary>Binds the functions.</summary>
    /// <exception cref="EntryPointNotFoundException">The library is not espeak-ng.</exception>
    public EspeakNative(nint library)
    {
        nint Export(string name) => NativeLibrary.GetExport(library, name);
        _initialize = (delegate* unmanaged[Cdecl]<int, int, byte*, int, int>)Export("espeak_Initialize");
        _setCallback = (delegate* unmanaged[Cdecl]<void*, void>)Export("espeak_SetSynthCallback");
        _synth = (delegate* unmanaged[Cdecl]<void*, nuint, uint, int, uint, uint, uint*, void*, int>)Export("espeak_Synth");
        _setParameter = (delegate* unmanaged[Cdecl]<int, int, int, int>)Export("espeak_SetParameter");
        _setVoice = (delegate* unmanaged[Cdecl]<byte*, int>)Export("espeak_SetVoiceByName");
        _listVoices = (delegate* unmanaged[Cdecl]<EspeakNativeVoice*, EspeakNativeVoice**>)Export("espeak_ListVoices");
        _info = (delegate* unmanaged[Cdecl]<byte**, byte*>)Export("espeak_Info");
        _cancel = (delegate* unmanaged[Cdecl]<int>)Export("espeak_Cancel");
    }

    /// <summary>Starts the library: sound and events come back through the callback, on the caller's own thread.</summary>
    /// <param name="data">Folder that holds <c>espeak-ng-data</c>, or null for the library's own.</param>
    /// <returns>Samples a second, or less than 1 where it can't start.</returns>
    public int Initialize(string? data)
    {
        var path = Marshal.StringToCoTaskMemUTF8(data);
        try
        {
            var rate = _initialize(Synchronous, 0, (byte*)path, PhonemeEvents | PhonemeIpa | DontExit);
            if (rate > 0)
                _setCallback((delegate* unmanaged[Cdecl]<short*, int, EspeakNativeEvent*, int>)&EspeakReceiver.Receive);
            return rate;
        }
        finally
        {
            Marshal.FreeCoTaskMem(path);
        }
    }

    /// <summary>The library's version, such as "1.51".</summary>
    public string Version => Marshal.PtrToStringUTF8((nint)_info(null)) ?? "";

    /// <summary>Sets a parameter for what is spoken next.</summary>
    public void Set(EspeakParameter parameter, int value) => _ = _setParameter((int)parameter, value, 0);

    /// <summary>Takes a voice.</summary>
    /// <returns>False if the library doesn't know it.</returns>
    public bool SetVoice(string name)
    {
        var text = Marshal.StringToCoTaskMemUTF8(name);
        try
        {
            return _setVoice((byte*)text) == 0;
        }
        finally
        {
            Marshal.FreeCoTaskMem(text);
        }
    }

    /// <summary>Speaks; returns when all has gone through the callback, or the callback has said to stop.</summary>
    /// <returns>False if the library refused.</returns>
    public bool Synthesize(string text, bool pause)
    {
        var bytes = new byte[System.Text.Encoding.UTF8.GetByteCount(text) + 1];
        System.Text.Encoding.UTF8.GetBytes(text, bytes);
        fixed (byte* start = bytes)
            return _synth(start, (nuint)bytes.Length, 0, ByCharacter, 0, Utf8 | (pause ? EndPause : 0), null, null) == 0;
    }

    /// <summary>Forgets what a stopped callback has left.</summary>
    public void Cancel() => _ = _cancel();

    /// <summary>The voices of languages, or the variants of voices.</summary>
    public List<EspeakVoiceEntry> ListVoices(bool variants)
    {
        fixed (byte* kind = "variant"u8)
        {
            var wanted = new EspeakNativeVoice { Languages = kind };
            var all = new List<EspeakVoiceEntry>();
            for (var voice = _listVoices(variants ? &wanted : null); *voice != null; voice++)
            {
                all.Add(new(
                    Marshal.PtrToStringUTF8((nint)(*voice)->Name) ?? "",
                    Marshal.PtrToStringUTF8((nint)(*voice)->Identifier) ?? "",
                    Languages((*voice)->Languages)));
            }

            return all;
        }
    }

    // A byte of priority and a name that ends with a zero, again and again; a priority of zero ends the list.
    private static List<(string Tag, int Priority)> Languages(byte* at)
    {
        var all = new List<(string, int)>();
        while (at != null && *at != 0)
        {
            int priority = *at++;
            var tag = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(at);
            all.Add((System.Text.Encoding.UTF8.GetString(tag), priority));
            at += tag.Length + 1;
        }

        return all;
    }
}
