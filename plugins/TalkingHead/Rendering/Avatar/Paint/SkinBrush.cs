using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>Paints on a <see cref="SkinPicture"/> in face units; each stroke on both sides where asked.</summary>
internal sealed class SkinBrush(SkinPicture picture)
{
    private readonly float _texel = SkinAtlas.Side / picture.Side;

    /// <summary>Paints every texel within a box.</summary>
    /// <param name="low">Corner with the smaller coordinates, face units.</param>
    /// <param name="high">The other corner.</param>
    /// <param name="paint">Gives the new colour from the place and the old one.</param>
    public void Each(Vector2 low, Vector2 high, Func<Vector2, Vector128<float>, Vector128<float>> paint)
    {
        Vector2 from = SkinAtlas.Place(low) * picture.Side, to = SkinAtlas.Place(high) * picture.Side;
        for (var y = Math.Max(0, (int)from.Y); y <= Math.Min(picture.Side - 1, (int)to.Y); y++)
        {
            for (var x = Math.Max(0, (int)from.X); x <= Math.Min(picture.Side - 1, (int)to.X); x++)
            {
                ref var texel = ref picture.Texels[(y * picture.Side) + x];
                texel = paint(SkinAtlas.Face(new Vector2(x + 0.5f, y + 0.5f) / picture.Side), texel);
            }
        }
    }

    /// <summary>A soft round spot on both sides.</summary>
    /// <param name="middle">On the left side.</param>
    /// <param name="radii">Where it has faded to a third.</param>
    /// <param name="color">Multiplied or mixed in.</param>
    /// <param name="strength">0 to 1.</param>
    /// <param name="multiply">Multiply instead of mixing.</param>
    public void Spot(Vector2 middle, Vector2 radii, Vector128<float> color, float strength, bool multiply)
    {
        foreach (var side in new[] { 1f, -1f })
        {
            var center = middle * new Vector2(side, 1);
            Each(center - (radii * 2.4f), center + (radii * 2.4f), (p, old) =>
            {
                var d = (p - center) / radii;
                var share = MathF.Exp(-d.LengthSquared()) * strength;
                var wanted = multiply ? old * color : color;
                return (old + ((wanted - old) * share)).WithElement(3, old[3]);
            });
            if (middle.X == 0)
                return;
        }
    }

    /// <summary>A line with soft edges.</summary>
    /// <param name="chain">On the left side.</param>
    /// <param name="width">Half width by how far along (0 to 1).</param>
    /// <param name="color">Mixed in.</param>
    /// <param name="strength">By how far along.</param>
    /// <param name="soft">Width of the edge; at least a texel.</param>
    /// <param name="mirrored">Draw it on the right side too.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Line(Vector2[] chain, Func<float, float> width, Vector128<float> color, Func<float, float> strength, float soft, bool mirrored = true)
    {
        var room = new Vector2(Enumerable.Range(0, 11).Max(i => width(i / 10f)) + soft + _texel);
        Vector2 low = SkinAtlas.Place(chain.Aggregate(Vector2.Min) - room) * picture.Side, high = SkinAtlas.Place(chain.Aggregate(Vector2.Max) + room) * picture.Side;
        for (var y = Math.Max(0, (int)low.Y); y <= Math.Min(picture.Side - 1, (int)high.Y); y++)
        {
            for (var x = Math.Max(0, (int)low.X); x <= Math.Min(picture.Side - 1, (int)high.X); x++)
            {
                var (distance, along) = Curve.Nearest(chain, SkinAtlas.Face(new Vector2(x + 0.5f, y + 0.5f) / picture.Side));
                var share = (1 - Curves.Smooth((distance - width(along) + (soft / 2)) / MathF.Max(soft, _texel))) * strength(along);
                if (share <= 0)
                    continue;
                Mix((y * picture.Side) + x, color, share);
                if (mirrored)
                    Mix((y * picture.Side) + picture.Side - 1 - x, color, share);
            }
        }
    }

    private void Mix(int place, Vector128<float> color, float share)
    {
        ref var texel = ref picture.Texels[place];
        texel = (texel + ((color - texel) * share)).WithElement(3, texel[3]);
    }
}
