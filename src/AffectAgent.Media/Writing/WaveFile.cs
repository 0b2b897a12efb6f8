using System.Buffers.Binary;

namespace AffectAgent.Media;

/// <summary>Writes sound as 16-bit mono WAVE.</summary>
public static class WaveFile
{
    private const int HeaderSize = 44;
    private const int Piece = 1 << 16;

    /// <summary>Writes a whole file.</summary>
    /// <param name="file">Where to.</param>
    /// <param name="sound">The sound; what lies outside -1 to 1 is clipped.</param>
    public static void Write(Stream file, FilmSound sound)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(sound);
        file.Write(Header(sound.Samples.Length * 2, sound.SampleRate));
        var bytes = new byte[Piece * 2];
        for (var from = 0; from < sound.Samples.Length; from += Piece)
        {
            var samples = sound.Samples.Span[from..Math.Min(sound.Samples.Length, from + Piece)];
            for (var i = 0; i < samples.Length; i++)
            {
                var sample = float.IsNaN(samples[i]) ? 0 : Math.Clamp(samples[i], -1, 1);
                BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(i * 2), (short)MathF.Round(sample * short.MaxValue));
            }

            file.Write(bytes.AsSpan(0, samples.Length * 2));
        }
    }

    private static byte[] Header(int dataBytes, int rate)
    {
        var head = new byte[HeaderSize];
        "RIFF"u8.CopyTo(head);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(4), HeaderSize - 8 + dataBytes);
        "WAVEfmt "u8.CopyTo(head.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(head.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(head.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(24), rate);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(28), rate * 2);
        BinaryPrimitives.WriteInt16LittleEndian(head.AsSpan(32), 2);
        BinaryPrimitives.WriteInt16LittleEndian(head.AsSpan(34), 16);
        "data"u8.CopyTo(head.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(40), dataBytes);
        return head;
    }
}
