using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>A painter's folds of one pose, over the skin's picture. Not thread-safe.</summary>
internal sealed class FoldLayer
{
    // Texels a side of the blocks that are marked.
    private const int Shift = 3;

    private readonly bool[] _marked;
    private readonly int _blocks;
    private readonly int _side;

    /// <summary>Makes a smooth layer.</summary>
    /// <param name="side">Texels of the picture's side.</param>
    public FoldLayer(int side)
    {
        _side = side;
        _blocks = (side >> Shift) + 1;
        _marked = new bool[_blocks * _blocks];
        Texels = new Vector128<float>[side * side];
    }

    /// <summary>Bend across, bend down, light lost, blush; rows from the top.</summary>
    public Vector128<float>[] Texels { get; }

    /// <summary>True if there may be a fold about a texel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Any(int x, int y) => _marked[((y >> Shift) * _blocks) + (x >> Shift)];

    /// <summary>Takes all marks off.</summary>
    public void Unmark() => Array.Clear(_marked);

    /// <summary>Adds to a texel and marks the texels that are blended with it.</summary>
    public void Add(int texel, Vector128<float> value)
    {
        Texels[texel] += value;
        int x = texel % _side, y = texel / _side;
        _marked[((y >> Shift) * _blocks) + (x >> Shift)] = true;
        int left = Math.Max(0, x - 1) >> Shift, top = Math.Max(0, y - 1) >> Shift;
        _marked[(top * _blocks) + left] = true;
    }
}
