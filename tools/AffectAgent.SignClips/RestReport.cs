using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using AffectAgent.Plugins.ActionUnits;
using AffectAgent.Plugins.Physiology;
using AffectAgent.Plugins.Vision;

namespace AffectAgent.SignClips;

/// <summary>
/// What stills say by class of expression, on the meshes of faces_mesh.npz (LFW photographs only): how far the sides of resting
/// faces differ, which kinds of smile are told, how high the pain score comes out.
/// </summary>
internal static partial class RestReport
{
    /// <summary>Prints the tables.</summary>
    /// <param name="path">faces_mesh.npz.</param>
    /// <param name="basis">The face basis.</param>
    /// <param name="choose">True for the persons that floors are taken from, false for the others.</param>
    public static void Run(string path, ActionUnitBasis basis, bool choose)
    {
        using var zip = ZipFile.OpenRead(path);
        var meshes = Meshes(zip);
        var names = Strings(zip, "image.npy");
        var classes = Strings(zip, "emotion.npy");
        var lfw = Bytes(zip, "is_lfw.npy");
        var tracker = new ActionUnitTracker(new ActionUnitEstimator(basis));
        var rows = new List<(string Class, PainScore? Pain, Smile? Smile, List<SideDifference> Sides)>();
        for (var i = 0; i < names.Count; i++)
        {
            if (lfw[i] == 0 || (Hash(Person().Replace(names[i], "")) % 2 == 0) != choose)
                continue;
            var face = Observation(meshes[i]);
            if (tracker.Follow(1, [face], still: true) is not { Track: var track })
                continue;
            using var archive = new OneFace(face);
            var motion = FaceMotion.Of(archive, 1);
            rows.Add((classes[i], PainReader.Read(track, true), SmileReader.OfStill(track), motion is null ? [] : [.. SideReader.Read(motion)]));
        }

        Sides(rows.Where(row => row.Class == "neutral").SelectMany(row => row.Sides));
        ByClass(rows);
    }

    private static void Sides(IEnumerable<SideDifference> differences)
    {
        Console.WriteLine("| place, resting faces | n | mean right - left | standard deviation | beyond the floor |\n|---|---|---|---|---|");
        foreach (var place in differences.GroupBy(d => d.Place))
        {
            var all = place.ToList();
            double mean = all.Average(d => d.Difference), spread = Math.Sqrt(all.Average(d => (d.Difference - mean) * (d.Difference - mean)));
            Console.WriteLine(FormattableString.Invariant($"| {place.Key} | {all.Count} | {mean:0.00} | {spread:0.00} | {Share.Of(all.Count(d => Math.Abs(d.Difference) > d.Floor), all.Count)} |"));
        }
    }

    private static void ByClass(List<(string Class, PainScore? Pain, Smile? Smile, List<SideDifference> Sides)> rows)
    {
        Console.WriteLine("\n| class | n | PSPI, mean | PSPI 3 or more | of these, told | smile told | with raised cheeks | open |\n|---|---|---|---|---|---|---|---|");
        foreach (var one in rows.GroupBy(row => row.Class).OrderByDescending(group => group.Count()))
        {
            var all = one.ToList();
            var high = all.Where(row => row.Pain?.Peak >= 3).ToList();
            Console.WriteLine(FormattableString.Invariant(
                $"| {one.Key} | {all.Count} | {all.Average(row => row.Pain?.Peak ?? 0):0.00} | {Share.Of(high.Count, all.Count)} | {high.Count(row => row.Pain!.Unverified < 0.5)} | {Share.Of(all.Count(row => row.Smile is not null), all.Count)} | {all.Count(row => row.Smile?.Kind == SmileKind.CheeksRaised)} | {all.Count(row => row.Smile?.Kind == SmileKind.Laughing)} |"));
        }
    }

    private static FaceObservation Observation(FaceMesh mesh) => new()
    {
        Person = 1,
        Frame = 0,
        Timestamp = 0,
        Box = new FaceBox(0, 0, 200, 200),
        Confidence = 1,
        Mesh = mesh,
        Pose = HeadPoseEstimator.Estimate(mesh, 400, 400),
        Crop = new GrayImage(48, 48, new byte[48 * 48]),
        Quality = new FaceQuality(200, 1, 500, 128),
    };

    private static uint Hash(string text) => text.Aggregate(2166136261u, (sum, c) => (sum ^ c) * 16777619u);

    private static List<FaceMesh> Meshes(ZipArchive zip)
    {
        var (header, data) = Read(zip, "mesh.npy");
        if (!header.Contains("<f2", StringComparison.Ordinal))
            throw new UserException("mesh.npy is not of 16-bit floats.");
        const int numbers = FaceMesh.PointCount * 3;
        var meshes = new List<FaceMesh>();
        for (var at = 0; at + (numbers * 2) <= data.Length; at += numbers * 2)
        {
            var points = new float[numbers];
            for (var i = 0; i < numbers; i++)
                points[i] = 100 * (float)BitConverter.ToHalf(data, at + (2 * i));
            meshes.Add(new FaceMesh(points));
        }

        return meshes;
    }

    // Fixed-length UTF-32 text.
    private static List<string> Strings(ZipArchive zip, string name)
    {
        var (header, data) = Read(zip, name);
        var width = int.Parse(TextType().Match(header).Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) * 4;
        return [.. Enumerable.Range(0, data.Length / width).Select(i => Encoding.UTF32.GetString(data, i * width, width).TrimEnd('\0'))];
    }

    private static byte[] Bytes(ZipArchive zip, string name) => Read(zip, name).Data;

    private static (string Header, byte[] Data) Read(ZipArchive zip, string name)
    {
        var entry = zip.GetEntry(name) ?? throw new UserException($"faces_mesh.npz holds no {name}.");
        using var stream = entry.Open();
        using var all = new MemoryStream();
        stream.CopyTo(all);
        var bytes = all.ToArray();
        int wide = bytes[6] > 1 ? 4 : 2, length = wide == 2 ? BitConverter.ToUInt16(bytes, 8) : BitConverter.ToInt32(bytes, 8);
        return (Encoding.ASCII.GetString(bytes, 8 + wide, length), bytes[(8 + wide + length)..]);
    }

    [GeneratedRegex(@"_\d+\.\w+$")]
    private static partial Regex Person();

    [GeneratedRegex(@"<U(\d+)")]
    private static partial Regex TextType();

    private sealed class OneFace(FaceObservation face) : IFaceArchive
    {
        public int PictureWidth => 400;

        public int PictureHeight => 400;

        public IReadOnlyList<FrameStamp> Frames => [new FrameStamp(0, 0)];

        public IReadOnlyList<FacePerson> Persons => [new FacePerson(1, 0, 0, 1, 200)];

        public bool IsStill => true;

        public IEnumerable<FaceObservation> ReadAll() => [face];

        public IEnumerable<FaceObservation> Read(int person) => [face];

        public void Dispose()
        {
        }
    }
}
