using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>A picture in linear light, read between its pixels. Immutable once filled.</summary>
internal sealed class Photo
{
    private readonly Vector128<float>[] _texels;

    /// <summary>Takes a picture's colours; their fourth number is 1.</summary>
    public Photo(RgbImage picture)
        : this(picture.Width, picture.Height)
    {
        Bytes = new uint[Width * Height];
        for (var i = 0; i < Bytes.Length; i++)
        {
            byte r = picture.Pixels[i * 3], g = picture.Pixels[(i * 3) + 1], b = picture.Pixels[(i * 3) + 2];
            Bytes[i] = r | ((uint)g << 8) | ((uint)b << 16);
            _texels[i] = Vector128.Create(Srgb.ToLinear[r], Srgb.ToLinear[g], Srgb.ToLinear[b], 1);
        }
    }

    /// <summary>An empty picture.</summary>
    public Photo(int width, int height) => (Width, Height, Bytes, _texels) = (width, height, [], new Vector128<float>[width * height]);

    /// <summary>Pixels a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>sRGB bytes, red lowest, where it was made of a picture.</summary>
    public uint[] Bytes { get; }

    /// <summary>A pixel.</summary>
    public ref Vector128<float> this[int x, int y] => ref _texels[(y * Width) + x];

    /// <summary>The colour at a place; pixel 0's centre is at 0.5. Beyond the border the border is repeated.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<float> At(float x, float y)
    {
        x = Math.Clamp(x - 0.5f, 0, Width - 1.0001f);
        y = Math.Clamp(y - 0.5f, 0, Height - 1.0001f);
        int left = (int)x, top = (int)y;
        ref var first = ref _texels[(top * Width) + left];
        var down = Width;
        if (top + 1 >= Height)
            down = 0;
        var right = left + 1 < Width ? 1 : 0;
        Vector128<float> fx = Vector128.Create(x - left), fy = Vector128.Create(y - top);
        var upper = first + ((Unsafe.Add(ref first, right) - first) * fx);
        ref var second = ref Unsafe.Add(ref first, down);
        var lower = second + ((Unsafe.Add(ref second, right) - second) * fx);
        return upper + ((lower - upper) * fy);
    }

    /// <summary>The colour at a place.</summary>
    public Vector128<float> At(Vector2 p) => At(p.X, p.Y);

    /// <summary>Luminance of linear light (ITU-R BT.709).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Luminance(Vector128<float> c) => (0.2126f * c[0]) + (0.7152f * c[1]) + (0.0722f * c[2]);
}
