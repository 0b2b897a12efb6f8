using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>A word or phoneme that begins.</summary>
/// <param name="Kind">Word or phoneme.</param>
/// <param name="Sample">Where, in samples.</param>
/// <param name="Position">For a word: its first character, counted in Unicode code points from 0.</param>
/// <param name="Length">For a word: its characters.</param>
/// <param name="Name">For a phoneme: its IPA; empty for a pause.</param>
internal readonly record struct EspeakEvent(EspeakEventKind Kind, int Sample, int Position, int Length, string Name);

/// <summary>Sound with its events, as the library gave them.</summary>
/// <param name="Samples">-1 to 1.</param>
/// <param name="Events">In the order of time.</param>
internal sealed record EspeakSpeech(float[] Samples, List<EspeakEvent> Events);

/// <summary>Collects what one call of the library speaks. The library calls back on the thread that called it.</summary>
/// <param name="mostSamples">Where to stop.</param>
/// <param name="cancellationToken">Stops too.</param>
internal sealed unsafe class EspeakReceiver(int mostSamples, CancellationToken cancellationToken)
{
    [ThreadStatic]
    private static EspeakReceiver? s_current;

    private readonly List<float> _samples = [];
    private readonly List<EspeakEvent> _events = [];

    /// <summary>True if the speech was longer than allowed.</summary>
    public bool TooLong { get; private set; }

    /// <summary>What was spoken.</summary>
    public EspeakSpeech Speech => new([.. _samples], _events);

    /// <summary>Runs a call of the library that speaks into this receiver.</summary>
    public T While<T>(Func<T> speak)
    {
        s_current = this;
        try
        {
            return speak();
        }
        finally
        {
            s_current = null;
        }
    }

    /// <summary>The library's callback; 1 tells it to stop. Nothing may be thrown through it.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int Receive(short* sound, int count, EspeakNativeEvent* events) =>
        s_current is { } receiver && receiver.Take(sound, count, events) ? 0 : 1;

    private bool Take(short* sound, int count, EspeakNativeEvent* events)
    {
        if (cancellationToken.IsCancellationRequested)
            return false;
        for (var i = 0; sound != null && i < count; i++)
            _samples.Add(sound[i] / 32768f);
        for (; events != null && events->Kind != EspeakEventKind.End; events++)
        {
            if (events->Kind is EspeakEventKind.Word or EspeakEventKind.Phoneme)
                _events.Add(new(events->Kind, events->Sample, events->Position - 1, events->Length, events->Kind == EspeakEventKind.Phoneme ? Name(events->Name) : ""));
        }

        TooLong = _samples.Count > mostSamples;
        return !TooLong;
    }

    // Eight bytes, ended by a zero if shorter; a longer name is cut, perhaps within a letter.
    private static string Name(byte* bytes)
    {
        var length = new ReadOnlySpan<byte>(bytes, 8).IndexOf((byte)0);
        return Encoding.UTF8.GetString(bytes, length < 0 ? 8 : length).TrimEnd('\uFFFD');
    }
}
