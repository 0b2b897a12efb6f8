using System.Globalization;
using AffectAgent.Empathy.Care.Data;

namespace AffectAgent.Empathy.Care;

/// <summary>A region's numbers.</summary>
/// <param name="Code">ISO 3166-1 alpha-2.</param>
/// <param name="Name">Its English name.</param>
/// <param name="Emergency">The number for any emergency.</param>
/// <param name="Ambulance">The ambulance's own number, where there is one.</param>
/// <param name="Police">The police's own number, where there is one.</param>
/// <param name="Source">Who says so.</param>
/// <param name="Checked">When the emergency numbers were last checked, or null.</param>
/// <param name="Lines">The help lines.</param>
public sealed record HelpRegion(string Code, string Name, string Emergency, string? Ambulance, string? Police, string Source, DateOnly? Checked, IReadOnlyList<HelpLine> Lines);

/// <summary>Help lines by region, from <c>knowledge/care/help-lines.yaml</c> or a file of one's own of the same form. Thread-safe.</summary>
public sealed class HelpLineDirectory
{
    /// <summary>What a file says that it is.</summary>
    public const string Schema = "care/help-lines/1";

    private static readonly Lazy<HelpLineDirectory> Shared = new(() => new HelpLineDirectory(CareFiles.Read(CareFiles.HelpLines)));
    private readonly Dictionary<string, HelpRegion> _regions = new(StringComparer.OrdinalIgnoreCase);

    private HelpLineDirectory(CareYaml file)
    {
        if (file["schema"].Text != Schema)
            throw new UserException($"{file.Where} isn't a file of help lines.", $"It begins with schema: {Schema}.");
        Fallback = ReadRegion(file["fallback"], "", "");
        foreach (var region in file["regions"].Items())
        {
            var code = region["code"].Needed;
            if (!_regions.TryAdd(code, ReadRegion(region, code, region["name"].Needed)))
                throw new UserException($"{region.Where}: {code} is there twice.", "Join the two.");
        }
    }

    /// <summary>The built-in lines.</summary>
    public static HelpLineDirectory Default => Shared.Value;

    /// <summary>What holds where the region isn't known: 112, which works from most mobile phones, and directories of lines.</summary>
    public HelpRegion Fallback { get; }

    /// <summary>All regions.</summary>
    public IReadOnlyCollection<HelpRegion> Regions => _regions.Values;

    /// <summary>Reads a file of one's own.</summary>
    /// <param name="yaml">Its text.</param>
    /// <param name="name">Its name, for errors.</param>
    /// <exception cref="UserException">It has a fault; the message says where.</exception>
    public static HelpLineDirectory Parse(string yaml, string name) => new(CareYaml.Parse(yaml, name));

    /// <summary>A region, or null where nothing is known of it.</summary>
    /// <param name="region">A country code (DE), a language tag with one (de-DE, pt_BR), or UK; null finds nothing.</param>
    public HelpRegion? Find(string? region)
    {
        if (string.IsNullOrWhiteSpace(region))
            return null;
        var code = region.Trim().Split('-', '_')[^1];
        return _regions.GetValueOrDefault(string.Equals(code, "UK", StringComparison.OrdinalIgnoreCase) ? "GB" : code);
    }

    private static HelpRegion ReadRegion(CareYaml node, string code, string name)
        => new(code, name, Digits(node["emergency"])!, Digits(node["ambulance"], false), Digits(node["police"], false), node["source"].Needed, Date(node["checked"]),
            [.. node["lines"].Items().Select(ReadLine)]);

    private static HelpLine ReadLine(CareYaml node)
    {
        var line = new HelpLine(
            node["name"].Needed, node["topics"].Texts, Digits(node["phone"], false), Digits(node["text"], false), node["word"].Text, node["web"].Text,
            node["languages"].Texts, node["hours"].Text, node["source"].Needed, Date(node["checked"]));
        return line.Phone is not null || line.Text is not null || line.Web is not null ? line
            : throw new UserException($"{node.Where} ({line.Name}) has no phone, text or web.", "Add one, or take the line out.");
    }

    private static string? Digits(CareYaml node, bool needed = true)
    {
        var number = needed ? node.Needed : node.Text;
        return number is null || number.All(char.IsAsciiDigit) ? number
            : throw new UserException($"{node.Where}: '{number}' has more than digits.", "Write the number without spaces and signs, in quotation marks.");
    }

    private static DateOnly? Date(CareYaml node)
        => node.Text is not { } text ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date
        : throw new UserException($"{node.Where}: '{text}' isn't a date.", "Write it as 2026-11-22.");
}
