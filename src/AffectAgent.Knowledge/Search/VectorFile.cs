using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using System.Text;

namespace AffectAgent.Knowledge.Search;

/// <summary>
/// The file of a persistent store: a head of 64 bytes, the upper bytes of the rows, their lower bytes, their factors, their
/// ids. The rows are mapped into memory,
/// not read, so that opening is quick and several processes share the pages.
/// </summary>
internal static class VectorFile
{
    private const int Magic = 0x3246_5641; // "AVF2"
    private const int Head = 64;
    private const int MaxRows = 10_000_000;
    private const int MaxIdBytes = 1 << 16;

    /// <summary>Writes a snapshot.</summary>
    public static void Write(Stream stream, VectorSnapshot rows)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(Magic);
        writer.Write(rows.Dimensions);
        writer.Write(rows.Count);
        writer.Write(new byte[Head - (3 * sizeof(int))]);
        foreach (var (segment, count) in Parts(rows))
            writer.Write(segment.High.Span[..(count * rows.Dimensions)]);
        foreach (var (segment, count) in Parts(rows))
            writer.Write(segment.Low.Span[..(count * rows.Dimensions)]);
        foreach (var (segment, count) in Parts(rows))
            writer.Write(MemoryMarshal.AsBytes(segment.Scales.AsSpan(0, count)));
        foreach (var (segment, count) in Parts(rows))
        {
            foreach (var id in segment.Ids.AsSpan(0, count))
            {
                // Two bytes a character, so that any id comes back as it was, also one that is no valid text.
                writer.Write(id.Length);
                writer.Write(MemoryMarshal.AsBytes(id.AsSpan()));
            }
        }
    }

    /// <summary>Opens a file that <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is none, or was cut short or changed.</exception>
    public static VectorSnapshot Open(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        if (stream.Length < Head || reader.ReadInt32() != Magic)
            throw new InvalidDataException("It is no file of vectors, or one of an older version.");
        var (dimensions, count) = (reader.ReadInt32(), reader.ReadInt32());
        var numbers = (long)dimensions * count * sizeof(short);
        if (dimensions < 1 || count is < 0 or > MaxRows || stream.Length < Head + numbers + ((long)count * (sizeof(float) + sizeof(int))))
            throw new InvalidDataException("It is cut short.");
        stream.Position = Head + numbers;
        var scales = Scales(reader, count);
        var ids = Ids(reader, count, stream);
        return count == 0 ? new(dimensions, [], 0) : new(dimensions, Segments(stream, dimensions, scales, ids), count);
    }

    private static float[] Scales(BinaryReader reader, int count)
    {
        var scales = new float[count];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(scales.AsSpan()));
        if (!scales.All(scale => scale is > 0 and <= 1))
            throw new InvalidDataException("A row has no length.");
        return scales;
    }

    private static string[] Ids(BinaryReader reader, int count, FileStream stream)
    {
        var ids = new string[count];
        var seen = new HashSet<string>(count, StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            var length = stream.Length - stream.Position >= sizeof(int) ? reader.ReadInt32() : -1;
            if (length is < 1 or > MaxIdBytes || stream.Length - stream.Position < 2L * length)
                throw new InvalidDataException("An id is cut short.");
            ids[i] = new string(MemoryMarshal.Cast<byte, char>(reader.ReadBytes(2 * length)));
            if (!seen.Add(ids[i]))
                throw new InvalidDataException("An id stands twice.");
        }

        return ids;
    }

    private static List<VectorSegment> Segments(FileStream stream, int dimensions, float[] scales, string[] ids)
    {
        using var file = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        var view = file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read).SafeMemoryMappedViewHandle;
        var segments = new List<VectorSegment>();
        var low = Head + ((long)scales.Length * dimensions);
        for (var start = 0; start < scales.Length; start += VectorSegment.Rows)
        {
            var rows = Math.Min(VectorSegment.Rows, scales.Length - start);
            var offset = (long)start * dimensions;
            segments.Add(new VectorSegment(Mapped(Head + offset), Mapped(low + offset), scales[start..(start + rows)], ids[start..(start + rows)]));

            ReadOnlyMemory<byte> Mapped(long at) => new MappedRows(view, at, rows * dimensions).Memory;
        }

        return segments;
    }

    private static IEnumerable<(VectorSegment Segment, int Count)> Parts(VectorSnapshot rows) =>
        rows.Segments.Select((segment, i) => (segment, Math.Min(VectorSegment.Rows, rows.Count - (i * VectorSegment.Rows))));
}
