using System.Numerics;

namespace AffectAgent.Plugins.Vision;

/// <summary>A face as a detector finds it: a box, six named points and a score. Pixels of the picture searched.</summary>
/// <param name="Box">Upright box from the brows to the chin.</param>
/// <param name="Score">How sure the detector is, 0 to 1.</param>
/// <param name="RightEye">The subject's own right eye (on the picture's left of an upright face).</param>
/// <param name="LeftEye">The subject's own left eye.</param>
/// <param name="Nose">Tip of the nose.</param>
/// <param name="Mouth">Middle of the mouth.</param>
/// <param name="RightEar">The subject's right ear (its tragion).</param>
/// <param name="LeftEar">The subject's left ear.</param>
public readonly record struct DetectedFace(
    FaceBox Box, float Score, Vector2 RightEye, Vector2 LeftEye, Vector2 Nose, Vector2 Mouth, Vector2 RightEar, Vector2 LeftEar);
