using System.Numerics;
using System.Text.Json.Nodes;
using AffectAgent.Plugins.TalkingHead.Export.Gltf;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// The avatar and a motion as binary glTF 2.0: morph targets by ARKit's names on the head's parts, the head and both eyes as nodes that
/// turn, in metres, looking along z. Lids and jaw move in straight lines between rest and full, so half a movement differs a little from
/// what <see cref="AvatarRenderer"/> draws.
/// </summary>
public static class AvatarGltf
{
    /// <summary>Writes the file.</summary>
    /// <param name="file">Where to.</param>
    /// <param name="avatar">The avatar.</param>
    /// <param name="motion">How it moves.</param>
    public static void Write(Stream file, AvatarGeometry avatar, FaceMotion motion)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(avatar);
        ArgumentNullException.ThrowIfNull(motion);
        var buffer = new GlbBuffer();
        var scene = AvatarScene.Build(avatar, buffer);
        var animation = Animation(buffer, scene, motion);
        buffer.Write(file, new JsonObject
        {
            ["asset"] = new JsonObject
            {
                ["version"] = "2.0",
                ["generator"] = "AffectAgent",
                ["extras"] = new JsonObject { ["aiGenerated"] = true, ["comment"] = AiMark.Tags(portrait: false).Comment, ["digitalSourceType"] = AiMark.WhollySynthetic },
            },
            ["scene"] = 0,
            ["scenes"] = new JsonArray(new JsonObject { ["name"] = "avatar", ["nodes"] = scene.Roots }),
            ["nodes"] = scene.Nodes,
            ["meshes"] = scene.Meshes,
            ["materials"] = scene.Materials,
            ["images"] = scene.Images,
            ["textures"] = new JsonArray([.. scene.Images.Select((_, i) => (JsonNode)new JsonObject { ["source"] = i })]),
            ["skins"] = scene.Skins,
            ["animations"] = new JsonArray(animation),
        });
    }

    private static JsonObject Animation(GlbBuffer buffer, AvatarScene scene, FaceMotion motion)
    {
        JsonArray samplers = [], channels = [];
        var times = buffer.AddNumbers([.. motion.Frames.Select((_, i) => (float)(i / motion.FramesPerSecond))], "SCALAR", 1, bounds: true);
        void Add(int node, string path, int output)
        {
            samplers.Add(new JsonObject { ["input"] = times, ["output"] = output, ["interpolation"] = "LINEAR" });
            channels.Add(new JsonObject { ["sampler"] = samplers.Count - 1, ["target"] = new JsonObject { ["node"] = node, ["path"] = path } });
        }

        Add(AvatarScene.Head, "rotation", Turns(buffer, motion, pose => new HeadTurn(pose)));
        var gaze = Turns(buffer, motion, pose => new HeadTurn(new FacePose { HeadYaw = pose.GazeYaw, HeadPitch = pose.GazePitch }));
        foreach (var eye in scene.Eyes)
            Add(eye, "rotation", gaze);
        foreach (var (node, morphs) in scene.Shaped)
            Add(node, "weights", buffer.AddNumbers([.. motion.Frames.SelectMany(pose => morphs.Select(x => Math.Clamp(x.Weight(pose), 0, 1)))], "SCALAR", 1));
        return new JsonObject { ["name"] = "talk", ["samplers"] = samplers, ["channels"] = channels };
    }

    // Neighbours lie on the same half of the sphere, so that what is between them takes the short way.
    private static int Turns(GlbBuffer buffer, FaceMotion motion, Func<FacePose, HeadTurn> of)
    {
        var numbers = new float[motion.Frames.Count * 4];
        var before = Quaternion.Identity;
        for (var i = 0; i < motion.Frames.Count; i++)
        {
            var turn = GltfFrame.Rotation(of(motion.Frames[i]));
            before = Quaternion.Dot(before, turn) < 0 ? -turn : turn;
            (numbers[i * 4], numbers[(i * 4) + 1], numbers[(i * 4) + 2], numbers[(i * 4) + 3]) = (before.X, before.Y, before.Z, before.W);
        }

        return buffer.AddNumbers(numbers, "VEC4", 4);
    }
}
