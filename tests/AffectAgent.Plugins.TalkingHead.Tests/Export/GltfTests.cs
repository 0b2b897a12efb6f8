using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace AffectAgent.Plugins.TalkingHead.Tests.Export;

/// <summary>The glTF file is valid, and what it holds is the avatar and the motion.</summary>
public sealed class GltfTests
{
    private static readonly FaceMotion Motion = Motions.Everything();
    private static readonly AvatarGeometry Avatar = AvatarGeometry.Create(Shared.Shape);
    private static readonly byte[] File = Write();

    [Fact]
    public async Task Write_Motion_PassesTheValidator()
    {
        var place = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".glb");
        await System.IO.File.WriteAllBytesAsync(place, File, TestContext.Current.CancellationToken);
        try
        {
            var issues = await GltfValidator.RunAsync(place, TestContext.Current.CancellationToken);
            Assert.SkipWhen(issues is null, "Node.js or the npm package gltf-validator is not installed (npm ci).");
            // Of errors, warnings, notes and hints alike.
            Assert.Empty(issues);
        }
        finally
        {
            System.IO.File.Delete(place);
        }
    }

    [Fact]
    public void Write_Motion_PassesTheChecker()
    {
        var report = GltfCheck.Check(File);
        Assert.Empty(report.Faults);
        Assert.Contains($"{Motion.Frames.Count} frames, 1.50 s", report.Says, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_Head_HasArKitsNames()
    {
        var names = Mesh("head").GetProperty("extras").GetProperty("targetNames").EnumerateArray().Select(x => x.GetString()!).ToArray();
        Assert.Equal(names.Distinct().Count(), names.Length);
        string[] own = ["lipTightener", "lipsPart", "tongueUp"];
        Assert.Empty(names.Except(ArKit.Names).Except(own));
        Assert.Subset(names.ToHashSet(), ArKit.Rules.Select(x => x.Shape).Where(x => ArKit.Names.Contains(x) && x != "mouthShrugUpper").ToHashSet());
        Assert.True(names.Length >= 38);
    }

    [Fact]
    public void Write_SmileOnTheLeft_MovesThePointsThatTheAvatarMoves()
    {
        var names = Mesh("head").GetProperty("extras").GetProperty("targetNames").EnumerateArray().Select(x => x.GetString()!).ToList();
        var target = Mesh("head").GetProperty("primitives")[0].GetProperty("targets")[names.IndexOf("mouthSmileLeft")].GetProperty("POSITION").GetInt32();
        var shifts = Sparse(target);
        var pose = new FacePose();
        pose.Left[FaceUnits.IndexOf(12)] = 5;
        Vector3[] rest = Avatar.At(new FacePose())[0].Positions, full = Avatar.At(pose)[0].Positions;
        for (var i = 0; i < rest.Length; i++)
        {
            var way = (full[i] - rest[i]) * 0.09f;
            Assert.True(Vector3.Distance(new Vector3(way.X, -way.Y, -way.Z), shifts.GetValueOrDefault(i)) < 2e-6f);
        }

        // The subject's left is at positive x; its corner goes up.
        var corner = shifts.MaxBy(x => x.Value.Length());
        Assert.True(rest[corner.Key].X > 0 && corner.Value.Y > 0);
    }

    [Fact]
    public void Write_Animation_LastsAsLongAsTheMotion()
    {
        var animation = Json().GetProperty("animations")[0];
        var accessors = Json().GetProperty("accessors");
        var times = accessors[animation.GetProperty("samplers")[0].GetProperty("input").GetInt32()];
        Assert.Equal(Motion.Frames.Count, times.GetProperty("count").GetInt32());
        Assert.Equal((Motion.Frames.Count - 1) / 30.0, times.GetProperty("max")[0].GetDouble(), 4);
        var paths = animation.GetProperty("channels").EnumerateArray().Select(x => x.GetProperty("target").GetProperty("path").GetString()).ToArray();
        Assert.Equal(3, paths.Count(x => x == "rotation"));
        Assert.Contains("weights", paths);
    }

    [Fact]
    public void Write_HeadTurnedLeft_TurnsAboutTheUprightAxis()
    {
        var animation = Json().GetProperty("animations")[0];
        var channel = animation.GetProperty("channels").EnumerateArray().First(x => Json().GetProperty("nodes")[x.GetProperty("target").GetProperty("node").GetInt32()].GetProperty("name").GetString() == "head");
        var output = animation.GetProperty("samplers")[channel.GetProperty("sampler").GetInt32()].GetProperty("output").GetInt32();
        var turns = MemoryMarshal.Cast<byte, Quaternion>(View(Json().GetProperty("accessors")[output].GetProperty("bufferView").GetInt32()));
        for (var i = 0; i < Motion.Frames.Count; i++)
        {
            var nose = Vector3.Transform(Vector3.UnitZ, turns[i]);
            Assert.Equal(MathF.Sin(Motion.Frames[i].HeadYaw), nose.X / MathF.Sqrt((nose.X * nose.X) + (nose.Z * nose.Z)), 2);
        }
    }

    private static byte[] Write()
    {
        using var file = new MemoryStream();
        AvatarGltf.Write(file, Avatar, Motion);
        return file.ToArray();
    }

    private static JsonElement Json()
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(File.AsSpan(12));
        return JsonDocument.Parse(File.AsMemory(20, length)).RootElement;
    }

    private static JsonElement Mesh(string name) => Json().GetProperty("meshes").EnumerateArray().First(x => x.GetProperty("name").GetString() == name);

    private static Span<byte> View(int view)
    {
        var start = 20 + BinaryPrimitives.ReadInt32LittleEndian(File.AsSpan(12)) + 8;
        var json = Json().GetProperty("bufferViews")[view];
        return File.AsSpan(start + json.GetProperty("byteOffset").GetInt32(), json.GetProperty("byteLength").GetInt32());
    }

    private static Dictionary<int, Vector3> Sparse(int accessor)
    {
        var sparse = Json().GetProperty("accessors")[accessor].GetProperty("sparse");
        var indices = MemoryMarshal.Cast<byte, int>(View(sparse.GetProperty("indices").GetProperty("bufferView").GetInt32()));
        var values = MemoryMarshal.Cast<byte, Vector3>(View(sparse.GetProperty("values").GetProperty("bufferView").GetInt32()));
        var all = new Dictionary<int, Vector3>();
        for (var i = 0; i < indices.Length; i++)
            all[indices[i]] = values[i];
        return all;
    }
}
