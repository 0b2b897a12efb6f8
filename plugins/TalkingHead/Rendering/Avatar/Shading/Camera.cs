using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>A head's turn about the top of the neck, as three columns.</summary>
internal readonly struct HeadTurn
{
    /// <summary>About this point.</summary>
    public static readonly Vector3 Pivot = new(0, 0.85f, 0.7f);

    private readonly Vector128<float> _x;
    private readonly Vector128<float> _y;
    private readonly Vector128<float> _z;
    private readonly Vector128<float> _shift;

    /// <summary>The turn of a pose.</summary>
    /// <param name="pose">Its head's yaw, pitch and roll.</param>
    /// <param name="share">How much of it: 1 for the head.</param>
    public HeadTurn(FacePose pose, float share = 1)
    {
        var (ys, yc) = MathF.SinCos(pose.HeadYaw * share);
        var (ps, pc) = MathF.SinCos(pose.HeadPitch * share);
        var (rs, rc) = MathF.SinCos(pose.HeadRoll * share);
        Vector3 Turn(Vector3 p)
        {
            p = new Vector3((p.X * rc) - (p.Y * rs), (p.X * rs) + (p.Y * rc), p.Z);
            p = new Vector3(p.X, (p.Y * pc) + (p.Z * ps), (p.Z * pc) - (p.Y * ps));
            return new Vector3((p.X * yc) - (p.Z * ys), p.Y, (p.X * ys) + (p.Z * yc));
        }

        _x = Turn(Vector3.UnitX).AsVector128();
        _y = Turn(Vector3.UnitY).AsVector128();
        _z = Turn(Vector3.UnitZ).AsVector128();
        _shift = (Pivot - Turn(Pivot)).AsVector128();
    }

    /// <summary>The head's x axis after the turn.</summary>
    public Vector128<float> X => _x;

    /// <summary>The head's y axis after the turn.</summary>
    public Vector128<float> Y => _y;

    /// <summary>Turns a direction; its fourth number becomes 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<float> Direction(Vector128<float> d) => (_x * d[0]) + (_y * d[1]) + (_z * d[2]);

    /// <summary>Turns a point.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<float> Point(Vector128<float> p) => Direction(p) + _shift;
}

/// <summary>Looks at the avatar from the front.</summary>
/// <param name="size">Pixels of the square picture's side.</param>
internal readonly struct Camera(int size)
{
    /// <summary>From the eyes' corners, face units.</summary>
    public const float Distance = 8.5f;

    /// <summary>Face units that the picture is high at the eyes' corners.</summary>
    public const float View = 3.4f;

    /// <summary>Height of the picture's middle in the head.</summary>
    public const float Middle = 0.36f;

    private readonly float _scale = size / View * Distance;
    private readonly float _center = size / 2f;

    /// <summary>A point's place on the screen and its nearness.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (float X, float Y, float Nearness) Project(Vector128<float> p)
    {
        var near = 1 / MathF.Max(0.1f, p[2] + Distance);
        return (_center + (p[0] * _scale * near), _center + ((p[1] - Middle) * _scale * near), near);
    }
}
