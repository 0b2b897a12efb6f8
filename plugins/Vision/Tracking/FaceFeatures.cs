using System.Numerics;

namespace AffectAgent.Plugins.Vision;

/// <summary>
/// Numbers that describe whose face it may be: histograms of oriented gradients of the aligned crop (Dalal and Triggs 2005),
/// and the places of the mesh's steady points in the head's own axes. Meant only for telling the few persons of one clip
/// apart; they never leave the analysis.
/// </summary>
internal static class FaceFeatures
{
    /// <summary>Numbers a face.</summary>
    public const int Count = (Cells * Cells * Bins) + ShapeCount;

    private const int CellPixels = 6;
    private const int Cells = FaceAligner.Side / CellPixels;
    private const int Bins = 8;
    private const int ShapePoints = 64;
    private const int ShapeCount = ShapePoints * 3;

    /// <summary>Describes a face.</summary>
    public static float[] Of(GrayImage crop, FaceMesh mesh)
    {
        var features = new float[Count];
        Gradients(crop, features);
        Shape(mesh, features.AsSpan(Count - ShapeCount));
        return features;
    }

    private static void Gradients(GrayImage crop, Span<float> features)
    {
        Span<float> cells = stackalloc float[Cells * Cells * Bins];
        cells.Clear();
        byte[] p = crop.Pixels;
        int side = crop.Width;
        for (int y = 1; y < side - 1; y++)
        {
            for (int x = 1; x < side - 1; x++)
            {
                int i = (y * side) + x;
                float dx = p[i + 1] - p[i - 1], dy = p[i + side] - p[i - side];
                float size = MathF.Sqrt((dx * dx) + (dy * dy));
                float turn = MathF.Atan2(dy, dx) / MathF.PI;
                Vote(cells, x, y, (turn < 0 ? turn + 1 : turn) * Bins, size);
            }
        }

        Normalize(cells, features);
    }

    // Each gradient votes for the four nearest cells and the two nearest directions.
    private static void Vote(Span<float> cells, int x, int y, float direction, float size)
    {
        float cx = ((x + 0.5f) / CellPixels) - 0.5f, cy = ((y + 0.5f) / CellPixels) - 0.5f;
        int left = (int)MathF.Floor(cx), top = (int)MathF.Floor(cy), bin = (int)direction;
        float fx = cx - left, fy = cy - top, fd = direction - bin;
        for (int corner = 0; corner < 4; corner++)
        {
            int column = left + (corner & 1), row = top + (corner >> 1);
            if ((uint)column >= Cells || (uint)row >= Cells)
                continue;
            float share = size * ((corner & 1) == 0 ? 1 - fx : fx) * (corner >> 1 == 0 ? 1 - fy : fy);
            int at = ((row * Cells) + column) * Bins;
            cells[at + (bin % Bins)] += share * (1 - fd);
            cells[at + ((bin + 1) % Bins)] += share * fd;
        }
    }

    // By the energy of the cell and its neighbours, so that light and contrast matter little.
    private static void Normalize(ReadOnlySpan<float> cells, Span<float> features)
    {
        for (int cell = 0; cell < Cells * Cells; cell++)
        {
            float energy = 1;
            for (int other = 0; other < Cells * Cells; other++)
            {
                if (Math.Abs((other % Cells) - (cell % Cells)) > 1 || Math.Abs((other / Cells) - (cell / Cells)) > 1)
                    continue;
                for (int b = 0; b < Bins; b++)
                    energy += cells[(other * Bins) + b] * cells[(other * Bins) + b];
            }

            float scale = 1 / MathF.Sqrt(energy);
            for (int b = 0; b < Bins; b++)
                features[(cell * Bins) + b] = MathF.Sqrt(cells[(cell * Bins) + b] * scale);
        }
    }

    private static void Shape(FaceMesh mesh, Span<float> features)
    {
        var fit = HeadPoseEstimator.Fit(mesh);
        var back = Quaternion.Inverse(fit.Rotation);
        for (int i = 0; i < ShapePoints; i++)
        {
            var place = Vector3.Transform((mesh[RigidHead.Points[i]] - fit.Shift) / fit.Scale, back) - RigidHead.Places[i];
            (features[i * 3], features[(i * 3) + 1], features[(i * 3) + 2]) = (place.X * 10, place.Y * 10, place.Z * 10);
        }
    }
}
