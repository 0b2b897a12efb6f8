using System.Globalization;
using System.Text;
using AffectAgent.Empathy.Care.Data;

namespace AffectAgent.Empathy.Care;

/// <summary>
/// The fixed answers to signs of crisis and to boundaries, from <c>knowledge/care/answers-*.yaml</c>, with help lines of the region.
/// Nothing is generated and nothing that the person wrote is repeated. Thread-safe.
/// </summary>
/// <param name="lines">Where help lines come from.</param>
public sealed class CareAnswers(HelpLineDirectory lines)
{
    private const string English = "en";
    private const int MostLines = 5;

    private static readonly Lazy<CareAnswers> Shared = new(() => new CareAnswers(HelpLineDirectory.Default));
    private static readonly Lazy<Dictionary<string, CareYaml>> Files = new(() => CareFiles.Languages.ToDictionary(code => code, code => CareFiles.Read($"{CareFiles.Answers}-{code}"), StringComparer.Ordinal));

    /// <summary>The answers with the built-in help lines.</summary>
    public static CareAnswers Default => Shared.Value;

    /// <summary>The languages of the answers, ISO 639-1.</summary>
    public static IReadOnlyCollection<string> Languages => Files.Value.Keys;

    /// <summary>The answer to the first sign of a check.</summary>
    /// <param name="check">What was found.</param>
    /// <param name="language">The language to answer in, ISO 639-1 (a tag such as de-AT will do); English where there are no answers in it.</param>
    /// <param name="region">Where the person is: a country code or a tag with one; null where that isn't known.</param>
    /// <exception cref="ArgumentException">Nothing was found, so that there is nothing to answer.</exception>
    public CareAnswer AnswerFor(CareCheck check, string language, string? region)
    {
        ArgumentNullException.ThrowIfNull(check);
        var sign = check.First ?? throw new ArgumentException("Nothing was found in the message.", nameof(check));
        return Build(sign.Kind, sign.Severity, Keys(sign), check.Minor, language, region, Also(check, sign));
    }

    /// <summary>What comes before any later reply of a conversation in which a crisis was met: it asks after the person and keeps the lines.</summary>
    /// <param name="state">The conversation so far.</param>
    /// <param name="language">As for <see cref="AnswerFor"/>.</param>
    /// <param name="region">As for <see cref="AnswerFor"/>.</param>
    /// <returns>The reminder, or null where no crisis was met.</returns>
    public CareAnswer? FollowUp(CareState state, string language, string? region)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Crisis is { } crisis ? Build(crisis.Kind, crisis.Severity, ["again"], state.Minor, language, region) : null;
    }

    /// <summary>What is shown where a message is in a language without phrases (<see cref="CareCheck.IsUnread"/>), so that words of crisis in it can't be found.</summary>
    /// <param name="language">As for <see cref="AnswerFor"/>: the language of the reply.</param>
    /// <param name="region">As for <see cref="AnswerFor"/>.</param>
    public string Unchecked(string language, string? region) => Line("unchecked", language, region);

    /// <summary>What is shown where somebody speaks in a medium and the words were not heard, so that nothing could be checked.</summary>
    /// <param name="language">As for <see cref="AnswerFor"/>.</param>
    /// <param name="region">As for <see cref="AnswerFor"/>.</param>
    public string Unheard(string language, string? region) => Line("unheard", language, region);

    private string Line(string name, string language, string? region)
    {
        var (_, file) = File(language);
        return file[name].Needed.Replace("{emergency}", Emergency(lines.Find(region)?.Emergency, file), StringComparison.Ordinal);
    }

    // The most telling answer first.
    private static string[] Keys(CareFinding sign)
    {
        var name = sign.Kind.Name();
        return sign.Who == CareWho.Other && sign.Kind != CareKind.Medical ? [$"{name}.other", name]
            : sign.Severity == CareSeverity.Acute ? [$"{name}.acute", name] : [name];
    }

    // Whoever may hurt themselves and others hears what matters for both.
    private static CareKind? Also(CareCheck check, CareFinding first)
    {
        CareKind? other = first.Kind switch { CareKind.SelfHarm => CareKind.Violence, CareKind.Violence => CareKind.SelfHarm, _ => null };
        return first.Who == CareWho.Writer && check.Findings.Any(finding => finding.Kind == other && finding.Who == CareWho.Writer) ? other : null;
    }

    private CareAnswer Build(CareKind kind, CareSeverity severity, string[] keys, bool minor, string language, string? region, CareKind? also = null)
    {
        var (code, file) = File(language);
        var known = lines.Find(region);
        var emergency = Emergency(Number(kind, known), file);
        var answers = file["answers"];
        var text = keys.Select(key => answers[key].Text).First(one => one is not null)!;
        if (also is { } second)
            text += " " + answers[$"{second.Name()}.also"].Needed;
        if (minor)
            text += " " + answers["minor"].Needed;
        var shown = Choose(kind, also, minor, code, known, file);
        return new CareAnswer(kind, severity, code, text.Replace("{emergency}", emergency, StringComparison.Ordinal).Trim(), shown, Show(shown, file), known?.Code);
    }

    private static (string Code, CareYaml File) File(string? language)
    {
        var code = (language ?? English).Split('-', '_')[0].ToLowerInvariant();
        return Files.Value.TryGetValue(code, out var file) ? (code, file) : (English, Files.Value[English]);
    }

    private static string Emergency(string? number, CareYaml file)
        => number is null ? file["emergency-unknown"].Needed : file["emergency"].Needed.Replace("{number}", number, StringComparison.Ordinal);

    private static string? Number(CareKind kind, HelpRegion? region) => kind switch
    {
        CareKind.Medical or CareKind.Dosing => region?.Ambulance ?? region?.Emergency,
        CareKind.Violence => region?.Police ?? region?.Emergency,
        _ => region?.Emergency,
    };

    private static string[] Topics(CareKind kind, bool minor) => kind switch
    {
        CareKind.SelfHarm => minor ? ["children", "self_harm"] : ["self_harm"],
        CareKind.Violence => ["talk"],
        CareKind.Abuse => minor ? ["children", "abuse"] : ["abuse", "children"],
        CareKind.Medical => ["poison"],
        CareKind.Dosing => ["poison"],
        CareKind.Attachment when minor => ["children"],
        _ => [],
    };

    private List<HelpLine> Choose(CareKind kind, CareKind? also, bool minor, string language, HelpRegion? region, CareYaml file)
    {
        string[] topics = [.. Topics(kind, minor), .. also is { } second ? Topics(second, minor) : []];
        if (topics.Length == 0)
            return [];
        var place = region ?? lines.Fallback;
        var emergency = new HelpLine(file["titles"]["emergency"].Needed, ["emergency"], Number(kind, region) ?? place.Emergency, null, null, null, [], "24/7", place.Source, place.Checked);
        var fitting = topics.SelectMany(topic => place.Lines.Where(line => line.Topics.Contains(topic)).OrderBy(line => line.Languages.Contains(language) ? 0 : 1)).Distinct().Take(MostLines).ToList();
        // A region without a line for this still gets the directories.
        if (fitting.Count == 0)
            fitting = [.. lines.Fallback.Lines.Where(line => topics.Any(topic => line.Topics.Contains(topic)))];
        return [emergency, .. fitting];
    }

    private static string Show(List<HelpLine> shown, CareYaml file)
    {
        if (shown.Count == 0)
            return "";
        var text = new StringBuilder(file["titles"]["lines"].Needed);
        foreach (var line in shown)
        {
            string?[] ways =
            [
                line.Phone,
                line.Text is null ? null : $"{file["titles"]["text"].Needed} {(line.TextWord is null ? "" : line.TextWord + " → ")}{line.Text}",
                line.Web,
                line.Hours,
            ];
            text.Append('\n').Append("- ").Append(line.Name).Append(": ").AppendJoin(" · ", ways.Where(way => way is not null));
        }
        // The oldest look speaks for all; where one was never looked up, no date is claimed.
        if (shown.All(line => line.Checked is not null))
            text.Append('\n').Append(file["titles"]["checked"].Needed.Replace("{date}", shown.Min(line => line.Checked)!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), StringComparison.Ordinal));
        return text.ToString();
    }
}
