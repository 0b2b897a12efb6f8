namespace AffectAgent;

/// <summary>Mean colour of one region of a picture.</summary>
/// <param name="Red">Mean red, 0 to 255.</param>
/// <param name="Green">Mean green, 0 to 255.</param>
/// <param name="Blue">Mean blue, 0 to 255.</param>
/// <param name="Clipped">Share of its pixels with a channel at the end of its range (254 or more, or all at 1 or less), 0 to 1.</param>
/// <param name="Pixels">Pixels that were averaged; 0 where the region lies outside the picture, and then the colours are 0.</param>
public readonly record struct ColorPatch(float Red, float Green, float Blue, float Clipped, float Pixels);

/// <summary>
/// Mean colours of a face in one frame, for signs that show as colour over time. "Left" and "right" are the subject's own.
/// </summary>
/// <param name="Forehead">Between brows and hair.</param>
/// <param name="RightCheek">Between the right eye, nose and mouth.</param>
/// <param name="LeftCheek">Between the left eye, nose and mouth.</param>
/// <param name="Surround">A ring around the face, for changes of light that are not the face's own.</param>
public readonly record struct FaceSkin(ColorPatch Forehead, ColorPatch RightCheek, ColorPatch LeftCheek, ColorPatch Surround);
