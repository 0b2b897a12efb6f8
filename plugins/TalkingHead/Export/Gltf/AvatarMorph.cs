using System.Numerics;

namespace AffectAgent.Plugins.TalkingHead.Export.Gltf;

/// <summary>A shape that the exported avatar can take on, by ARKit's name where ARKit has one.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Full">The pose that has it in full and nothing else.</param>
/// <param name="Weight">How much of it a pose has, 0 to 1.</param>
/// <param name="Where">How much of the movement at a point of the face belongs to it, 0 to 1.</param>
internal sealed record AvatarMorph(string Name, FacePose Full, Func<FacePose, float> Weight, Func<Vector3, float> Where)
{
    // Between the lips at rest, in the face's frame.
    private const float MouthHeight = 0.77f;
    private const float MouthBlend = 0.015f;
    private const float JawDropOfStretch = 0.59f;

    /// <summary>All of them. AU23 (<c>lipTightener</c>), AU25 (<c>lipsPart</c>) and the raised tongue have no shape of ARKit's.</summary>
    public static IReadOnlyList<AvatarMorph> All { get; } = Make();

    private static AvatarMorph[] Make()
    {
        (int Unit, string Name)[] sided =
        [
            (2, "browOuterUp"), (4, "browDown"), (5, "eyeWide"), (6, "cheekSquint"), (7, "eyeSquint"), (9, "noseSneer"), (10, "mouthUpperUp"), (12, "mouthSmile"),
            (14, "mouthDimple"), (15, "mouthFrown"), (16, "mouthLowerDown"), (20, "mouthStretch"), (24, "mouthPress"), (45, "eyeBlink"),
        ];
        (int Unit, string Name)[] whole = [(1, "browInnerUp"), (17, "mouthShrugLower"), (18, "mouthPucker"), (22, "mouthFunnel"), (23, "lipTightener"), (25, "lipsPart")];
        return
        [
            .. sided.SelectMany(x => new[] { Side(x.Unit, x.Name + "Left", pose => pose.Left), Side(x.Unit, x.Name + "Right", pose => pose.Right) }),
            .. whole.Select(x => Whole(x.Unit, x.Name, _ => 1)),
            Whole(28, "mouthRollLower", Below), Whole(28, "mouthRollUpper", p => 1 - Below(p)),
            new("jawOpen", Posed(pose => pose.Set(27, 5)), pose => ((pose.Mean(26) * JawDropOfStretch) + pose.Mean(27)) / 5, _ => 1),
            new("tongueOut", Posed(pose => pose.TongueOut = 1), pose => pose.TongueOut, _ => 1),
            new("tongueUp", Posed(pose => pose.TongueUp = 1), pose => pose.TongueUp, _ => 1),
            .. Look("eyeLookUp", ArKit.FullGazeUp), .. Look("eyeLookDown", -ArKit.FullGazeDown),
        ];
    }

    private static AvatarMorph Side(int unit, string name, Func<FacePose, float[]> side) =>
        new(name, Posed(pose => side(pose)[FaceUnits.IndexOf(unit)] = 5), pose => side(pose)[FaceUnits.IndexOf(unit)] / 5, _ => 1);

    private static AvatarMorph Whole(int unit, string name, Func<Vector3, float> where) => new(name, Posed(pose => pose.Set(unit, 5)), pose => pose.Mean(unit) / 5, where);

    // The lids follow the eyes; the eyes themselves turn as nodes.
    private static AvatarMorph[] Look(string name, float full) =>
    [
        new(name + "Left", Posed(pose => pose.GazePitch = full), pose => pose.GazePitch / full, p => p.X > 0 ? 1 : 0),
        new(name + "Right", Posed(pose => pose.GazePitch = full), pose => pose.GazePitch / full, p => p.X > 0 ? 0 : 1),
    ];

    private static float Below(Vector3 p) => Math.Clamp(0.5f + ((p.Y - MouthHeight) / (2 * MouthBlend)), 0, 1);

    private static FacePose Posed(Action<FacePose> set)
    {
        var pose = new FacePose();
        set(pose);
        return pose;
    }
}
