using System.Numerics;

namespace AffectAgent.Samples.DemoClip.Rendering;

/// <summary>A picture in linear light at twice the final size, with depth; it is averaged down at the end.</summary>
internal sealed class Canvas
{
    /// <summary>Samples a final pixel along each side.</summary>
    public const int Samples = 2;

    private readonly Vector3[] _colour;
    private readonly float[] _depth;
    private static readonly byte[] ToSrgb = MakeTable();

    public Canvas(int width, int height)
    {
        Width = width * Samples;
        Height = height * Samples;
        _colour = new Vector3[Width * Height];
        _depth = new float[Width * Height];
    }

    public int Width { get; }

    public int Height { get; }

    public Span<Vector3> Row(int y) => _colour.AsSpan(y * Width, Width);

    public Span<float> DepthRow(int y) => _depth.AsSpan(y * Width, Width);

    public void ClearDepth() => Array.Fill(_depth, float.MaxValue);

    /// <summary>Starts from a finished picture, its depths included.</summary>
    public void CopyFrom(Canvas other)
    {
        other._colour.CopyTo(_colour, 0);
        other._depth.CopyTo(_depth, 0);
    }

    /// <summary>Mixes a colour over a sample, which then lies at that depth.</summary>
    public void Blend(int x, int y, Vector3 colour, float alpha, float depth)
    {
        ref Vector3 under = ref _colour[y * Width + x];
        under += (colour - under) * alpha;
        _depth[y * Width + x] = depth;
    }

    /// <summary>Writes 8-bit sRGB, three bytes a pixel.</summary>
    public void Resolve(Span<byte> rgb)
    {
        int at = 0;
        for (int y = 0; y < Height; y += Samples)
        {
            Span<Vector3> upper = Row(y);
            Span<Vector3> lower = Row(y + 1);
            for (int x = 0; x < Width; x += Samples)
            {
                Vector3 mean = Vector3.Clamp((upper[x] + upper[x + 1] + lower[x] + lower[x + 1]) * 0.25f, Vector3.Zero, Vector3.One) * (ToSrgb.Length - 1);
                rgb[at++] = ToSrgb[(int)mean.X];
                rgb[at++] = ToSrgb[(int)mean.Y];
                rgb[at++] = ToSrgb[(int)mean.Z];
            }
        }
    }

    /// <summary>Linear light of an sRGB colour given as 0xRRGGBB.</summary>
    public static Vector3 Srgb(int hex)
    {
        static float Linear(int value)
        {
            float v = value / 255f;
            return v <= 0.04045f ? v / 12.92f : MathF.Pow((v + 0.055f) / 1.055f, 2.4f);
        }
        return new Vector3(Linear(hex >> 16 & 255), Linear(hex >> 8 & 255), Linear(hex & 255));
    }

    private static byte[] MakeTable()
    {
        var table = new byte[4096];
        for (int i = 0; i < table.Length; i++)
        {
            float v = (i + 0.5f) / table.Length;
            float s = v <= 0.0031308f ? 12.92f * v : 1.055f * MathF.Pow(v, 1 / 2.4f) - 0.055f;
            table[i] = (byte)Math.Clamp((int)(s * 255 + 0.5f), 0, 255);
        }
        return table;
    }
}
