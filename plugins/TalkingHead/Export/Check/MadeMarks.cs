using System.Buffers.Binary;
using System.Text;

namespace AffectAgent.Plugins.TalkingHead.Export.Check;

/// <summary>What a film or picture says of itself: its XMP and comment, read from the file's own boxes and chunks.</summary>
/// <param name="Xmp">The XMP packet, or null.</param>
/// <param name="Comment">True if the file's own comment says "AI-generated".</param>
/// <param name="Faults">What is wrong with the form of the file.</param>
internal sealed record MadeMarks(string? Xmp, bool Comment, IReadOnlyList<string> Faults)
{
    private const string SourceTypes = "http://cv.iptc.org/newscodes/digitalsourcetype/";
    private static readonly byte[] XmpBox = Convert.FromHexString("BE7ACFCB97A942E89C71999491E3AFAC");
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The faults of marks and form, in lines.</summary>
    public IEnumerable<string> Check()
    {
        foreach (var fault in Faults)
            yield return fault;
        if (!Comment)
            yield return "its comment doesn't say that it is AI-generated";
        if (Xmp is null)
            yield return "it has no XMP";
        else if (!Xmp.Contains(SourceTypes + AiMark.WhollySynthetic + "<", StringComparison.Ordinal) && !Xmp.Contains(SourceTypes + AiMark.PortraitInMotion + "<", StringComparison.Ordinal))
            yield return "its XMP has no digital source type of synthetic media";
    }

    /// <summary>Reads an mp4's boxes.</summary>
    public static MadeMarks OfFilm(ReadOnlySpan<byte> bytes)
    {
        var faults = new List<string>();
        string? xmp = null;
        var (comment, index, data) = (false, -1, -1);
        for (long at = 0; at < bytes.Length;)
        {
            if (at + 8 > bytes.Length)
            {
                faults.Add("it ends within a box: the file was cut off");
                break;
            }

            var rest = bytes[(int)at..];
            long size = BinaryPrimitives.ReadUInt32BigEndian(rest);
            size = size == 1 && rest.Length >= 16 ? (long)BinaryPrimitives.ReadUInt64BigEndian(rest[8..]) : size == 0 ? rest.Length : size;
            if (size < 8 || size > rest.Length)
            {
                faults.Add("it ends within a box: the file was cut off");
                break;
            }

            var kind = rest.Slice(4, 4);
            var box = rest[..(int)size];
            if (kind.SequenceEqual("moov"u8))
                (index, comment) = ((int)at, box.IndexOf("AI-generated:"u8) >= 0);
            else if (kind.SequenceEqual("mdat"u8) && data < 0)
                data = (int)at;
            else if (kind.SequenceEqual("uuid"u8) && box.Length > 24 && box.Slice(8, 16).SequenceEqual(XmpBox))
                xmp = Encoding.UTF8.GetString(box[24..]);
            at += size;
        }

        if (index < 0)
            faults.Add("it has no index (moov)");
        else if (data >= 0 && data < index)
            faults.Add("its index stands behind the frames: it can't be played while it loads");
        return new MadeMarks(xmp, comment, faults);
    }

    /// <summary>Reads a PNG's chunks.</summary>
    public static MadeMarks OfPicture(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 8 || !bytes[..8].SequenceEqual(Png))
            return new MadeMarks(null, false, ["it is no PNG"]);
        string? xmp = null;
        var (comment, ended) = (false, false);
        for (var at = 8; at + 12 <= bytes.Length && !ended;)
        {
            var size = BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
            if (size > bytes.Length - at - 12)
                break;
            var kind = bytes.Slice(at + 4, 4);
            var content = bytes.Slice(at + 8, (int)size);
            if (kind.SequenceEqual("iTXt"u8))
            {
                var text = Encoding.UTF8.GetString(content);
                comment |= text.StartsWith("Comment\0", StringComparison.Ordinal) && text.Contains("AI-generated:", StringComparison.Ordinal);
                xmp = text.StartsWith("XML:com.adobe.xmp\0", StringComparison.Ordinal) ? text : xmp;
            }

            ended = kind.SequenceEqual("IEND"u8);
            at += 12 + (int)size;
        }

        return new MadeMarks(xmp, comment, ended ? [] : ["it has no end: the file was cut off"]);
    }
}
