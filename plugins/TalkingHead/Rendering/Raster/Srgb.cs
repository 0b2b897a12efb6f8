using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>Between sRGB bytes and linear light (IEC 61966-2-1), by tables.</summary>
internal static class Srgb
{
    private const int Steps = 4096;

    /// <summary>Linear light 0 to 1 of each byte.</summary>
    public static float[] ToLinear { get; } = [.. Enumerable.Range(0, 256).Select(i => Decode(i / 255f))];

    private static readonly byte[] FromLinear = [.. Enumerable.Range(0, Steps + 1).Select(i => (byte)MathF.Round(Encode((float)i / Steps) * 255))];

    /// <summary>Linear light of a colour given as 0xRRGGBB in sRGB; w is 1.</summary>
    public static Vector128<float> Linear(int rgb) =>
        Vector128.Create(ToLinear[(rgb >> 16) & 255], ToLinear[(rgb >> 8) & 255], ToLinear[rgb & 255], 1);

    /// <summary>sRGB byte of linear light; below 0 and above 1 are clamped.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte Byte(float linear) => FromLinear[(int)((Math.Clamp(linear, 0, 1) * Steps) + 0.5f)];

    /// <summary>Packs linear light as red | green &lt;&lt; 8 | blue &lt;&lt; 16, sRGB bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Pack(Vector128<float> linear)
    {
        var place = Vector128.ConvertToInt32((Vector128.Min(Vector128.Max(linear, Vector128<float>.Zero), Vector128<float>.One) * Steps) + Vector128.Create(0.5f));
        return FromLinear[place[0]] | ((uint)FromLinear[place[1]] << 8) | ((uint)FromLinear[place[2]] << 16);
    }

    private static float Decode(float s) => s <= 0.04045f ? s / 12.92f : MathF.Pow((s + 0.055f) / 1.055f, 2.4f);

    private static float Encode(float l) => l <= 0.0031308f ? l * 12.92f : (1.055f * MathF.Pow(l, 1 / 2.4f)) - 0.055f;
}
