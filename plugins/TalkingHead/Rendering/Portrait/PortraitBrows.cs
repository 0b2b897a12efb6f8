using System.Numerics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// Keeps photographed brows what they are: both edges move alike, so that hair is moved and not stretched; a brow comes down by no more
/// than a share of the room above the lid, and rises by no more than skin comes out of that fold.
/// </summary>
internal sealed class PortraitBrows
{
    private static readonly int[] Upper = [70, 63, 105, 66, 107];
    private static readonly int[] Lower = [46, 53, 52, 65, 55];

    // Of the room between brow and lid, what lowering takes at most; what rising adds at most, with face units for skin that is smooth at rest.
    private const float Down = 0.6f;
    private const float Up = 0.75f;
    private const float UpAnyway = 0.045f;

    // Where brow and lid are this near, the fold between them is brow too and rides with it, face units.
    private const float Near = 0.05f;
    private const float Far = 0.15f;
    private const float Ride = 0.8f;
    private const float Reach = 0.2f;
    private const float Along = 0.1f;

    private readonly (int Upper, int Lower, float Room)[] _brows;
    private readonly (int Point, int Brow, float Share)[] _folds;
    private readonly (int Point, float[] Shares)[] _around;

    /// <summary>Measures the room.</summary>
    /// <param name="cage">For the topology.</param>
    /// <param name="rest">The face at rest.</param>
    public PortraitBrows(HeadCage cage, Vector3[] rest)
    {
        var brows = new List<(int, int, float)>();
        var folds = new List<(int, int, float)>();
        var still = FaceTopology.UpperLid.Concat(FaceTopology.LowerLid).SelectMany(i => new[] { i, cage.Mirror[i] }).ToHashSet();
        foreach (var left in (bool[])[false, true])
        {
            int Side(int right) => left ? cage.Mirror[right] : right;
            int[] lids = [.. FaceTopology.UpperLid.Select(i => left ? i : cage.Mirror[i])], fold = [.. FaceTopology.UpperFold.Select(i => left ? i : cage.Mirror[i])];
            var first = brows.Count;
            for (var k = 0; k < Lower.Length; k++)
            {
                var brow = rest[Side(Lower[k])];
                var lid = rest[lids.MinBy(i => MathF.Abs(rest[i].X - brow.X))];
                brows.Add((Side(Upper[k]), Side(Lower[k]), MathF.Max(0.01f, lid.Y - brow.Y)));
            }

            foreach (var i in fold)
            {
                var near = Enumerable.Range(first, Lower.Length).MinBy(k => MathF.Abs(rest[brows[k].Item2].X - rest[i].X));
                folds.Add((i, near, Ride * (1 - Curves.Smooth((brows[near].Item3 - Near) / (Far - Near)))));
            }
        }

        _brows = [.. brows];
        _folds = [.. folds];
        var own = _brows.SelectMany(x => new[] { x.Upper, x.Lower }).ToHashSet();
        _around = [.. Enumerable.Range(0, FaceMesh.PointCount).Where(i => !own.Contains(i) && !still.Contains(i)).Select(i => (i, Shares(rest, i))).Where(x => x.Item2.Sum() > 0.02f)];
    }

    /// <summary>Moves brows and what is round them.</summary>
    /// <param name="points">The face's points with all units in; changed.</param>
    /// <param name="rest">The same at rest.</param>
    public void Keep(Span<Vector3> points, Vector3[] rest)
    {
        Span<float> corrections = stackalloc float[_brows.Length], moved = stackalloc float[_brows.Length];
        for (var k = 0; k < _brows.Length; k++)
        {
            var (up, low, room) = _brows[k];
            var asked = (points[up].Y - rest[up].Y + points[low].Y - rest[low].Y) / 2;
            var most = asked > 0 ? Down * room : UpAnyway + (Up * room);
            moved[k] = most * MathF.Tanh(asked / most);
            corrections[k] = moved[k] - asked;
            points[up].Y = rest[up].Y + moved[k];
            points[low].Y = rest[low].Y + moved[k];
        }

        foreach (var (point, shares) in _around)
        {
            for (var k = 0; k < corrections.Length; k++)
                points[point].Y += shares[k] * corrections[k];
        }

        foreach (var (point, brow, share) in _folds)
            points[point].Y += share * (moved[brow] - (points[point].Y - rest[point].Y));
    }

    // How far a point takes part in what the brows are corrected by.
    private float[] Shares(Vector3[] rest, int point)
    {
        float Away(int k) => Vector2.Distance(Flat(rest[_brows[k].Lower]), Flat(rest[point]));
        var shares = new float[_brows.Length];
        float sum = 1e-6f, nearest = float.MaxValue;
        for (var k = 0; k < shares.Length; k++)
        {
            nearest = MathF.Min(nearest, MathF.Min(Away(k), Vector2.Distance(Flat(rest[_brows[k].Upper]), Flat(rest[point]))));
            shares[k] = Curves.Bell(Away(k), Along + nearest);
            sum += shares[k];
        }

        // Below the lids' height nothing takes part.
        var above = 1 - Curves.Smooth((rest[point].Y - rest[_brows[0].Lower].Y - _brows.Average(x => x.Room)) / 0.05f);
        for (var k = 0; k < shares.Length; k++)
            shares[k] *= above * Curves.Bell(nearest, Reach) / sum;
        return shares;
    }

    private static Vector2 Flat(Vector3 p) => new(p.X, p.Y);
}
