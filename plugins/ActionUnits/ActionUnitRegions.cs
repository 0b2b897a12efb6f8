namespace AffectAgent.Plugins.ActionUnits;

/// <summary>
/// Where on the mesh each Action Unit shows: polygons of mesh points for drawing over a picture. They say where a reader should
/// look; the regression looks at more points than these.
/// </summary>
public static class ActionUnitRegions
{
    private static readonly Dictionary<int, IReadOnlyList<IReadOnlyList<int>>> Polygons = new()
    {
        [1] = [[65, 66, 107, 55], [295, 285, 336, 296]],
        [2] = [[124, 70, 63, 105, 52], [353, 282, 334, 293, 300]],
        [4] = [[53, 105, 66, 107, 193, 224], [334, 283, 444, 417, 336, 296]],
        [5] = [[56, 157, 144, 163, 246, 30, 29, 27, 28], [384, 286, 258, 257, 259, 260, 466, 390, 373]],
        [6] = [[111, 31, 229, 100, 129, 203, 50], [261, 340, 280, 423, 358, 329, 449]],
        [7] = [[26, 231, 110, 7, 29, 27, 28, 157], [451, 256, 384, 258, 257, 259, 249, 339]],
        [9] = [[102, 233, 193, 168, 6, 75, 240, 64], [453, 331, 294, 460, 305, 6, 168, 417]],
        [10] = [[129, 0, 11, 90, 77, 186, 206, 203], [0, 358, 423, 426, 410, 307, 320, 11]],
        [12] = [[88, 106, 202, 212, 207, 206], [335, 318, 426, 427, 432, 422]],
        [14] = [[106, 212, 186, 40, 74, 88], [335, 318, 304, 270, 410, 432]],
        [15] = [[211, 212, 185, 42, 179, 181], [432, 431, 405, 403, 272, 409]],
        [17] = [[152, 171, 208, 85, 15, 315, 428, 396]],
        [20] = [[212, 186, 80, 16, 17, 83, 204, 202], [410, 432, 422, 424, 313, 17, 16, 310]],
        [23] = [[61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291, 375, 321, 405, 314, 17, 84, 181, 91, 146]],
        [25] = [[61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291, 375, 321, 405, 314, 17, 84, 181, 91, 146]],
        [26] = [[136, 135, 364, 365, 379, 378, 400, 377, 152, 148, 176, 149, 150]],
        [28] = [[61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291, 375, 321, 405, 314, 17, 84, 181, 91, 146]],
        [45] = [[30, 29, 27, 28, 56, 26, 22, 23, 24, 110, 246], [256, 286, 258, 257, 259, 260, 466, 339, 254, 253, 252]],
    };

    /// <summary>The FACS numbers that have regions.</summary>
    public static IReadOnlyCollection<int> Units => Polygons.Keys;

    /// <summary>
    /// The regions of one unit: each a polygon of mesh points in the order of its outline, convex on a face seen from the front;
    /// the subject's right one first, then the left one, or one in the middle. Empty for a unit that has none here.
    /// </summary>
    /// <param name="unit">FACS number.</param>
    public static IReadOnlyList<IReadOnlyList<int>> Of(int unit) => Polygons.GetValueOrDefault(unit, []);
}
