using System.Numerics;

namespace AffectAgent.Plugins.Vision.Tests;

/// <summary>Meshes made by code: the mean rigid head, turned and placed.</summary>
internal static class Meshes
{
    /// <summary>A head turned as OpenFace writes it, R = Rx(pitch) Ry(yaw) Rz(roll); other points than the rigid ones and the eyes lie at its middle.</summary>
    public static FaceMesh Head(float pitch, float yaw, float roll, float scale, Vector2 at, float eyeOpening = 0.12f, float? mouthOpening = null)
    {
        var turn = Matrix4x4.CreateRotationZ(roll) * Matrix4x4.CreateRotationY(yaw) * Matrix4x4.CreateRotationX(pitch);
        var points = new float[FaceMesh.PointCount * 3];
        void Put(int index, Vector3 place)
        {
            var turned = (Vector3.Transform(place, turn) * scale) + new Vector3(at, 0);
            (points[index * 3], points[(index * 3) + 1], points[(index * 3) + 2]) = (turned.X, turned.Y, turned.Z);
        }

        for (int i = 0; i < FaceMesh.PointCount; i++)
            Put(i, new Vector3(0, 0.3f, 0));
        for (int i = 0; i < RigidHead.Points.Length; i++)
            Put(RigidHead.Points[i], RigidHead.Places[i]);
        Put(MeshPoints.RightEyeOuter, new Vector3(-0.5f, 0, 0));
        Put(MeshPoints.LeftEyeOuter, new Vector3(0.5f, 0, 0));
        Put(MeshPoints.RightEyeInner, new Vector3(-0.18f, 0, 0));
        Put(MeshPoints.LeftEyeInner, new Vector3(0.18f, 0, 0));
        Put(MeshPoints.RightEyeTop, new Vector3(-0.34f, -eyeOpening / 2, 0));
        Put(MeshPoints.LeftEyeTop, new Vector3(0.34f, -eyeOpening / 2, 0));
        Put(MeshPoints.RightEyeBottom, new Vector3(-0.34f, eyeOpening / 2, 0));
        Put(MeshPoints.LeftEyeBottom, new Vector3(0.34f, eyeOpening / 2, 0));
        Put(MeshPoints.MouthRight, new Vector3(-0.25f, 0.65f, 0));
        Put(MeshPoints.MouthLeft, new Vector3(0.25f, 0.65f, 0));
        if (mouthOpening is not { } mouth)
            return new FaceMesh(points);
        // Some of these are among the rigid points: a head with lids and lips is not for pose.
        foreach (var (top, bottom, x) in new[] { (160, 144, -0.4f), (158, 153, -0.28f), (387, 373, 0.4f), (385, 380, 0.28f) })
        {
            Put(top, new Vector3(x, -eyeOpening / 2, 0));
            Put(bottom, new Vector3(x, eyeOpening / 2, 0));
        }

        foreach (var (upper, lower, x) in new[] { (13, 14, 0f), (82, 87, -0.1f), (312, 317, 0.1f) })
        {
            Put(upper, new Vector3(x, 0.65f - (mouth / 2), 0));
            Put(lower, new Vector3(x, 0.65f + (mouth / 2), 0));
        }

        return new FaceMesh(points);
    }

    /// <summary>Irises in the middle of the eyes' corners, moved by a share of the eye's width.</summary>
    public static Vector2[] Irises(FaceMesh mesh, Vector2 moved)
    {
        var right = (mesh.Flat(MeshPoints.RightEyeOuter) + mesh.Flat(MeshPoints.RightEyeInner)) / 2;
        var left = (mesh.Flat(MeshPoints.LeftEyeOuter) + mesh.Flat(MeshPoints.LeftEyeInner)) / 2;
        var shift = moved * Vector2.Distance(mesh.Flat(MeshPoints.RightEyeOuter), mesh.Flat(MeshPoints.RightEyeInner));
        return [.. Enumerable.Repeat(right + shift, 5), .. Enumerable.Repeat(left + shift, 5)];
    }
}
