using System.Text;

namespace AffectAgent;

/// <summary>FNV-1a of 32 bits (Fowler, Noll, Vo): the same number for a text on every machine and in every run, as model files name words by it.</summary>
public static class Fnv1a
{
    /// <summary>The hash of a text's UTF-8.</summary>
    /// <param name="text">Any text; a lone surrogate counts as U+FFFD.</param>
    public static uint Of(ReadOnlySpan<char> text)
    {
        Span<byte> utf8 = stackalloc byte[256];
        int most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (most > utf8.Length)
            utf8 = new byte[most];
        uint hash = 0x811C9DC5;
        foreach (byte b in utf8[..Encoding.UTF8.GetBytes(text, utf8)])
            hash = (hash ^ b) * 0x01000193;
        return hash;
    }
}
