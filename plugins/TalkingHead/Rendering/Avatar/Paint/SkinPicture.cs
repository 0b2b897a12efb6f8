using System.Runtime.CompilerServices;
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

    /// <summary>The finished picture and a second layer of the same size between texels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (Vector128<float> Paint, Vector128<float> Layer) At(Vector128<float>[] layer, float u, float v)
    {
        float x = Math.Clamp((u * Side) - 0.5f, 0, Side - 1.001f), y = Math.Clamp((v * Side) - 0.5f, 0, Side - 1.001f);
        int left = (int)x, top = (int)y, at = (top * Side) + left;
        float right = x - left, below = y - top;
        float d = right * below, c = below - d, b = right - d, a = 1 - right - c;
        var root = (Unpack(at) * a) + (Unpack(at + 1) * b) + (Unpack(at + Side) * c) + (Unpack(at + Side + 1) * d);
        return (root * root, (layer[at] * a) + (layer[at + 1] * b) + (layer[at + Side] * c) + (layer[at + Side + 1] * d));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector128<float> Unpack(int at)
    {
        var bytes = Vector128.CreateScalarUnsafe(_packed[at]).AsByte();
        var wide = Vector128.WidenLower(Vector128.WidenLower(bytes));
        return Vector128.ConvertToSingle(wide.AsInt32()) * (1 / 255f);
    }
}
