using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// The skin's folds by Action Unit, as a second layer over the skin's picture: how the normal bends (across, down), how much light
/// is lost, and blush. Immutable; the layer is the caller's.
/// </summary>
internal sealed class FoldMap
{
    private const float Faintest = 0.01f;

    private readonly Patch[] _patches;
    private readonly int[] _touched;

    /// <summary>Draws every fold once on each side.</summary>
    /// <param name="side">Texels of the picture's side.</param>
    /// <param name="soft">True for photographs, whose skin has its own relief: folds are wider and lighter.</param>
    public FoldMap(int side, bool soft = false)
    {
        _patches = [.. Folds.All.Select(fold => soft ? fold.Softened() : fold).Select(fold => Patch.Of(fold, side)).SelectMany(left => new[] { left, left.Mirrored(side) })];
        _touched = [.. _patches.SelectMany(p => p.Texels).Distinct().Order()];
    }

    /// <summary>Writes a pose's folds and marks where they are.</summary>
    /// <param name="pose">Its units.</param>
    /// <param name="layer">What other poses left is taken away.</param>
    public void Write(FacePose pose, FoldLayer layer)
    {
        Write(pose, layer.Texels);
        layer.Unmark();
        foreach (var patch in _patches)
        {
            if (patch.Strength(pose) >= Faintest)
                layer.Mark(patch.Blocks);
        }
    }

    /// <summary>Writes a pose's folds.</summary>
    /// <param name="pose">Its units.</param>
    /// <param name="layer">A value a texel; what other poses left is taken away.</param>
    public void Write(FacePose pose, Span<Vector128<float>> layer)
    {
        foreach (var i in _touched)
            layer[i] = Vector128<float>.Zero;
        foreach (var patch in _patches)
        {
            var strength = patch.Strength(pose);
            if (strength < Faintest)
                continue;
            for (var i = 0; i < patch.Texels.Length; i++)
                layer[patch.Texels[i]] += patch.Values[i] * strength;
        }
    }

    /// <summary>One fold on one side.</summary>
    private sealed record Patch(Fold Fold, bool Left, int[] Texels, Vector128<float>[] Values, int[] Blocks)
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static Patch Of(Fold fold, int side)
        {
            var chain = fold.Path.Length == 1 ? fold.Path : new Curve(fold.Path).Chain(16);
            var room = new Vector2(fold.Width * 2.6f);
            Vector2 low = SkinAtlas.Place(chain.Aggregate(Vector2.Min) - room) * side, high = SkinAtlas.Place(chain.Aggregate(Vector2.Max) + room) * side;
            var texels = new List<int>();
            var values = new List<Vector128<float>>();
            for (var y = Math.Max(0, (int)low.Y); y <= Math.Min(side - 1, (int)high.Y); y++)
            {
                for (var x = Math.Max(0, (int)low.X); x <= Math.Min(side - 1, (int)high.X); x++)
                {
                    var value = fold.At(chain, SkinAtlas.Face(new Vector2(x + 0.5f, y + 0.5f) / side));
                    if (Vector128.Dot(value, value) < 1e-6f)
                        continue;
                    texels.Add((y * side) + x);
                    values.Add(value);
                }
            }

            return new Patch(fold, true, [.. texels], [.. values], FoldLayer.Blocks(texels, side));
        }

        public Patch Mirrored(int side)
        {
            int[] texels = [.. Texels.Select(t => t + side - 1 - (2 * (t % side)))];
            return new Patch(Fold, false, texels, [.. Values.Select(v => v.WithElement(0, -v[0]))], FoldLayer.Blocks(texels, side));
        }

        public float Strength(FacePose pose)
        {
            var units = Left ? pose.Left : pose.Right;
            float sum = 0;
            foreach (var (unit, weight) in Fold.Units)
                sum += units[FaceUnits.IndexOf(unit)] / 5 * weight;
            return Math.Clamp(sum, 0, 1.3f);
        }
    }
}
