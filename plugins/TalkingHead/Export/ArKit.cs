namespace AffectAgent.Plugins.TalkingHead;

/// <summary>One Action Unit's part in a blendshape.</summary>
/// <param name="Unit">FACS number.</param>
/// <param name="Shape">ARKit's name without its side.</param>
/// <param name="Weight">The blendshape's weight at intensity 5.</param>
public readonly record struct ArKitRule(int Unit, string Shape, float Weight);

/// <summary>
/// A pose as Apple ARKit's 52 blendshapes, 0 to 1: the units by <see cref="Rules"/>, what falls on one shape added and cut at 1; gaze as
/// <c>eyeLook…</c>; sides are the subject's, as ARKit's are. The head's turn is not among the 52.
/// </summary>
public static class ArKit
{
    /// <summary>Gaze at which <c>eyeLookIn/Out</c> are 1, radians.</summary>
    public const float FullGazeYaw = 0.6f;

    /// <summary>Gaze at which <c>eyeLookUp</c> is 1, radians.</summary>
    public const float FullGazeUp = 0.4f;

    /// <summary>Gaze at which <c>eyeLookDown</c> is 1, radians.</summary>
    public const float FullGazeDown = 0.5f;

    /// <summary>The names in Live Link Face's order.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "eyeBlinkLeft", "eyeLookDownLeft", "eyeLookInLeft", "eyeLookOutLeft", "eyeLookUpLeft", "eyeSquintLeft", "eyeWideLeft",
        "eyeBlinkRight", "eyeLookDownRight", "eyeLookInRight", "eyeLookOutRight", "eyeLookUpRight", "eyeSquintRight", "eyeWideRight",
        "jawForward", "jawRight", "jawLeft", "jawOpen",
        "mouthClose", "mouthFunnel", "mouthPucker", "mouthRight", "mouthLeft", "mouthSmileLeft", "mouthSmileRight", "mouthFrownLeft", "mouthFrownRight",
        "mouthDimpleLeft", "mouthDimpleRight", "mouthStretchLeft", "mouthStretchRight", "mouthRollLower", "mouthRollUpper", "mouthShrugLower", "mouthShrugUpper",
        "mouthPressLeft", "mouthPressRight", "mouthLowerDownLeft", "mouthLowerDownRight", "mouthUpperUpLeft", "mouthUpperUpRight",
        "browDownLeft", "browDownRight", "browInnerUp", "browOuterUpLeft", "browOuterUpRight",
        "cheekPuff", "cheekSquintLeft", "cheekSquintRight", "noseSneerLeft", "noseSneerRight", "tongueOut",
    ];

    /// <summary>Which unit moves which shape. Shapes that no unit moves stay 0: <c>jawForward</c>, <c>jawLeft/Right</c>, <c>mouthClose</c>, <c>mouthLeft/Right</c>, <c>cheekPuff</c>.</summary>
    public static IReadOnlyList<ArKitRule> Rules { get; } =
    [
        new(1, "browInnerUp", 1), new(2, "browOuterUp", 1), new(4, "browDown", 1), new(5, "eyeWide", 1), new(6, "cheekSquint", 1), new(6, "eyeSquint", 0.35f),
        new(7, "eyeSquint", 1), new(9, "noseSneer", 1), new(10, "mouthUpperUp", 1), new(10, "noseSneer", 0.3f), new(12, "mouthSmile", 1), new(14, "mouthDimple", 1),
        new(15, "mouthFrown", 1), new(16, "mouthLowerDown", 1), new(17, "mouthShrugLower", 1), new(17, "mouthShrugUpper", 0.5f), new(18, "mouthPucker", 1),
        new(20, "mouthStretch", 1), new(22, "mouthFunnel", 1), new(23, "mouthPress", 0.6f), new(24, "mouthPress", 1), new(25, "mouthLowerDown", 0.4f),
        new(25, "mouthUpperUp", 0.2f), new(26, "jawOpen", 0.6f), new(27, "jawOpen", 1), new(28, "mouthRollLower", 1), new(28, "mouthRollUpper", 1), new(45, "eyeBlink", 1),
    ];

    private static readonly Dictionary<string, int> Places = Names.Select((name, place) => (name, place)).ToDictionary(x => x.name, x => x.place, StringComparer.Ordinal);

    /// <summary>A shape's place in <see cref="Names"/>.</summary>
    /// <exception cref="KeyNotFoundException">ARKit has no such shape.</exception>
    public static int IndexOf(string name) => Places[name];

    /// <summary>The weights of a pose.</summary>
    /// <param name="pose">The pose.</param>
    /// <param name="weights">52 numbers in the order of <see cref="Names"/>, overwritten.</param>
    public static void Read(FacePose pose, Span<float> weights)
    {
        ArgumentNullException.ThrowIfNull(pose);
        weights = weights[..Names.Count];
        weights.Clear();
        foreach (var rule in Rules)
            Add(rule, pose, weights);
        Look(pose, weights);
        weights[IndexOf("tongueOut")] = pose.TongueOut;
        foreach (ref var weight in weights)
            weight = float.IsNaN(weight) ? 0 : Math.Clamp(weight, 0, 1);
    }

    private static void Add(ArKitRule rule, FacePose pose, Span<float> weights)
    {
        var unit = FaceUnits.IndexOf(rule.Unit);
        var scale = rule.Weight / (float)AffectAgent.ActionUnits.MaxIntensity;
        if (Places.TryGetValue(rule.Shape, out var whole))
        {
            weights[whole] += scale * (pose.Left[unit] + pose.Right[unit]) / 2;
            return;
        }

        weights[IndexOf(rule.Shape + "Left")] += scale * pose.Left[unit];
        weights[IndexOf(rule.Shape + "Right")] += scale * pose.Right[unit];
    }

    // To the subject's left, the left eye turns outwards and the right one towards the nose.
    private static void Look(FacePose pose, Span<float> weights)
    {
        var (left, right) = (pose.GazeYaw / FullGazeYaw, -pose.GazeYaw / FullGazeYaw);
        weights[IndexOf("eyeLookOutLeft")] = weights[IndexOf("eyeLookInRight")] = left;
        weights[IndexOf("eyeLookInLeft")] = weights[IndexOf("eyeLookOutRight")] = right;
        weights[IndexOf("eyeLookUpLeft")] = weights[IndexOf("eyeLookUpRight")] = pose.GazePitch / FullGazeUp;
        weights[IndexOf("eyeLookDownLeft")] = weights[IndexOf("eyeLookDownRight")] = -pose.GazePitch / FullGazeDown;
    }
}
