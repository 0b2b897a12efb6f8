using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>The skin's picture: linear red, green and blue, and gloss, on a square of texels. Immutable once painted.</summary>
internal sealed class SkinPicture
{
    private readonly uint[] _packed;

    /// <summary>Makes an empty picture.</summary>
    /// <param name="side">Texels.</param>
    public SkinPicture(int side)
    {
        Side = side;
        Texels = new Vector128<float>[side * side];
        _packed = new uint[side * side];
    }

    /// <summary>Texels a row and rows.</summary>
    public int Side { get; }

    /// <summary>Rows from the top.</summary>
    public Vector128<float>[] Texels { get; }

    /// <summary>Packs the finished picture for <see cref="At"/>: four bytes a texel, square roots, so that dark tones keep their steps.</summary>
    public void Finish()
    {
        for (var i = 0; i < Texels.Length; i++)
        {
            var root = Vector128.Sqrt(Vector128.Min(Vector128.Max(Texels[i], Vector128<float>.Zero), Vector128<float>.One)) * 255;
            var steps = Vector128.ConvertToInt32(root + Vector128.Create(0.5f));
            _packed[i] = (uint)(steps[0] | (steps[1] << 8) | (steps[2] << 16) | (steps[3] << 24));
        }
    }

    /// <summary>The finished picture and a layer of folds between texels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<float> At(FoldLayer folds, float u, float v, out Vector128<float> fold)
    {
        var most = Side - 1.001f;
        float x = MathF.Min(MathF.Max((u * Side) - 0.5f, 0), most), y = MathF.Min(MathF.Max((v * Side) - 0.5f, 0), most);
        int left = (int)x, top = (int)y, at = (top * Side) + left;
        float right = x - left, below = y - top;
        float d = right * below, c = below - d, b = right - d, a = 1 - right - c;
        ref var texel = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_packed), at);
        var root = (Unpack(texel) * a) + (Unpack(Unsafe.Add(ref texel, 1)) * b)
            + (Unpack(Unsafe.Add(ref texel, Side)) * c) + (Unpack(Unsafe.Add(ref texel, Side + 1)) * d);
        fold = default;
        if (folds.Any(left, top))
        {
            var layer = folds.Texels;
            fold = (layer[at] * a) + (layer[at + 1] * b) + (layer[at + Side] * c) + (layer[at + Side + 1] * d);
        }

        return root * root;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Unpack(uint texel)
    {
        var wide = Vector128.WidenLower(Vector128.WidenLower(Vector128.CreateScalarUnsafe(texel).AsByte()));
        return Vector128.ConvertToSingle(wide.AsInt32()) * (1 / 255f);
    }
}
