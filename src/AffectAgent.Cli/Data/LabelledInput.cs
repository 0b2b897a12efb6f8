using AffectAgent.Cli.Batch;

namespace AffectAgent.Cli.Data;

/// <summary>What a sample is made of.</summary>
internal enum SampleKind
{
    /// <summary>A picture.</summary>
    Image,
    /// <summary>A clip.</summary>
    Video,
    /// <summary>A recording.</summary>
    Audio,
    /// <summary>Words alone.</summary>
    Text,
}

/// <summary>Names of kinds.</summary>
internal static class SampleKinds
{
    /// <summary>"image", "video", "audio" or "text".</summary>
    public static string Name(this SampleKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>The kind of a file by its ending, or null.</summary>
    public static SampleKind? Of(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        var e when MediaInputs.Pictures.Contains(e) => SampleKind.Image,
        var e when MediaInputs.Videos.Contains(e) => SampleKind.Video,
        var e when MediaInputs.Sounds.Contains(e) => SampleKind.Audio,
        _ => null,
    };
}

/// <summary>One labelled thing.</summary>
/// <param name="Name">Path inside the input with forward slashes, or "row N" (from 1, a header not counted) for words alone; tells it from all others.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Path">Where its file lies; null for words alone.</param>
/// <param name="Words">The words: the text itself, or what is said in the medium; null for none.</param>
/// <param name="Labels">Its labels as given; several where the set gives several.</param>
/// <param name="Person">Who it is, or null.</param>
internal sealed record LabelledInput(string Name, SampleKind Kind, string? Path, string? Words, IReadOnlyList<string> Labels, string? Person)
{
    /// <summary>Where it stands, for messages: file and line of a table, else its name.</summary>
    public string At { get; init; } = Name;
}

/// <summary>A row that can't be used.</summary>
/// <param name="Name">"row N", or the path inside the input.</param>
/// <param name="At">File and line of a table, else the name.</param>
/// <param name="Label">Its label, as far as it has one.</param>
/// <param name="Reason">Which rule, e.g. "no-text".</param>
/// <param name="Detail">What exactly, without the place.</param>
internal sealed record BadRow(string Name, string At, string Label, string Reason, string Detail)
{
    /// <summary>Place and fault.</summary>
    public override string ToString() => $"{At}: {Detail}";
}
