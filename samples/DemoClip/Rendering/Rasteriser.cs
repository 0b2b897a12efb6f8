using System.Numerics;

namespace AffectAgent.Samples.DemoClip.Rendering;

/// <summary>A corner of a triangle on the canvas.</summary>
/// <param name="Position">Samples right and down; depth, smaller is nearer.</param>
/// <param name="Normal">Which way the surface faces.</param>
/// <param name="Paint">Place on the surface's own paint.</param>
internal readonly record struct Vertex(Vector3 Position, Vector3 Normal, Vector2 Paint);

/// <summary>The look of a surface.</summary>
internal interface IMaterial
{
    /// <summary>Linear colour and cover (0 to 1) at a place of the surface.</summary>
    Vector4 Shade(Vector2 paint, Vector3 normal);
}

/// <summary>Draws triangles with depth, and normals and paint interpolated between the corners.</summary>
internal static class Rasteriser
{
    /// <summary>Draws one triangle, whichever way it turns.</summary>
    public static void Draw<TMaterial>(Canvas canvas, in Vertex a, in Vertex b, in Vertex c, TMaterial material)
        where TMaterial : IMaterial
    {
        float area = Cross(a.Position, b.Position, c.Position);
        if (MathF.Abs(area) < 1e-6f)
            return;
        int left = Math.Max(0, (int)MathF.Floor(Min(a.Position.X, b.Position.X, c.Position.X)));
        int right = Math.Min(canvas.Width - 1, (int)MathF.Ceiling(-Min(-a.Position.X, -b.Position.X, -c.Position.X)));
        int top = Math.Max(0, (int)MathF.Floor(Min(a.Position.Y, b.Position.Y, c.Position.Y)));
        int bottom = Math.Min(canvas.Height - 1, (int)MathF.Ceiling(-Min(-a.Position.Y, -b.Position.Y, -c.Position.Y)));
        float inverse = 1 / area;
        // The shares of the corners change evenly along a row.
        float du = (b.Position.Y - c.Position.Y) * inverse;
        float dv = (c.Position.Y - a.Position.Y) * inverse;
        for (int y = top; y <= bottom; y++)
        {
            var start = new Vector3(0.5f, y + 0.5f, 0);
            float u0 = Cross(b.Position, c.Position, start) * inverse;
            float v0 = Cross(c.Position, a.Position, start) * inverse;
            (int from, int to) = (left, right);
            Clip(u0, du, ref from, ref to);
            Clip(v0, dv, ref from, ref to);
            Clip(1 - u0 - v0, -du - dv, ref from, ref to);
            if (from > to)
                continue;
            Span<Vector3> colours = canvas.Row(y);
            Span<float> depths = canvas.DepthRow(y);
            for (int x = from; x <= to; x++)
            {
                float u = u0 + du * x;
                float v = v0 + dv * x;
                float w = 1 - u - v;
                float depth = a.Position.Z * u + b.Position.Z * v + c.Position.Z * w;
                if (depth >= depths[x])
                    continue;
                Vector3 normal = Vector3.Normalize(a.Normal * u + b.Normal * v + c.Normal * w);
                Vector4 shade = material.Shade(a.Paint * u + b.Paint * v + c.Paint * w, normal);
                if (shade.W <= 0)
                    continue;
                var colour = new Vector3(shade.X, shade.Y, shade.Z);
                colours[x] += (colour - colours[x]) * shade.W;
                if (shade.W > 0.5f)
                    depths[x] = depth;
            }
        }
    }

    /// <summary>Narrows a row to where <c>at0 + step * x</c> is not negative.</summary>
    private static void Clip(float at0, float step, ref int from, ref int to)
    {
        if (step > 0)
            from = Math.Max(from, (int)MathF.Ceiling(-at0 / step));
        else if (step < 0)
            to = Math.Min(to, (int)MathF.Floor(-at0 / step));
        else if (at0 < 0)
            to = from - 1;
    }

    private static float Cross(Vector3 a, Vector3 b, Vector3 c) => (b.X - a.X) * (c.Y - a.Y) - (b.Y - a.Y) * (c.X - a.X);

    private static float Min(float a, float b, float c) => MathF.Min(a, MathF.Min(b, c));
}
