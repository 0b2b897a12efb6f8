using System.Numerics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// Moves a portrait's face points by a pose: the avatar's unit shapes carried over to this face, less what the picture's own
/// expression already shows as soon as the pose has an expression of its own. Immutable; the buffers are the caller's.
/// </summary>
internal sealed class PortraitMotion
{
    // Of the picture's own expression, what is less than this is taken for the person's resting face, and what is more is taken back by this share.
    private const double OwnLeast = 1;
    private const double OwnShare = 0.75;

    // Pose intensity at which the picture's own expression is taken back whole.
    private const float Whole = 2.5f;
    private const float MeetFromAbove = 0.3f;

    // Real faces show some movements smaller than a drawn one, and have no drawn brows and cheeks that show the others at a glance.
    private static readonly (int Unit, float Gain)[] Gains = [(1, 1.15f), (10, 0.8f), (12, 1.4f), (15, 0.85f), (23, 1.2f), (26, 0.85f), (27, 0.62f)];
    private static readonly UnitGains LiveEyes = new([.. Gains, (5, 0.55f)]);
    private static readonly UnitGains StillEyes = new([.. Gains, (5, 0), (7, 0)]);

    // What opens, closes or rounds a mouth: nothing of it where a tongue is out between the lips.
    private static readonly int[] Mouth = Places([10, 16, 17, 18, 20, 22, 23, 24, 25, 26, 27, 28]);

    private static readonly int[] Expressive = Places([1, 2, 4, 5, 6, 7, 9, 10, 12, 14, 15, 17, 20, 23]);
    private static readonly int[] Lips = Places([16, 17, 18, 22, 23, 24, 25, 26, 27, 28]);

    private readonly FaceShape _shape;
    private readonly FaceCarrier _carrier;
    private readonly Vector3[] _rest;
    private readonly Vector3[] _own = new Vector3[FaceMesh.PointCount];
    private readonly Vector3[] _close;
    private readonly PortraitBrows _brows;
    private readonly PortraitLids _leftLids;
    private readonly PortraitLids _rightLids;

    /// <summary>Prepares the movements.</summary>
    /// <param name="shape">The units' shapes.</param>
    /// <param name="cage">Topology of the mean face.</param>
    /// <param name="rest">The picture's face in the mean face's frame.</param>
    /// <param name="own">The picture's own expression.</param>
    public PortraitMotion(FaceShape shape, HeadCage cage, Vector3[] rest, IReadOnlyDictionary<int, double> own)
    {
        _rest = rest;
        _shape = shape;
        _carrier = new FaceCarrier(shape.Neutral, rest);
        _brows = new PortraitBrows(cage, rest);
        _leftLids = LidsOf(i => i);
        _rightLids = LidsOf(i => cage.Mirror[i]);
        _close = Close(rest);
        TakeBack(own);
    }

    /// <summary>True where the lips stay as the picture has them.</summary>
    public bool StillMouth { get; set; }

    /// <summary>How far the picture's own lips are parted, face units.</summary>
    public float OwnGap { get; private set; }

    /// <summary>How much of the mouth's closing a pose asks for.</summary>
    private static float Closing(FacePose pose)
    {
        float most = 0;
        foreach (var i in Lips)
            most = MathF.Max(most, (pose.Left[i] + pose.Right[i]) / 2);
        return Curves.Smooth(MathF.Max(most / 1.5f, Expressing(pose)));
    }

    private static float Expressing(FacePose pose)
    {
        float most = 0;
        foreach (var i in Expressive)
            most = MathF.Max(most, MathF.Max(pose.Left[i], pose.Right[i]));
        return Curves.Smooth(most / Whole);
    }

    /// <summary>Writes a pose as photographs show it.</summary>
    /// <param name="pose">As asked for.</param>
    /// <param name="lids">False if the picture's eyes don't move.</param>
    /// <param name="shown">Overwritten.</param>
    public void Show(FacePose pose, bool lids, FacePose shown)
    {
        (lids ? LiveEyes : StillEyes).Apply(pose, shown);
        if (!StillMouth)
            return;
        foreach (var i in Mouth)
            shown.Left[i] = shown.Right[i] = 0;
    }

    /// <summary>Moves the points.</summary>
    /// <param name="pose">Units and gaze, from <see cref="Show"/>.</param>
    /// <param name="lids">False if the picture's eyes don't move.</param>
    /// <param name="displacement">468 x 3 numbers to work in.</param>
    /// <param name="points">468 or more; the first 468 are overwritten.</param>
    /// <returns>How far the jaw has come down from closed, in the face's frame.</returns>
    public Vector3 Move(FacePose pose, bool lids, Span<float> displacement, Span<Vector3> points)
    {
        _shape.Move(pose, displacement);
        float closing = StillMouth ? 0 : Closing(pose), expressing = Expressing(pose);
        for (var i = 0; i < FaceMesh.PointCount; i++)
        {
            var moved = _carrier.Carry(i, new Vector3(displacement[i * 3], displacement[(i * 3) + 1], displacement[(i * 3) + 2]));
            points[i] = _rest[i] + moved + (_own[i] * expressing) + (_close[i] * closing);
        }

        _brows.Keep(points, _rest);
        if (lids)
        {
            _leftLids.Close(points, _rest, pose.Left, pose.GazePitch);
            _rightLids.Close(points, _rest, pose.Right, pose.GazePitch);
        }

        PartLips(displacement, closing, points);
        return (points[MeshPoints.Chin] + points[148] + points[377]) / 3 - ((_rest[MeshPoints.Chin] + _rest[148] + _rest[377]) / 3) - ((_close[MeshPoints.Chin] + _close[148] + _close[377]) / 3);
    }

    // Lips part as far as the units part them, and as far as they are parted in the picture as long as nothing closes them.
    private void PartLips(ReadOnlySpan<float> displacement, float closing, Span<Vector3> points)
    {
        for (var i = 1; i < FaceTopology.UpperLipInner.Count - 1; i++)
        {
            int up = FaceTopology.UpperLipInner[i], low = FaceTopology.LowerLipInner[i];
            var parted = MathF.Max(0, displacement[(low * 3) + 1] - displacement[(up * 3) + 1]);
            var gap = parted + (MathF.Max(0, _rest[low].Y - _rest[up].Y) * (1 - closing));
            var over = points[low].Y - points[up].Y - gap;
            points[up].Y += over * MeetFromAbove;
            points[low].Y += over * (MeetFromAbove - 1);
        }
    }

    // The movement that closes the picture's own mouth: the lower lip with the jaw, the upper one a little.
    private Vector3[] Close(Vector3[] rest)
    {
        var close = new Vector3[FaceMesh.PointCount];
        int[] upper = [.. FaceTopology.UpperLipInner], lower = [.. FaceTopology.LowerLipInner];
        OwnGap = MathF.Max(0, rest[MeshPoints.LowerLipInner].Y - rest[MeshPoints.UpperLipInner].Y);
        for (var i = 0; i < close.Length; i++)
        {
            int up = Nearest(rest, upper, rest[i]), low = Nearest(rest, lower, rest[i]);
            float toUp = Flat(rest[i], rest[upper[up]]), toLow = Flat(rest[i], rest[lower[low]]);
            var isUpper = upper.Contains(i) || (!lower.Contains(i) && toUp < toLow);
            var at = isUpper ? up : low;
            var gap = rest[lower[at]] - rest[upper[at]];
            if (gap.Y <= 0)
                continue;
            close[i] = isUpper ? gap * (MeetFromAbove * Curves.Bell(toUp, 0.2f)) : gap * ((MeetFromAbove - 1) * Curves.Bell(toLow, 0.5f));
        }

        return close;
    }

    private void TakeBack(IReadOnlyDictionary<int, double> own)
    {
        var pose = new FacePose();
        foreach (var (unit, intensity) in own)
        {
            if (FaceUnits.Has(unit) && unit is not (5 or 7 or 25 or 26 or 27 or 45))
                pose.Set(unit, (float)(Math.Max(0, intensity - OwnLeast) * OwnShare));
        }

        var displacement = new float[FaceMesh.PointCount * 3];
        _shape.Move(pose, displacement);
        for (var i = 0; i < _own.Length; i++)
            _own[i] = -_carrier.Carry(i, new Vector3(displacement[i * 3], displacement[(i * 3) + 1], displacement[(i * 3) + 2]));
    }

    private static int Nearest(Vector3[] rest, int[] among, Vector3 p)
    {
        var best = 0;
        for (var i = 1; i < among.Length; i++)
        {
            if (Flat(rest[among[i]], p) < Flat(rest[among[best]], p))
                best = i;
        }

        return best;
    }

    private static float Flat(Vector3 a, Vector3 b) => Vector2.Distance(new Vector2(a.X, a.Y), new Vector2(b.X, b.Y));

    private static PortraitLids LidsOf(Func<int, int> place) =>
        new([.. FaceTopology.UpperLid.Select(place)], [.. FaceTopology.LowerLid.Select(place)], [.. FaceTopology.UpperFold.Select(place)]);

    private static int[] Places(int[] units) => Array.ConvertAll(units, FaceUnits.IndexOf);
}
