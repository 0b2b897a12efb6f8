using System.Security.Cryptography;
using System.Text;

namespace AffectAgent.Backends.Qdrant;

/// <summary>
/// Qdrant's points are named by UUIDs: ours are of version 5 (RFC 9562, section 5.5: SHA-1 of a name space and the name),
/// so that the same id is always the same point. The id itself is kept in the point's payload.
/// </summary>
internal static class PointIds
{
    /// <summary>The payload's key for the id.</summary>
    public const string Key = "id";

    // Drawn once for this project.
    private static readonly Guid Space = new("5b8f2a0e-6a0d-4c1c-9c53-0d5f4a7e2b91");
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The point of an id.</summary>
    /// <exception cref="ArgumentException">The id holds half of a surrogate pair.</exception>
    public static Guid Of(string id) => Of(Space, id);

    /// <summary>The UUID of version 5 of a name in a name space.</summary>
    internal static Guid Of(Guid space, string name)
    {
        var bytes = new byte[16 + Strict.GetByteCount(name)];
        space.TryWriteBytes(bytes, bigEndian: true, out _);
        Strict.GetBytes(name, bytes.AsSpan(16));
        Span<byte> hash = stackalloc byte[20];
#pragma warning disable CA5350 // The standard names SHA-1; nothing is kept secret by it.
        SHA1.HashData(bytes, hash);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
