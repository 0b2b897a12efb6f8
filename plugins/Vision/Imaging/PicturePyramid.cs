using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AffectAgent.Plugins.Vision;

/// <summary>
/// A picture and its halves, quarters… made when first asked for, so that a large face can be read small without
/// flicker. Thread-safe. The buffers come from a pool and go back when it is disposed; the picture itself is not owned.
/// </summary>
public sealed class PicturePyramid : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<RgbImage> _levels;
    private bool _disposed;

    /// <summary>Wraps a picture without copying it.</summary>
    /// <param name="picture">The picture; must not change while the pyramid is used.</param>
    public PicturePyramid(RgbImage picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        _levels = [picture];
    }

    /// <summary>Width of the whole picture, pixels.</summary>
    public int Width => _levels[0].Width;

    /// <summary>Height of the whole picture, pixels.</summary>
    public int Height => _levels[0].Height;

    /// <summary>The whole picture.</summary>
    public RgbImage Picture => _levels[0];

    /// <summary>The picture made smaller by 2 to the power of <paramref name="level"/>; a last odd row or column is dropped.</summary>
    /// <param name="level">0 for the picture itself; capped where a side would fall under 2 pixels.</param>
    /// <param name="reached">The level given back.</param>
    /// <exception cref="ObjectDisposedException">The pyramid is disposed.</exception>
    public RgbImage Level(int level, out int reached)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            while (_levels.Count <= level && _levels[^1].Width >= 4 && _levels[^1].Height >= 4)
                _levels.Add(Half(_levels[^1]));
            reached = Math.Clamp(level, 0, _levels.Count - 1);
            return _levels[reached];
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
                return;
            _disposed = true;
            foreach (var level in _levels.Skip(1))
                ArrayPool<byte>.Shared.Return(level.Pixels);
        }
    }

    private static RgbImage Half(RgbImage picture)
    {
        int width = picture.Width / 2, height = picture.Height / 2;
        byte[] pixels = ArrayPool<byte>.Shared.Rent(width * height * 3);
        for (int y = 0; y < height; y++)
        {
            var upper = picture.Pixels.AsSpan(2 * y * picture.Width * 3, width * 6);
            var lower = picture.Pixels.AsSpan(((2 * y) + 1) * picture.Width * 3, width * 6);
            var target = pixels.AsSpan(y * width * 3, width * 3);
            int done = HalfRow(upper, lower, target);
            for (int to = done, from = 2 * done; to + 2 < target.Length; to += 3, from += 6)
            {
                target[to] = (byte)((upper[from] + upper[from + 3] + lower[from] + lower[from + 3] + 2) >> 2);
                target[to + 1] = (byte)((upper[from + 1] + upper[from + 4] + lower[from + 1] + lower[from + 4] + 2) >> 2);
                target[to + 2] = (byte)((upper[from + 2] + upper[from + 5] + lower[from + 2] + lower[from + 5] + 2) >> 2);
            }
        }

        return new RgbImage(width, height, pixels);
    }

    // Two pixels of the result at a time; returns how many bytes of the row are done. The rest is left to plain code.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int HalfRow(ReadOnlySpan<byte> upper, ReadOnlySpan<byte> lower, Span<byte> target)
    {
        if (!Vector128.IsHardwareAccelerated)
            return 0;
        var left = Vector128.Create(0, 1, 2, 6, 7, 8, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255);
        var right = Vector128.Create(3, 4, 5, 9, 10, 11, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255);
        var round = Vector128.Create((ushort)2);
        int to = 0;
        // Each step reads 16 bytes of both rows and writes 8, of which 6 count.
        for (; to + 8 <= target.Length && (2 * to) + 16 <= upper.Length; to += 6)
        {
            var above = Vector128.Create(upper.Slice(2 * to, 16));
            var below = Vector128.Create(lower.Slice(2 * to, 16));
            var sum = Vector128.WidenLower(Vector128.Shuffle(above, left)) + Vector128.WidenLower(Vector128.Shuffle(above, right))
                + Vector128.WidenLower(Vector128.Shuffle(below, left)) + Vector128.WidenLower(Vector128.Shuffle(below, right)) + round;
            var mean = Vector128.ShiftRightLogical(sum, 2);
            Vector128.Narrow(mean, mean).GetLower().CopyTo(target[to..]);
        }

        return to;
    }
}
