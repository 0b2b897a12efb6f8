using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace AffectAgent.Samples.DemoClip;

/// <summary>The demo's voice: phrases spoken by espeak-ng, laid onto one track.</summary>
internal sealed class Voice
{
    private const float Silence = 0.005f;
    private const double LoudnessWindow = 0.05;
    private readonly float[] _samples;
    private readonly int _rate;
    private readonly IReadOnlyList<(Phrase Phrase, double End)> _said;

    private Voice(string wavPath, float[] samples, int rate, IReadOnlyList<(Phrase, double)> said)
    {
        WavPath = wavPath;
        _samples = samples;
        _rate = rate;
        _said = said;
    }

    /// <summary>The track as a 16-bit mono file.</summary>
    public string WavPath { get; }

    /// <summary>Speaks the phrases.</summary>
    /// <exception cref="UserException">espeak-ng is missing or fails.</exception>
    public static async Task<Voice> SpeakAsync(IReadOnlyList<Phrase> phrases, double length, string folder, CancellationToken cancellationToken)
    {
        float[] track = [];
        int rate = 0;
        var said = new List<(Phrase, double)>();
        foreach (Phrase phrase in phrases)
        {
            (float[] samples, rate) = await SpeakAsync(phrase, cancellationToken).ConfigureAwait(false);
            if (track.Length == 0)
                track = new float[(int)(length * rate)];
            int at = (int)(phrase.Start * rate);
            int count = Math.Min(samples.Length, track.Length - at);
            for (int i = 0; i < count; i++)
                track[at + i] += samples[i];
            said.Add((phrase, Math.Min(length, phrase.Start + samples.Length / (double)rate)));
        }
        string path = Path.Combine(folder, "voice.wav");
        await File.WriteAllBytesAsync(path, Wav.Encode(track, rate), cancellationToken).ConfigureAwait(false);
        return new Voice(path, track, rate, said);
    }

    /// <summary>How loud the voice is, 0 to about 1.</summary>
    public double LoudnessAt(double time)
    {
        int from = Math.Max(0, (int)((time - LoudnessWindow) * _rate));
        int to = Math.Min(_samples.Length, (int)((time + LoudnessWindow) * _rate));
        double sum = 0;
        for (int i = from; i < to; i++)
            sum += _samples[i] * _samples[i];
        return to > from ? Math.Min(1, Math.Sqrt(sum / (to - from)) * 5) : 0;
    }

    /// <summary>The phrases as SubRip text.</summary>
    public string ToSrt()
    {
        var text = new StringBuilder();
        for (int i = 0; i < _said.Count; i++)
        {
            (Phrase phrase, double end) = _said[i];
            text.Append(CultureInfo.InvariantCulture, $"{i + 1}\n{Stamp(phrase.Start)} --> {Stamp(end)}\n{phrase.Text}\n\n");
        }
        return text.ToString();
    }

    private static string Stamp(double seconds) => TimeSpan.FromSeconds(seconds).ToString(@"hh\:mm\:ss\,fff", CultureInfo.InvariantCulture);

    private static async Task<(float[] Samples, int Rate)> SpeakAsync(Phrase phrase, CancellationToken cancellationToken)
    {
        var info = new ProcessStartInfo("espeak-ng")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] arguments = ["--stdout", "-v", "en-us+f3", "-p", Text(phrase.Pitch), "-s", Text(phrase.Rate), phrase.Text];
        foreach (string argument in arguments)
            info.ArgumentList.Add(argument);
        try
        {
            using Process process = Process.Start(info)!;
            using var wav = new MemoryStream();
            Task<string> errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.StandardOutput.BaseStream.CopyToAsync(wav, cancellationToken).ConfigureAwait(false);
            await errors.ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            if (process.ExitCode != 0)
                throw new UserException("espeak-ng, which speaks for the demo, failed.", "Install it anew (Debian, Ubuntu: apt-get install espeak-ng).");
            (float[] samples, int rate) = Wav.Decode(wav.ToArray());
            return (samples[..(Array.FindLastIndex(samples, s => Math.Abs(s) > Silence) + 1)], rate);
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new UserException("espeak-ng, which speaks for the demo, was not found.", "Install it (Debian, Ubuntu: apt-get install espeak-ng).", missing);
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Reads and writes 16-bit mono wave files.</summary>
internal static class Wav
{
    private const int HeaderSize = 44;

    /// <summary>The samples, -1 to 1, and their rate. A stream's open-ended data length is taken as "to the end".</summary>
    public static (float[] Samples, int Rate) Decode(byte[] wav)
    {
        int rate = BinaryPrimitives.ReadInt32LittleEndian(wav.AsSpan(24));
        int data = wav.AsSpan().IndexOf("data"u8) + 8;
        var samples = new float[(wav.Length - data) / 2];
        for (int i = 0; i < samples.Length; i++)
            samples[i] = BinaryPrimitives.ReadInt16LittleEndian(wav.AsSpan(data + i * 2)) / 32768f;
        return (samples, rate);
    }

    /// <summary>A whole file.</summary>
    public static byte[] Encode(float[] samples, int rate)
    {
        var wav = new byte[HeaderSize + samples.Length * 2];
        Span<byte> head = wav;
        "RIFF"u8.CopyTo(head);
        BinaryPrimitives.WriteInt32LittleEndian(head[4..], wav.Length - 8);
        "WAVEfmt "u8.CopyTo(head[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(head[16..], 16);
        BinaryPrimitives.WriteInt16LittleEndian(head[20..], 1);
        BinaryPrimitives.WriteInt16LittleEndian(head[22..], 1);
        BinaryPrimitives.WriteInt32LittleEndian(head[24..], rate);
        BinaryPrimitives.WriteInt32LittleEndian(head[28..], rate * 2);
        BinaryPrimitives.WriteInt16LittleEndian(head[32..], 2);
        BinaryPrimitives.WriteInt16LittleEndian(head[34..], 16);
        "data"u8.CopyTo(head[36..]);
        BinaryPrimitives.WriteInt32LittleEndian(head[40..], samples.Length * 2);
        for (int i = 0; i < samples.Length; i++)
            BinaryPrimitives.WriteInt16LittleEndian(head[(HeaderSize + i * 2)..], (short)Math.Clamp(samples[i] * 32767, -32768, 32767));
        return wav;
    }
}
