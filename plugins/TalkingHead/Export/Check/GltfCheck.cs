using System.Globalization;
using System.Text.Json;
using AffectAgent.Plugins.TalkingHead.Export.Check;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// Checks the avatar's glTF: the form of the file, its nodes and shapes by name, and an animation whose tracks are as long as their times.
/// Whether the file keeps every rule of glTF is the Khronos validator's to say (<see cref="GltfValidator"/>).
/// </summary>
public static class GltfCheck
{
    /// <summary>Nodes that a viewer can turn.</summary>
    public static IReadOnlyList<string> MovedNodes { get; } = ["head", "left-eye", "right-eye"];

    /// <summary>Shapes that the avatar has and ARKit lacks.</summary>
    public static IReadOnlyList<string> OwnShapes { get; } = ["lipsPart", "lipTightener", "tongueUp"];

    // The head's shapes: what ARKit's names move on it.
    private const int LeastShapes = 38;
    private const double Slack = 1e-3, MostGap = 0.25;

    /// <summary>Checks a file.</summary>
    /// <param name="bytes">The whole file.</param>
    public static ExportReport Check(ReadOnlyMemory<byte> bytes)
    {
        var faults = new FaultList();
        var (file, fault) = GltfFile.Read(bytes);
        if (file is null)
            return new ExportReport("glTF", "", [fault!], []);
        Marks(file, faults);
        var nodes = file.List("nodes");
        foreach (var name in MovedNodes.Where(name => !nodes.Any(node => GltfFile.Text(node, "name") == name)))
            faults.Add($"there is no node {name}");
        var shapes = Shapes(file, faults);
        var (frames, seconds) = Animation(file, nodes, faults);
        return new ExportReport("glTF", string.Create(CultureInfo.InvariantCulture, $"{nodes.Count} nodes, {shapes} shapes, {frames} frames, {seconds:0.00} s"), faults.Lines, []);
    }

    private static void Marks(GltfFile file, FaultList faults)
    {
        var asset = GltfFile.Property(file.Root, "asset");
        if (GltfFile.Text(asset, "version") != "2.0")
            faults.Add("asset.version is not 2.0");
        var extras = GltfFile.Property(asset, "extras");
        if (GltfFile.Property(extras, "aiGenerated").ValueKind != JsonValueKind.True)
            faults.Add("asset.extras.aiGenerated is not true: the file doesn't say that a program made it");
        if (GltfFile.Text(extras, "digitalSourceType") != AiMark.WhollySynthetic)
            faults.Add($"asset.extras.digitalSourceType is \"{GltfFile.Text(extras, "digitalSourceType")}\", not {AiMark.WhollySynthetic}");
    }

    // How many different shapes there are; every mesh names each of its own.
    private static int Shapes(GltfFile file, FaultList faults)
    {
        var all = new HashSet<string>(StringComparer.Ordinal);
        foreach (var mesh in file.List("meshes"))
        {
            var targets = Targets(mesh);
            var names = Names(mesh);
            if (targets != names.Length)
                faults.Add($"the mesh {GltfFile.Text(mesh, "name")} has {targets} shapes and {names.Length} names of them");
            foreach (var twice in names.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1))
                faults.Add($"the mesh {GltfFile.Text(mesh, "name")} has two shapes {twice.Key}");
            foreach (var other in names.Except(ArKit.Names).Except(OwnShapes))
                faults.Add("shape", $"the shape {other} of {GltfFile.Text(mesh, "name")} is none of ARKit's and none of the avatar's own");
            all.UnionWith(names);
        }

        if (all.Count < LeastShapes)
            faults.Add($"there are {all.Count} shapes; the avatar has {LeastShapes} or more");
        return all.Count;
    }

    private static int Targets(JsonElement mesh) => GltfFile.List(mesh, "primitives") is [var first, ..] ? GltfFile.List(first, "targets").Length : 0;

    private static string[] Names(JsonElement mesh) =>
        [.. GltfFile.List(GltfFile.Property(mesh, "extras"), "targetNames").Select(name => name.ValueKind == JsonValueKind.String ? name.GetString()! : "")];

    private static (int Frames, double Seconds) Animation(GltfFile file, IReadOnlyList<JsonElement> nodes, FaultList faults)
    {
        if (file.List("animations") is not [var animation, ..])
        {
            faults.Add("there is no animation");
            return (0, 0);
        }

        var (samplers, meshes) = (GltfFile.List(animation, "samplers"), file.List("meshes"));
        var (frames, seconds) = (0, 0.0);
        var turned = new HashSet<string>(StringComparer.Ordinal);
        var weighed = false;
        foreach (var channel in GltfFile.List(animation, "channels"))
        {
            var target = GltfFile.Property(channel, "target");
            var (path, node, at) = (GltfFile.Text(target, "path"), GltfFile.Int(target, "node", -1), GltfFile.Int(channel, "sampler", -1));
            if (at < 0 || at >= samplers.Length || node < 0 || node >= nodes.Count)
            {
                faults.Add("channel", "a channel of the animation names a sampler or node that there isn't");
                continue;
            }

            var times = file.Floats(GltfFile.Int(samplers[at], "input", -1));
            var values = file.Floats(GltfFile.Int(samplers[at], "output", -1));
            var name = GltfFile.Text(nodes[node], "name");
            if (times is not { Length: > 0 } || values is null)
            {
                faults.Add("track", $"the {path} of {name}: its numbers lie outside the file");
                continue;
            }

            (frames, seconds) = (times.Length, times[^1]);
            Times(times, name, path, faults);
            var width = path == "rotation" ? 4 : path == "weights" ? Targets(meshes.ElementAtOrDefault(GltfFile.Int(nodes[node], "mesh", -1))) : 3;
            Values(values, times.Length, width, name, path, faults);
            weighed |= path == "weights";
            if (path == "rotation")
                turned.Add(name);
        }

        foreach (var still in MovedNodes.Except(turned))
            faults.Add($"the animation doesn't turn {still}");
        if (!weighed)
            faults.Add("the animation moves no shapes");
        return (frames, seconds);
    }

    private static void Times(float[] times, string name, string path, FaultList faults)
    {
        if (times[0] != 0)
            faults.Add("begin", string.Create(CultureInfo.InvariantCulture, $"the {path} of {name} begins at {times[0]} s, not at 0"));
        for (var i = 1; i < times.Length; i++)
        {
            if (!(times[i] > times[i - 1]) || times[i] - times[i - 1] > MostGap)
                faults.Add("times", string.Create(CultureInfo.InvariantCulture, $"the {path} of {name}: {times[i]} s follows {times[i - 1]} s"));
        }
    }

    private static void Values(float[] values, int frames, int width, string name, string path, FaultList faults)
    {
        if (values.Length != frames * width)
            faults.Add("length", $"the {path} of {name} has {values.Length} numbers for {frames} frames of {width}");
        if (values.Any(value => !float.IsFinite(value)))
            faults.Add("finite", $"the {path} of {name} holds what is no number");
        else if (path == "weights" && values.Any(value => value is < 0 or > 1))
            faults.Add("weights", $"the weights of {name} leave 0 to 1");
        else if (path == "rotation" && values.Chunk(4).Any(turn => Math.Abs(turn.Sum(x => (double)x * x) - 1) > Slack))
            faults.Add("turn", $"a turn of {name} is no unit quaternion");
    }
}
