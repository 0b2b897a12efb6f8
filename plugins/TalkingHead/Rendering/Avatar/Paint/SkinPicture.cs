using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>The skin's picture: linear red, green and blue, and gloss, on a square of texels. Immutable once painted.</summary>
internal sealed class SkinPicture
{
    /// <summary>Makes an empty picture.</summary>
    /// <param name="side">Texels.</param>
    public SkinPicture(int side)
    {
        Side = side;
        Texels = new Vector128<float>[side * side];
    }

    /// <summary>Texels a row and rows.</summary>
    public int Side { get; }

    /// <summary>Rows from the top.</summary>
    public Vector128<float>[] Texels { get; }

    /// <summary>The picture and a second layer of the same size between texels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (Vector128<float> Paint, Vector128<float> Layer) At(Vector128<float>[] layer, float u, float v)
    {
        float x = Math.Clamp((u * Side) - 0.5f, 0, Side - 1.001f), y = Math.Clamp((v * Side) - 0.5f, 0, Side - 1.001f);
        int left = (int)x, top = (int)y, at = (top * Side) + left;
        float right = x - left, below = y - top;
        float d = right * below, c = below - d, b = right - d, a = 1 - right - c;
        return (
            (Texels[at] * a) + (Texels[at + 1] * b) + (Texels[at + Side] * c) + (Texels[at + Side + 1] * d),
            (layer[at] * a) + (layer[at + 1] * b) + (layer[at + Side] * c) + (layer[at + Side + 1] * d));
    }
}
