namespace AffectAgent.Plugins.TalkingHead;

/// <summary>What a checker found in a file.</summary>
/// <param name="Kind">What the file is: "Live Link Face CSV", "glTF"…</param>
/// <param name="Says">What it holds, in a line: frames, rate, length.</param>
/// <param name="Faults">What is wrong, a line each; none where it is right.</param>
/// <param name="Notes">What a user should know and is no fault, such as a check that couldn't be made.</param>
public sealed record ExportReport(string Kind, string Says, IReadOnlyList<string> Faults, IReadOnlyList<string> Notes);

/// <summary>Gathers faults; of many alike the first ones are told, and how many there are more.</summary>
internal sealed class FaultList
{
    private const int MostAlike = 3;
    private readonly List<string> _order = [];
    private readonly Dictionary<string, (int Count, List<string> First)> _byKind = new(StringComparer.Ordinal);

    /// <summary>Adds a fault.</summary>
    /// <param name="kind">What kind of fault.</param>
    /// <param name="line">The fault in a line, with its place.</param>
    public void Add(string kind, string line)
    {
        if (!_byKind.TryGetValue(kind, out var known))
            _order.Add(kind);
        var first = known.First ?? [];
        if (first.Count < MostAlike)
            first.Add(line);
        _byKind[kind] = (known.Count + 1, first);
    }

    /// <summary>Adds a fault of its own kind.</summary>
    public void Add(string line) => Add(line, line);

    /// <summary>The lines.</summary>
    public IReadOnlyList<string> Lines => [.. _order.SelectMany(kind => _byKind[kind] is var (count, first) && count > first.Count
        ? first.Append(FormattableString.Invariant($"… and {count - first.Count} more like it")) : _byKind[kind].First)];
}
