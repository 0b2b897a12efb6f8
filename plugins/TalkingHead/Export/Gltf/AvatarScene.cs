using System.Numerics;
using System.Text.Json.Nodes;
using AffectAgent.Media;

namespace AffectAgent.Plugins.TalkingHead.Export.Gltf;

/// <summary>
/// The avatar as glTF nodes and meshes: body, head and two eyes as nodes; the head's parts with morph targets; the neck bound to body and
/// head as a skin. Each eye is a unit ball, stretched by the node above the one that turns, as the drawn eye is.
/// </summary>
internal sealed class AvatarScene
{
    /// <summary>Places of the nodes that move.</summary>
    public const int Body = 0;

    /// <summary>The head.</summary>
    public const int Head = 1;

    private const float Probe = 0.3f;
    private static readonly Vector3 Pivot = GltfFrame.Point(AvatarGeometry.HeadPivot);

    private readonly AvatarGeometry _avatar;
    private readonly GlbBuffer _buffer;
    private readonly IReadOnlyList<AvatarMovedPart> _rest;
    private readonly List<(AvatarMorph Morph, IReadOnlyList<AvatarMovedPart> Moved)> _shapes;

    private AvatarScene(AvatarGeometry avatar, GlbBuffer buffer)
    {
        (_avatar, _buffer) = (avatar, buffer);
        _rest = avatar.At(new FacePose());
        _shapes = [.. AvatarMorph.All.Select(morph => (morph, avatar.At(morph.Full)))];
        Nodes.Add(new JsonObject { ["name"] = "body", ["children"] = new JsonArray(Head) });
        Nodes.Add(new JsonObject { ["name"] = "head", ["translation"] = Numbers(Pivot), ["children"] = new JsonArray() });
        Roots.Add(Body);
        for (var part = 0; part < avatar.Parts.Count; part++)
            Add(part);
    }

    /// <summary>All nodes.</summary>
    public JsonArray Nodes { get; } = [];

    /// <summary>The scene's own nodes.</summary>
    public JsonArray Roots { get; } = [];

    /// <summary>Meshes.</summary>
    public JsonArray Meshes { get; } = [];

    /// <summary>Materials.</summary>
    public JsonArray Materials { get; } = [];

    /// <summary>Pictures, each of which is a texture.</summary>
    public JsonArray Images { get; } = [];

    /// <summary>The neck's skin.</summary>
    public JsonArray Skins { get; } = [];

    /// <summary>Nodes whose mesh takes shapes, and which.</summary>
    public List<(int Node, IReadOnlyList<AvatarMorph> Morphs)> Shaped { get; } = [];

    /// <summary>The nodes that turn with the gaze.</summary>
    public List<int> Eyes { get; } = [];

    /// <summary>Builds the scene.</summary>
    public static AvatarScene Build(AvatarGeometry avatar, GlbBuffer buffer) => new(avatar, buffer);

    private void Add(int part)
    {
        var mesh = _avatar.Parts[part];
        if (mesh.Name is "left-eye" or "right-eye")
            AddEye(part, mesh.Name == "left-eye" ? Eyeball.Left : Eyeball.Right);
        else if (mesh.Joint == AvatarJoint.Neck)
            AddNeck(part);
        else
            AddRigid(part, mesh.Joint == AvatarJoint.Head ? Head : Body);
    }

    private void AddRigid(int part, int parent)
    {
        var origin = parent == Head ? Pivot : Vector3.Zero;
        var positions = Positions(part, origin);
        var morphs = parent == Head ? Morphs(part) : [];
        var mesh = AddMesh(part, positions, Normals(part), null, morphs);
        var node = AddNode(new JsonObject { ["name"] = _avatar.Parts[part].Name, ["mesh"] = mesh }, parent);
        if (morphs.Count > 0)
            Shaped.Add((node, [.. morphs.Select(x => x.Morph)]));
    }

    private void AddEye(int part, Eyeball eye)
    {
        Vector3[] ball = [.. _rest[part].Positions.Select(p => GltfFrame.Direction((p - eye.Center) / eye.Radii))];
        var mesh = AddMesh(part, ball, ball, null, []);
        var name = _avatar.Parts[part].Name;
        var socket = AddNode(
            new JsonObject { ["name"] = name + "-socket", ["translation"] = Numbers(GltfFrame.Point(eye.Center) - Pivot), ["scale"] = Numbers(eye.Radii * GltfFrame.Metres), ["children"] = new JsonArray() },
            Head);
        Eyes.Add(AddNode(new JsonObject { ["name"] = name, ["mesh"] = mesh }, socket));
    }

    private void AddNeck(int part)
    {
        var bound = HeadShare(part);
        var joints = _buffer.AddJoints([.. bound.SelectMany(share => new byte[] { 0, share > 0 ? (byte)1 : (byte)0, 0, 0 })]);
        var weights = _buffer.AddWeights([.. bound.Select(share => new Vector4(1 - share, share, 0, 0))]);
        var mesh = AddMesh(part, Positions(part, Vector3.Zero), Normals(part), (joints, weights), []);
        var (still, moved) = (Matrix4x4.Identity, Matrix4x4.CreateTranslation(-Pivot));
        Skins.Add(new JsonObject { ["joints"] = new JsonArray(Body, Head), ["inverseBindMatrices"] = _buffer.AddNumbers([.. Cells(still), .. Cells(moved)], "MAT4", 16) });
        Nodes.Add(new JsonObject { ["name"] = _avatar.Parts[part].Name, ["mesh"] = mesh, ["skin"] = Skins.Count - 1 });
        Roots.Add(Nodes.Count - 1);
    }

    // How much each point goes with the head: its way in a turned head, measured by the way it would go on the head itself.
    private float[] HeadShare(int part)
    {
        var pose = new FacePose { HeadYaw = Probe };
        var turn = new HeadTurn(pose);
        var (rest, moved) = (_rest[part].Positions, _avatar.At(pose)[part].Positions);
        return [.. rest.Select((p, i) =>
        {
            var whole = turn.Point(System.Runtime.Intrinsics.Vector128.Create(p.X, p.Y, p.Z, 0));
            var way = Vector3.Distance(new Vector3(whole[0], whole[1], whole[2]), p);
            return way < 1e-5f ? 0 : Math.Clamp(MathF.Round(Vector3.Distance(moved[i], p) / way, 4), 0, 1);
        })];
    }

    private List<(AvatarMorph Morph, Vector3[] Shift, Vector3[] Normals)> Morphs(int part)
    {
        var all = new List<(AvatarMorph, Vector3[], Vector3[])>();
        var (rest, normals) = (_rest[part].Positions, Normals(part));
        foreach (var (morph, moved) in _shapes)
        {
            var to = moved[part];
            float[] where = [.. rest.Select(morph.Where)];
            Vector3[] shift = [.. rest.Select((p, i) => GltfFrame.Point(to.Positions[i] - p) * where[i])];
            if (shift.Max(x => x.Length()) < 1e-5f)
                continue;
            all.Add((morph, shift, [.. normals.Select((n, i) => shift[i].Length() < 1e-7f ? Vector3.Zero : (GltfFrame.Direction(to.Normals[i]) - n) * where[i])]));
        }

        return all;
    }

    private int AddMesh(int part, Vector3[] positions, Vector3[] normals, (int Joints, int Weights)? bound, List<(AvatarMorph Morph, Vector3[] Shift, Vector3[] Normals)> morphs)
    {
        var source = _avatar.Parts[part];
        var attributes = new JsonObject { ["POSITION"] = _buffer.AddVectors(positions, bounds: true), ["NORMAL"] = _buffer.AddVectors(normals) };
        if (source.Uv.Count > 0)
            attributes["TEXCOORD_0"] = _buffer.AddPlaces([.. source.Uv]);
        if (bound is { } skin)
            (attributes["JOINTS_0"], attributes["WEIGHTS_0"]) = (skin.Joints, skin.Weights);
        var primitive = new JsonObject { ["attributes"] = attributes, ["indices"] = _buffer.AddIndices(Outwards(source.Triangles)), ["material"] = AddMaterial(source) };
        var mesh = new JsonObject { ["name"] = source.Name, ["primitives"] = new JsonArray(primitive) };
        if (morphs.Count > 0)
        {
            primitive["targets"] = new JsonArray([.. morphs.Select(x => (JsonNode)new JsonObject { ["POSITION"] = _buffer.AddSparse(x.Shift, bounds: true), ["NORMAL"] = _buffer.AddSparse(x.Normals, bounds: false) })]);
            mesh["weights"] = new JsonArray([.. morphs.Select(_ => (JsonNode)0)]);
            mesh["extras"] = new JsonObject { ["targetNames"] = new JsonArray([.. morphs.Select(x => (JsonNode)x.Morph.Name)]) };
        }

        Meshes.Add(mesh);
        return Meshes.Count - 1;
    }

    private int AddMaterial(AvatarMeshPart part)
    {
        var surface = new JsonObject { ["metallicFactor"] = 0, ["roughnessFactor"] = part.Roughness };
        if (part.Texture is { } texture)
        {
            using var png = new MemoryStream();
            PngWriter.Write(png, texture.Side, texture.Side, texture.Rgb, null, System.IO.Compression.CompressionLevel.Optimal);
            Images.Add(new JsonObject { ["name"] = part.Name, ["mimeType"] = "image/png", ["bufferView"] = _buffer.AddView(png.ToArray()) });
            surface["baseColorTexture"] = new JsonObject { ["index"] = Images.Count - 1 };
        }
        else
        {
            surface["baseColorFactor"] = new JsonArray(part.Color.X, part.Color.Y, part.Color.Z, 1);
        }

        Materials.Add(new JsonObject { ["name"] = part.Name, ["pbrMetallicRoughness"] = surface, ["doubleSided"] = part.DoubleSided });
        return Materials.Count - 1;
    }

    private int AddNode(JsonObject node, int parent)
    {
        Nodes.Add(node);
        Nodes[parent]!["children"]!.AsArray().Add(Nodes.Count - 1);
        return Nodes.Count - 1;
    }

    private Vector3[] Positions(int part, Vector3 origin) => [.. _rest[part].Positions.Select(p => GltfFrame.Point(p) - origin)];

    private Vector3[] Normals(int part) => [.. _rest[part].Normals.Select(GltfFrame.Direction)];

    // glTF's triangles run against the clock.
    private static IEnumerable<int> Outwards(IReadOnlyList<int> corners)
    {
        for (var i = 0; i + 2 < corners.Count; i += 3)
        {
            yield return corners[i];
            yield return corners[i + 2];
            yield return corners[i + 1];
        }
    }

    private static float[] Cells(Matrix4x4 m) => [m.M11, m.M12, m.M13, m.M14, m.M21, m.M22, m.M23, m.M24, m.M31, m.M32, m.M33, m.M34, m.M41, m.M42, m.M43, m.M44];

    private static JsonArray Numbers(Vector3 v) => new(v.X, v.Y, v.Z);
}
