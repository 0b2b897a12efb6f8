using System.Numerics;

namespace AffectAgent.Plugins.Vision;

/// <summary>One square in which faces are looked for.</summary>
/// <param name="Region">The square.</param>
/// <param name="Whole">The part of it (a box in the picture) in which a face counts only if it lies inside; null for everywhere.</param>
public readonly record struct SearchWindow(FaceRegion Region, FaceBox? Whole);

/// <summary>
/// Where a detector looks: at the whole picture with a black margin (large faces, faces cut by the border), and at
/// overlapping squares, coarse to fine, until a face of the smallest size fills enough of one.
/// </summary>
public static class SearchPlan
{
    /// <summary>Smallest face that a thorough search is made for, pixels.</summary>
    public const float SmallestFace = 40;

    /// <summary>The black margin on each side, as a share of the picture's longer side.</summary>
    public const float Margin = 0.25f;

    // A face of this many input pixels is found reliably; measured on group photographs.
    private const float FaceOnInput = 20;
    private const float Overlap = 0.25f;
    private const int MostWindows = 400;

    /// <summary>The whole picture with its margin.</summary>
    public static SearchWindow Whole(int width, int height, float angle = 0) =>
        new(new FaceRegion(new Vector2(width, height) / 2, Math.Max(width, height) * (1 + (2 * Margin)), angle), null);

    /// <summary>All squares of a thorough search, the whole first.</summary>
    /// <param name="width">The picture's width, pixels.</param>
    /// <param name="height">Its height, pixels.</param>
    public static IReadOnlyList<SearchWindow> Thorough(int width, int height)
    {
        var windows = new List<SearchWindow> { Whole(width, height) };
        float finest = SmallestFace * BlazeFaceDecoder.InputSide / FaceOnInput;
        // A huge picture is searched less finely: its smallest faces are small for it, too.
        while (Count(width, height, finest) > MostWindows)
            finest *= 1.5f;
        float side = Math.Max(width, height);
        while (side > finest)
        {
            side = MathF.Max(side / 2, finest);
            AddTiles(windows, width, height, side);
        }

        return windows;
    }

    private static int Count(int width, int height, float side) => Steps(width, side) * Steps(height, side);

    private static int Steps(int length, float side) =>
        length <= side ? 1 : 1 + (int)MathF.Ceiling((length - side) / (side * (1 - Overlap)));

    private static void AddTiles(List<SearchWindow> windows, int width, int height, float side)
    {
        int columns = Steps(width, side), rows = Steps(height, side);
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                float x = Start(width, side, column, columns), y = Start(height, side, row, rows);
                var center = new Vector2(x + (side / 2), y + (side / 2));
                windows.Add(new SearchWindow(new FaceRegion(center, side), Inner(width, height, x, y, side)));
            }
        }
    }

    private static float Start(int length, float side, int index, int count) =>
        count == 1 ? (length - side) / 2 : index * (length - side) / (count - 1);

    // A face that runs over an edge inside the picture is seen whole by the neighbour.
    private static FaceBox Inner(int width, int height, float x, float y, float side)
    {
        float left = x <= 0 ? float.MinValue / 4 : x, top = y <= 0 ? float.MinValue / 4 : y;
        float right = x + side >= width ? float.MaxValue / 4 : x + side, bottom = y + side >= height ? float.MaxValue / 4 : y + side;
        return new FaceBox(left, top, right - left, bottom - top);
    }
}
