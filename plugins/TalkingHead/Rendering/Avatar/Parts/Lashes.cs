using System.Numerics;
using System.Runtime.Intrinsics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>One eye's upper lashes: a fringe of small points on the lid's edge, longest towards the temple. Moves with the lid.</summary>
internal sealed class Lashes
{
    private const float Length = 0.043f;

    // Points of the fringe between two of the lid's.
    private const int Finer = 2;

    private readonly int[] _edge;
    private readonly Eyeball _eye;
    private readonly float _side;

    /// <summary>Plans the fringe.</summary>
    /// <param name="skin">The head's surface.</param>
    /// <param name="rest">Its points at rest.</param>
    /// <param name="eye">Which eye.</param>
    public Lashes(HeadSkin skin, ReadOnlySpan<Vector128<float>> rest, Eyeball eye)
    {
        (_eye, _side) = (eye, MathF.Sign(eye.Center.X));
        _edge = UpperEdge(_side > 0 ? skin.LeftEye : skin.RightEye, rest);
        Part = Build(_side > 0 ? "left-lashes" : "right-lashes");
        Move(rest, Part.Points);
    }

    private int Columns => ((_edge.Length - 1) * Finer) + 1;

    /// <summary>The fringe at rest.</summary>
    public AvatarPart Part { get; }

    /// <summary>Places the fringe.</summary>
    /// <param name="skin">The skin's points.</param>
    /// <param name="points">The part's points; overwritten.</param>
    public void Move(ReadOnlySpan<Vector128<float>> skin, Span<Vector128<float>> points)
    {
        for (var i = 0; i < Columns; i++)
        {
            var t = i / (Columns - 1f);
            int low = i / Finer, high = Math.Min(low + 1, _edge.Length - 1);
            var root = Vector3.Lerp(skin[_edge[low]].AsVector3(), skin[_edge[high]].AsVector3(), i % Finer / (float)Finer);
            var outwards = Vector3.Normalize(root - _eye.Center);
            var up = Math.Clamp((-outwards.Y * 2f) + 0.1f, -0.35f, 0.9f);
            var direction = Vector3.Normalize((outwards * 0.75f) + new Vector3(_side * (0.55f - t), -up, 0));
            var long0 = Length * MathF.Sin(MathF.PI * Math.Clamp(0.06f + (0.94f * MathF.Pow(1 - t, 1.25f)), 0, 1) * 0.62f) * (t > 0.97f ? 0 : 1);
            var jag = (i % 3) switch { 0 => 1f, 1 => 0.88f, _ => 0.92f };
            points[i] = (root - (outwards * 0.004f)).AsVector128();
            points[Columns + i] = (root + (direction * long0 * jag) + new Vector3(0, 0, -0.004f)).AsVector128();
        }
    }

    // From the outer corner to the inner one.
    private static int[] UpperEdge(int[] loop, ReadOnlySpan<Vector128<float>> rest)
    {
        var order = new List<int>();
        for (var k = 0; k < loop.Length; k++)
        {
            var after = rest[loop[(k + 1) % loop.Length]][0] - rest[loop[(k + loop.Length - 1) % loop.Length]][0];
            if (after < 0)
                order.Add(loop[k]);
        }

        var xs = rest.ToArray();
        return [.. order.OrderByDescending(i => MathF.Abs(xs[i][0]))];
    }

    private AvatarPart Build(string name)
    {
        var builder = new PartBuilder();
        builder.Grid(2, Columns, false, (row, column) => new PartPoint(new Vector3(column, row, 0)));
        return builder.Build(name, PartPaint.Lash, PartHold.Head, Facing.Both);
    }
}
