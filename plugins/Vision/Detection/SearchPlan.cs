using System.Numerics;

namespace AffectAgent.Plugins.Vision;

/// <summary>One square in which faces are looked for.</summary>
/// <param name="Region">The square.</param>
/// <param name="Whole">A face counts only if its box lies inside this one: what runs over it is seen whole elsewhere. Null for everywhere.</param>
/// <param name="Smallest">A face counts only if its box is at least this large, pixels: a finer window sees smaller ones better.</param>
public readonly record struct SearchWindow(FaceRegion Region, FaceBox? Whole, float Smallest = 0);

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

    // Below this many input pixels a box is placed badly; left to a finer window.
    internal const float PlacedBadly = 12;
    private const int MostWindows = 400;

    /// <summary>The whole picture with a margin.</summary>
    /// <param name="width">The picture's width, pixels.</param>
    /// <param name="height">Its height, pixels.</param>
    /// <param name="angle">How far the square is turned, radians.</param>
    /// <param name="margin">The margin on each side, as a share of the longer side; 0 or more.</param>
    public static SearchWindow Whole(int width, int height, float angle = 0, float margin = Margin) =>
        new(new FaceRegion(new Vector2(width, height) / 2, Math.Max(width, height) * (1 + (2 * margin)), angle), null);

    /// <summary>A square around a place where a face was, large enough for it to have moved by its own size.</summary>
    public static SearchWindow Around(FaceBox box) => new(new FaceRegion(box.Center, MathF.Max(box.Width, box.Height) * 4), null);

    /// <summary>All squares of a thorough search, the whole first.</summary>
    /// <param name="width">The picture's width, pixels.</param>
    /// <param name="height">Its height, pixels.</param>
    public static IReadOnlyList<SearchWindow> Thorough(int width, int height) => [.. Levels(width, height).SelectMany(level => level)];

    /// <summary>The squares of a thorough search by size: the whole alone, then ever finer ones, each level covering the picture.</summary>
    /// <param name="width">The picture's width, pixels.</param>
    /// <param name="height">Its height, pixels.</param>
    public static IReadOnlyList<IReadOnlyList<SearchWindow>> Levels(int width, int height)
    {
        var whole = Whole(width, height);
        float finest = SmallestFace * BlazeFaceDecoder.InputSide / FaceOnInput;
        // A huge picture is searched less finely: its smallest faces are small for it, too.
        while (Count(width, height, finest) > MostWindows)
            finest *= 1.5f;
        float side = Math.Max(width, height);
        var levels = new List<IReadOnlyList<SearchWindow>>
        {
            new[] { side > finest ? whole with { Smallest = whole.Region.Side * PlacedBadly / BlazeFaceDecoder.InputSide } : whole },
        };
        while (side > finest)
        {
            side = MathF.Max(side / 2, finest);
            levels.Add(Tiles(width, height, side, side > finest ? side * PlacedBadly / BlazeFaceDecoder.InputSide : 0));
        }

        return levels;
    }

    private static int Count(int width, int height, float side) => Steps(width, side) * Steps(height, side);

    private static int Steps(int length, float side) =>
        length <= side ? 1 : 1 + (int)MathF.Ceiling((length - side) / (side * (1 - Overlap)));

    private static List<SearchWindow> Tiles(int width, int height, float side, float smallest)
    {
        var windows = new List<SearchWindow>();
        int columns = Steps(width, side), rows = Steps(height, side);
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                float x = Start(width, side, column, columns), y = Start(height, side, row, rows);
                var center = new Vector2(x + (side / 2), y + (side / 2));
                windows.Add(new SearchWindow(new FaceRegion(center, side), Inner(width, height, x, y, side), smallest));
            }
        }

        return windows;
    }

    private static float Start(int length, float side, int index, int count) =>
        count == 1 ? (length - side) / 2 : index * (length - side) / (count - 1);

    // A face that runs over an edge inside the picture is seen whole by the neighbour.
    private static FaceBox Inner(int width, int height, float x, float y, float side)
    {
        float left = x <= 0 ? x - side : x, top = y <= 0 ? y - side : y;
        float right = x + side + (x + side >= width ? side : 0), bottom = y + side + (y + side >= height ? side : 0);
        return new FaceBox(left, top, right - left, bottom - top);
    }
}
