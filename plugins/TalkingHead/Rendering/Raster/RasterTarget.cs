using System.Runtime.InteropServices;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// What a <see cref="Rasterizer"/> draws on: four samples a pixel (a rotated grid), each with colour and nearness. About 32
/// bytes a pixel, allocated once. Not thread-safe.
/// </summary>
internal sealed class RasterTarget
{
    /// <summary>Samples a pixel.</summary>
    public const int Samples = 4;

    private const int MeanSteps = 4096;
    private static readonly ushort[] LinearOf = [.. Srgb.ToLinear.Select(x => (ushort)MathF.Round(x * (MeanSteps * 4)))];
    private static readonly byte[] ByteOf = [.. Enumerable.Range(0, (MeanSteps * 4) + 1).Select(i => Srgb.Byte((float)i / (MeanSteps * 4)))];

    /// <summary>Makes an empty target.</summary>
    /// <param name="width">Pixels, 1 to 8192.</param>
    /// <param name="height">Pixels, 1 to 8192.</param>
    public RasterTarget(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, 8192);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, 8192);
        (Width, Height) = (width, height);
        Colors = new uint[width * height * Samples];
        Nearness = new float[width * height * Samples];
        Owners = new byte[width * height];
    }

    /// <summary>Pixels a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>sRGB bytes, red lowest; a pixel's four samples lie together.</summary>
    public uint[] Colors { get; }

    /// <summary>1 / distance of what each sample shows, 0 for the background.</summary>
    public float[] Nearness { get; }

    /// <summary>Which surface was drawn last on a pixel.</summary>
    public byte[] Owners { get; }

    /// <summary>The surface being drawn: 1 for the first after the target was cleared.</summary>
    public byte Surface { get; private set; }

    /// <summary>Takes everything off but a background.</summary>
    /// <param name="samples">As many colours as <see cref="Colors"/>; see <see cref="Spread"/>.</param>
    public void Clear(ReadOnlySpan<uint> samples)
    {
        samples.CopyTo(Colors);
        Array.Clear(Nearness);
        Forget();
    }

    /// <summary>Goes back to what another target shows.</summary>
    /// <param name="start">Of the same size.</param>
    public void Clear(RasterTarget start)
    {
        start.Colors.CopyTo(Colors, 0);
        start.Nearness.CopyTo(Nearness, 0);
        Forget();
    }

    /// <summary>Another surface is drawn from here on.</summary>
    public void Next()
    {
        if (Surface == byte.MaxValue)
            Forget();
        Surface++;
    }

    private void Forget()
    {
        Array.Clear(Owners);
        Surface = 0;
    }

    /// <summary>Repeats each pixel's colour for its samples.</summary>
    public static uint[] Spread(ReadOnlySpan<uint> pixels)
    {
        var all = new uint[pixels.Length * Samples];
        for (var i = 0; i < all.Length; i++)
            all[i] = pixels[i / Samples];
        return all;
    }

    /// <summary>Writes the mean of each pixel's samples, taken in linear light.</summary>
    /// <param name="rgb">Width x Height x 3 bytes.</param>
    public void Resolve(Span<byte> rgb)
    {
        var pixels = MemoryMarshal.Cast<uint, (uint A, uint B, uint C, uint D)>(Colors.AsSpan());
        var to = 0;
        foreach (var (a, b, c, d) in pixels)
        {
            if (a == b && a == c && a == d)
            {
                (rgb[to], rgb[to + 1], rgb[to + 2]) = ((byte)a, (byte)(a >> 8), (byte)(a >> 16));
            }
            else
            {
                rgb[to] = Mean(a, b, c, d, 0);
                rgb[to + 1] = Mean(a, b, c, d, 8);
                rgb[to + 2] = Mean(a, b, c, d, 16);
            }

            to += 3;
        }
    }

    private static byte Mean(uint a, uint b, uint c, uint d, int shift) =>
        ByteOf[(LinearOf[(byte)(a >> shift)] + LinearOf[(byte)(b >> shift)] + LinearOf[(byte)(c >> shift)] + LinearOf[(byte)(d >> shift)]) >> 2];
}
