namespace AffectAgent;

/// <summary>An 8-bit RGB picture, rows from the top, three bytes a pixel, no padding between rows.</summary>
public sealed class RgbImage
{
    /// <summary>Wraps pixels without copying them.</summary>
    /// <param name="width">Pixels a row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="pixels">At least width x height x 3 bytes (a pooled buffer may be longer).</param>
    /// <exception cref="ArgumentException">The buffer is too short or a side is below 1.</exception>
    public RgbImage(int width, int height, byte[] pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        if (width < 1 || height < 1 || pixels.LongLength < (long)width * height * 3)
            throw new ArgumentException($"A picture of {width} x {height} needs {(long)width * height * 3} bytes, not {pixels.LongLength}.");
        Width = width;
        Height = height;
        Pixels = pixels;
    }

    /// <summary>Pixels a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>The bytes: red, green, blue of the first pixel of the first row, and so on. May be longer than needed.</summary>
    public byte[] Pixels { get; }

    /// <summary>A black picture.</summary>
    public static RgbImage Black(int width, int height) => new(width, height, new byte[(long)width * height * 3]);

    /// <summary>A copy that owns its pixels.</summary>
    public RgbImage Clone() => new(Width, Height, Pixels.AsSpan(0, Width * Height * 3).ToArray());
}

/// <summary>An 8-bit grey picture, rows from the top.</summary>
/// <param name="Width">Pixels a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Pixels">Width x Height bytes.</param>
public sealed record GrayImage(int Width, int Height, byte[] Pixels);
