using System.Numerics;

namespace AffectAgent.Samples.DemoClip.Rendering;

/// <summary>A rounded body: hair, neck, shoulders.</summary>
/// <param name="Middle">Its middle in the head's frame.</param>
/// <param name="Radius">Its half axes.</param>
internal sealed record Ellipsoid(Vector3 Middle, Vector3 Radius)
{
    private const int Around = 64;
    private const int Down = 40;

    /// <summary>Draws the half that faces the viewer. Paint is the place around the upright axis (turns) and the height.</summary>
    public void Draw<TMaterial>(Canvas canvas, Pose pose, TMaterial material)
        where TMaterial : IMaterial
    {
        var grid = new Vertex[(Around + 1) * (Down + 1)];
        for (int j = 0; j <= Down; j++)
        {
            float height = MathF.PI * j / Down;
            for (int i = 0; i <= Around; i++)
            {
                float turn = MathF.Tau * i / Around;
                var unit = new Vector3(MathF.Sin(height) * MathF.Sin(turn), -MathF.Cos(height), MathF.Sin(height) * MathF.Cos(turn));
                Vector3 place = Middle + unit * Radius;
                grid[j * (Around + 1) + i] = new Vertex(pose.Project(place), Vector3.Normalize(pose.Turn(unit / Radius)), new Vector2(i / (float)Around, place.Y));
            }
        }
        for (int j = 0; j < Down; j++)
        {
            for (int i = 0; i < Around; i++)
            {
                ref Vertex a = ref grid[j * (Around + 1) + i];
                ref Vertex b = ref grid[j * (Around + 1) + i + 1];
                ref Vertex c = ref grid[(j + 1) * (Around + 1) + i];
                ref Vertex d = ref grid[(j + 1) * (Around + 1) + i + 1];
                if (a.Normal.Z > 0.3f && d.Normal.Z > 0.3f)
                    continue;
                Rasteriser.Draw(canvas, a, b, c, material);
                Rasteriser.Draw(canvas, b, d, c, material);
            }
        }
    }
}
