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

    /// <summary>Makes a smooth layer.</summary>
    /// <param name="side">Texels of the picture's side.</param>
    public FoldLayer(int side)
    {
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

    /// <summary>Marks blocks.</summary>
    /// <param name="blocks">From <see cref="Blocks"/>.</param>
    public void Mark(ReadOnlySpan<int> blocks)
    {
        foreach (var block in blocks)
            _marked[block] = true;
    }

    /// <summary>The blocks in which a sample may be blended with one of these texels.</summary>
    /// <param name="texels">Places in a picture.</param>
    /// <param name="side">Its side.</param>
    public static int[] Blocks(IEnumerable<int> texels, int side)
    {
        var across = (side >> Shift) + 1;
        return [.. texels.SelectMany(t => new[] { t, t - 1, t - side, t - side - 1 }).Where(t => t >= 0).Select(t => ((t / side >> Shift) * across) + (t % side >> Shift)).Distinct()];
    }
}
