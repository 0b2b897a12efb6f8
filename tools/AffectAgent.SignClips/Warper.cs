using System.Numerics;
using AffectAgent.Plugins.ActionUnits;

namespace AffectAgent.SignClips;

/// <summary>
/// Redraws a still with its head held otherwise and its face moved along the Action Unit basis: triangles between the mesh's
/// points, two rings around them and the border carry the picture's own pixels. Mouths open onto a dark inside. Not thread-safe.
/// </summary>
internal sealed class Warper
{
    private const float NearRing = 1.35f;
    private const float FarRing = 2.1f;
    private static readonly int[] Outline =
        [10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109];
    private static readonly int[] InnerLips = [78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308, 324, 318, 402, 317, 14, 87, 178, 88, 95];
    private static readonly int[][] NotSkin =
    [
        [33, 246, 161, 160, 159, 158, 157, 173, 133, 155, 154, 153, 145, 144, 163, 7],
        [263, 466, 388, 387, 386, 385, 384, 398, 362, 382, 381, 380, 374, 373, 390, 249],
        [61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291, 375, 321, 405, 314, 17, 84, 181, 91, 146],
        [70, 63, 105, 66, 107, 55, 65, 52, 53, 46],
        [300, 293, 334, 296, 336, 285, 295, 282, 283, 276],
    ];

    private readonly Still _still;
    private readonly ActionUnitBasis _basis;
    private readonly Vector2[] _source;
    private readonly IReadOnlyList<Triangle> _triangles;
    private readonly float[] _skin;
    private readonly float _unit;
    private readonly float[] _noise;
    private readonly Random _random = new(7);
    private readonly Vector2[] _target;

    public Warper(Still still, ActionUnitBasis basis)
    {
        (_still, _basis) = (still, basis);
        _unit = still.Mesh.OuterEyeDistance;
        var middle = Middle(still.Mesh);
        List<Vector2> points = [.. Enumerable.Range(0, FaceMesh.PointCount).Select(still.Mesh.Flat)];
        points.AddRange(Outline.Select(i => middle + ((still.Mesh.Flat(i) - middle) * NearRing)));
        points.AddRange(Outline.Select(i => middle + ((still.Mesh.Flat(i) - middle) * FarRing)));
        for (var i = 0; i <= 8; i++)
        {
            var at = Still.Side * i / 8f;
            points.AddRange([new(at, -1), new(at, Still.Side), new(-1, at), new(Still.Side, at)]);
        }

        _source = [.. points];
        _target = new Vector2[_source.Length];
        _triangles = Delaunay.Triangulate(_source);
        _skin = SkinMap(still.Mesh);
        _noise = new float[1 << 20];
        for (var i = 0; i < _noise.Length; i++)
            _noise[i] = (float)(Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble()));
    }

    /// <summary>Draws the scene at a time.</summary>
    public void Draw(Scene scene, double t, byte[] into)
    {
        var held = scene.HeldAt(t);
        Place(scene, t, held);
        var light = scene.LightAt(t, held);
        var pulse = scene.PulseAt(t) * scene.PulseSize;
        // Relative strength of the pulse in red, green and blue of a camera (de Haan and van Leest 2014), green as 1.
        var gain = new Vector3((float)(0.43 * pulse), (float)pulse, (float)(0.69 * pulse));
        var colors = new Vector3((float)light.Red, (float)light.Green, (float)light.Blue);
        var opening = Math.Clamp((Vector2.Distance(_target[13], _target[14]) - Vector2.Distance(_source[13], _source[14])) / (0.03f * _unit), 0, 1);
        Array.Clear(into);
        foreach (var triangle in _triangles)
            Fill(triangle, colors, gain, (float)scene.Noise, into);
        OpenMouth(opening, into);
    }

    // Between parted lips lies the dark inside of a mouth, not the lips' skin drawn long.
    private void OpenMouth(float opening, byte[] into)
    {
        var lips = Array.ConvertAll(InnerLips, i => _target[i]);
        int left = Math.Max(0, (int)lips.Min(p => p.X)), right = Math.Min(Still.Side - 1, (int)lips.Max(p => p.X) + 1);
        int top = Math.Max(0, (int)lips.Min(p => p.Y)), bottom = Math.Min(Still.Side - 1, (int)lips.Max(p => p.Y) + 1);
        for (var y = top; y <= bottom && opening > 0; y++)
        {
            for (var x = left; x <= right; x++)
            {
                if (!IsIn(lips, x, y))
                    continue;
                var at = ((y * Still.Side) + x) * 3;
                (into[at], into[at + 1], into[at + 2]) = (Mix(into[at], 48, opening), Mix(into[at + 1], 28, opening), Mix(into[at + 2], 28, opening));
            }
        }
    }

    private static byte Mix(byte from, float to, float share) => (byte)(from + ((to - from) * share));

    private void Place(Scene scene, double t, in Held held)
    {
        var mesh = _still.Mesh;
        var points = mesh.Coordinates.ToArray();
        var line = mesh.Flat(MeshPoints.LeftEyeOuter) - mesh.Flat(MeshPoints.RightEyeOuter);
        var (cos, sin) = (line.X / line.Length() * _unit, line.Y / line.Length() * _unit);
        foreach (var move in scene.Moves)
        {
            if (move.At(t) is not (> 0 and var intensity))
                continue;
            var shift = _basis.Displacement(move.Unit);
            for (var i = 0; i < FaceMesh.PointCount; i++)
            {
                var share = (float)(intensity / 5) * OfSide(move.Side, _basis.Neutral.Flat(i).X);
                float x = share * shift[i * 3], y = share * shift[(i * 3) + 1];
                points[i * 3] += (cos * x) - (sin * y);
                points[(i * 3) + 1] += (sin * x) + (cos * y);
                points[(i * 3) + 2] += share * shift[(i * 3) + 2] * _unit;
            }
        }

        var turn = Matrix4x4.CreateRotationZ((float)held.Roll) * Matrix4x4.CreateRotationY((float)held.Yaw) * Matrix4x4.CreateRotationX((float)held.Pitch);
        // Heads turn about the neck: behind and below the face.
        var pivot = new Vector3(Middle(mesh) + new Vector2(0, 0.6f * _unit), mesh[MeshPoints.NoseTip].Z + (1.6f * _unit));
        var moved = new Vector3((float)held.X * _unit, (float)held.Y * _unit, 0);
        Vector2 Turned(Vector3 p)
        {
            var q = Vector3.Transform(p - pivot, turn) + pivot + moved;
            return new Vector2(q.X, q.Y);
        }

        for (var i = 0; i < FaceMesh.PointCount; i++)
            _target[i] = Turned(new Vector3(points[i * 3], points[(i * 3) + 1], points[(i * 3) + 2]));
        var edge = mesh[234].Z + (0.2f * _unit);
        for (var i = 0; i < Outline.Length; i++)
        {
            var at = FaceMesh.PointCount + i;
            _target[at] = Turned(new Vector3(_source[at], edge));
        }

        for (var i = FaceMesh.PointCount + Outline.Length; i < _source.Length; i++)
            _target[i] = _source[i];
    }

    private static float OfSide(int side, float x) => side == 0 ? 1 : Math.Clamp(0.5f + ((side == 1 ? -x : x) / 0.2f), 0, 1);

    private static Vector2 Middle(FaceMesh mesh) => (mesh.Flat(MeshPoints.RightEyeOuter) + mesh.Flat(MeshPoints.LeftEyeOuter) + mesh.Flat(MeshPoints.NoseTip)) / 3;

    private void Fill(Triangle t, Vector3 light, Vector3 gain, float noise, byte[] into)
    {
        Vector2 a = _target[t.A], b = _target[t.B], c = _target[t.C];
        var area = ((b.X - a.X) * (c.Y - a.Y)) - ((b.Y - a.Y) * (c.X - a.X));
        if (MathF.Abs(area) < 1e-4f)
            return;
        int left = Math.Max(0, (int)MathF.Floor(MathF.Min(a.X, MathF.Min(b.X, c.X)))), right = Math.Min(Still.Side - 1, (int)MathF.Ceiling(MathF.Max(a.X, MathF.Max(b.X, c.X))));
        int top = Math.Max(0, (int)MathF.Floor(MathF.Min(a.Y, MathF.Min(b.Y, c.Y)))), bottom = Math.Min(Still.Side - 1, (int)MathF.Ceiling(MathF.Max(a.Y, MathF.Max(b.Y, c.Y))));
        var grain = _random.Next(_noise.Length);
        for (var y = top; y <= bottom; y++)
        {
            for (var x = left; x <= right; x++)
            {
                var p = new Vector2(x, y);
                var u = (((p.X - a.X) * (c.Y - a.Y)) - ((p.Y - a.Y) * (c.X - a.X))) / area;
                var v = (((b.X - a.X) * (p.Y - a.Y)) - ((b.Y - a.Y) * (p.X - a.X))) / area;
                if (u < -1e-5f || v < -1e-5f || u + v > 1 + 1e-5f)
                    continue;
                var from = _source[t.A] + (u * (_source[t.B] - _source[t.A])) + (v * (_source[t.C] - _source[t.A]));
                var (color, skin) = Sample(from);
                color = color * light * (Vector3.One + (gain * skin));
                var at = ((y * Still.Side) + x) * 3;
                for (var k = 0; k < 3; k++)
                {
                    grain = (grain + 1) & (_noise.Length - 1);
                    into[at + k] = (byte)Math.Clamp(color[k] + (noise * _noise[grain]) + 0.5f, 0, 255);
                }
            }
        }
    }

    private (Vector3 Color, float Skin) Sample(Vector2 at)
    {
        const int side = Still.Side;
        float x = Math.Clamp(at.X, 0, side - 1.001f), y = Math.Clamp(at.Y, 0, side - 1.001f);
        int left = (int)x, top = (int)y;
        float fx = x - left, fy = y - top;
        var i = (top * side) + left;
        var p = _still.Picture.Pixels;
        Vector3 Pixel(int j) => new(p[j * 3], p[(j * 3) + 1], p[(j * 3) + 2]);
        var color = Vector3.Lerp(Vector3.Lerp(Pixel(i), Pixel(i + 1), fx), Vector3.Lerp(Pixel(i + side), Pixel(i + side + 1), fx), fy);
        var skin = ((((_skin[i] * (1 - fx)) + (_skin[i + 1] * fx)) * (1 - fy)) + (((_skin[i + side] * (1 - fx)) + (_skin[i + side + 1] * fx)) * fy));
        return (color, skin);
    }

    // 1 inside the face's outline, 0 outside and on eyes, lips and brows, with soft borders.
    private static float[] SkinMap(FaceMesh mesh)
    {
        var map = new float[Still.Side * Still.Side];
        var face = Outline.Select(mesh.Flat).ToArray();
        var holes = NotSkin.Select(hole => hole.Select(mesh.Flat).ToArray()).ToArray();
        for (var y = 0; y < Still.Side; y++)
        {
            for (var x = 0; x < Still.Side; x++)
                map[(y * Still.Side) + x] = IsIn(face, x, y) && !holes.Any(hole => IsIn(hole, x, y)) ? 1 : 0;
        }

        return Blur(Blur(map, 1, Still.Side), Still.Side, 1);
    }

    private static float[] Blur(float[] map, int step, int row)
    {
        const int reach = 4;
        var soft = new float[map.Length];
        for (var j = 0; j < Still.Side; j++)
        {
            for (var i = 0; i < Still.Side; i++)
            {
                var sum = 0f;
                for (var k = -reach; k <= reach; k++)
                    sum += map[(Math.Clamp(i + k, 0, Still.Side - 1) * step) + (j * row)];
                soft[(i * step) + (j * row)] = sum / ((2 * reach) + 1);
            }
        }

        return soft;
    }

    private static bool IsIn(Vector2[] polygon, float x, float y)
    {
        var inside = false;
        for (int i = 0, j = polygon.Length - 1; i < polygon.Length; j = i++)
        {
            Vector2 a = polygon[i], b = polygon[j];
            if (a.Y > y != b.Y > y && x < ((b.X - a.X) * (y - a.Y) / (b.Y - a.Y)) + a.X)
                inside = !inside;
        }

        return inside;
    }
}
