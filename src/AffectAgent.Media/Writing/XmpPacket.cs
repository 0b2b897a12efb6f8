using System.Text;
using System.Xml.Linq;

namespace AffectAgent.Media.Writing;

/// <summary>
/// Metadata as XMP (ISO 16684-1), with the IPTC's digital source type, by which programs and platforms recognise synthetic media. In
/// mp4 it stands in a box of its own at the end of the file (XMP specification, part 3).
/// </summary>
internal static class XmpPacket
{
    private const string SourceTypes = "http://cv.iptc.org/newscodes/digitalsourcetype/";
    private static readonly byte[] BoxId = Convert.FromHexString("BE7ACFCB97A942E89C71999491E3AFAC");
    private static readonly XNamespace Meta = "adobe:ns:meta/";
    private static readonly XNamespace Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    private static readonly XNamespace Dc = "http://purl.org/dc/elements/1.1/";
    private static readonly XNamespace Xmp = "http://ns.adobe.com/xap/1.0/";
    private static readonly XNamespace Iptc = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/";

    /// <summary>The packet as text.</summary>
    public static string Create(MediaTags tags)
    {
        var description = new XElement(
            Rdf + "Description",
            new XAttribute(Rdf + "about", ""),
            new XAttribute(XNamespace.Xmlns + "dc", Dc),
            new XAttribute(XNamespace.Xmlns + "xmp", Xmp),
            new XAttribute(XNamespace.Xmlns + "Iptc4xmpExt", Iptc),
            new XElement(Dc + "title", Alternatives(tags.Title)),
            new XElement(Dc + "description", Alternatives(tags.Comment)),
            new XElement(Xmp + "CreatorTool", "AffectAgent"));
        if (tags.DigitalSourceType is { } type)
            description.Add(new XElement(Iptc + "DigitalSourceType", SourceTypes + type));
        var packet = new XElement(
            Meta + "xmpmeta",
            new XAttribute(XNamespace.Xmlns + "x", Meta),
            new XElement(Rdf + "RDF", new XAttribute(XNamespace.Xmlns + "rdf", Rdf), description));
        return "<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" + packet.ToString(SaveOptions.DisableFormatting) + "\n<?xpacket end=\"r\"?>";
    }

    /// <summary>The packet as an mp4 box, to be put at the end of a file.</summary>
    public static byte[] Box(MediaTags tags)
    {
        var packet = Encoding.UTF8.GetBytes(Create(tags));
        var box = new byte[8 + BoxId.Length + packet.Length];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(box, box.Length);
        "uuid"u8.CopyTo(box.AsSpan(4));
        BoxId.CopyTo(box, 8);
        packet.CopyTo(box, 8 + BoxId.Length);
        return box;
    }

    private static XElement Alternatives(string text) =>
        new(Rdf + "Alt", new XElement(Rdf + "li", new XAttribute(XNamespace.Xml + "lang", "x-default"), text));
}
