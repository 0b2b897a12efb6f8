using System.Numerics;

namespace AffectAgent.Samples.DemoClip.Rendering;

/// <summary>How the head is held and where it appears on the canvas.</summary>
internal sealed class Pose
{
    private const float Distance = 9f;
    private static readonly Vector3 Pivot = new(0, 0.75f, 0.6f);
    private readonly Matrix4x4 _turn;
    private readonly float _scale;
    private readonly Vector2 _centre;

    /// <summary>Sets up a view.</summary>
    /// <param name="canvas">Where to draw.</param>
    /// <param name="yaw">Radians; positive turns the face to the picture's right.</param>
    /// <param name="pitch">Radians; positive looks down.</param>
    /// <param name="roll">Radians; positive tilts clockwise in the picture.</param>
    public Pose(Canvas canvas, float yaw, float pitch, float roll)
    {
        _turn = Matrix4x4.CreateTranslation(-Pivot) * Matrix4x4.CreateRotationY(yaw) * Matrix4x4.CreateRotationX(pitch)
            * Matrix4x4.CreateRotationZ(roll) * Matrix4x4.CreateTranslation(Pivot);
        _scale = canvas.Height * 0.325f;
        _centre = new Vector2(canvas.Width / 2f, canvas.Height * 0.415f);
    }

    /// <summary>Samples a unit of the face's own length at its depth.</summary>
    public float Scale => _scale;

    /// <summary>A place in the head's frame on the canvas; Z is depth.</summary>
    public Vector3 Project(Vector3 p)
    {
        Vector3 turned = Vector3.Transform(p, _turn);
        float s = _scale * Distance / (Distance + turned.Z);
        return new Vector3(_centre.X + turned.X * s, _centre.Y + turned.Y * s, turned.Z);
    }

    /// <summary>A direction of the head's frame in the viewer's frame.</summary>
    public Vector3 Turn(Vector3 direction) => Vector3.TransformNormal(direction, _turn);
}
