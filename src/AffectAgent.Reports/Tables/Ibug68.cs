namespace AffectAgent.Reports.Tables;

/// <summary>
/// The mesh points that stand for the 68 landmarks of the iBUG scheme (Sagonas et al., 2013), in its order. The jaw line is
/// the mesh's face oval: on a turned head it follows the silhouette less than a 68-point tracker's would.
/// </summary>
public static class Ibug68
{
    /// <summary>Mesh index of each landmark.</summary>
    public static IReadOnlyList<int> MeshIndex { get; } =
    [
        127, 234, 93, 58, 172, 136, 149, 148, 152, 377, 378, 365, 397, 288, 323, 454, 356, // jaw, from the picture's left
        70, 63, 105, 66, 107,                                                             // brow on the picture's left
        336, 296, 334, 293, 300,                                                          // brow on the picture's right
        168, 197, 5, 4,                                                                   // bridge of the nose
        98, 97, 2, 326, 327,                                                              // base of the nose
        33, 160, 158, 133, 153, 144,                                                      // eye on the picture's left
        362, 385, 387, 263, 373, 380,                                                     // eye on the picture's right
        61, 39, 37, 0, 267, 269, 291, 405, 314, 17, 84, 181,                              // outer lips
        78, 82, 13, 312, 308, 317, 14, 87,                                                // inner lips
    ];
}
