using System.Text;

namespace AffectAgent.Cli.Data;

/// <summary>
/// Chooses samples from readings, in the inputs' order: the reading must agree with the label, the conclusion must follow from what
/// the chain cites, every part of it must hold something, and nothing is said twice. The reasons are never bent to a label.
/// </summary>
internal sealed class CotSelection(CotPrompts prompts, LabelMap labels, CotOptions options)
{
    /// <summary>Share of sentences that the verifier may strike before a sample is dropped.</summary>
    private const double MostStruck = 0.25;

    private static readonly string[] Judgements = [EvidenceKinds.Expression, EvidenceKinds.ExpressionEpisode, EvidenceKinds.VoiceEmotion, EvidenceKinds.VoiceAffect];

    private readonly Dictionary<(bool IsMedium, string Content), LabelledInput> _kept = [];
    private readonly NearDuplicates _chains = new(options.Near);

    /// <summary>Samples kept.</summary>
    public List<CotSample> Kept { get; } = [];

    /// <summary>Samples not kept.</summary>
    public List<CotRejection> Rejected { get; } = [];

    /// <summary>Notes a row that could not be used at all.</summary>
    public void Add(BadRow row) => Rejected.Add(new CotRejection(row.Name, row.Label, row.Reason, row.ToString()));

    /// <summary>Takes the next input.</summary>
    /// <param name="input">The input.</param>
    /// <param name="reading">What was read; null where it could not be.</param>
    /// <param name="fault">Why it could not be read, or null.</param>
    public void Add(LabelledInput input, ChainReading? reading, string? fault)
    {
        var wanted = Wanted(input);
        if (wanted.Count == 0)
            Reject(input, "label-left-out", null);
        else if (reading is null)
            Reject(input, input.Words?.Length > CotJob.MostWords ? "text-too-long" : "unreadable", fault);
        else if (Key(input, reading) is var key && _kept.TryGetValue(key, out var earlier))
            Repeat(input, earlier);
        else if (reading.Reading is not { } emotion)
            Reject(input, "no-reading", reading.Abstained);
        else if (reading.People > 1)
            Reject(input, "several-people", $"{reading.People} faces, and the label does not say whose it is");
        else if (!wanted.Contains(emotion) && !options.KeepDisagreeing)
            Reject(input, "disagrees", $"reads as {emotion.Name()}");
        else if (ChainCheck.WhyNot(reading) is { } why)
            Reject(input, "does-not-follow", why);
        else
            Keep(input, reading, wanted.Contains(emotion));
    }

    private void Keep(LabelledInput input, ChainReading reading, bool agrees)
    {
        if (reading.Struck > MostStruck * (reading.Sentences.Count + reading.Struck))
        {
            Reject(input, "unsupported", $"{reading.Struck} sentences were struck");
            return;
        }

        var told = reading.Sentences.Where(s => !prompts.LeavesOut(s.Text)).Select(s => s with { Text = prompts.Cut(s.Text) }).ToList();
        var parts = Parts(told, reading);
        if (Array.FindIndex(parts, part => part.Count == 0) is >= 0 and var empty)
        {
            Reject(input, "part-missing", prompts.Headings[empty].TrimEnd(':'));
            return;
        }

        if (parts.Sum(part => part.Count) < options.Least)
        {
            Reject(input, "too-short", $"{parts.Sum(part => part.Count)} sentences");
            return;
        }

        if (options.Limits)
            parts[2].AddRange(told.Where(s => s.Part == 3));
        if (!agrees)
            parts[2].Add(new ChainSentence(2, prompts.Disagreement(string.Join(", ", input.Labels), reading.Reading!.Value.Name()), []));
        if (_chains.FindOrKeep(input.Name, string.Join(' ', parts.SelectMany(p => p).Select(s => s.Text))) is { } near)
        {
            Reject(input, "near-same-chain", near);
            return;
        }

        _kept[Key(input, reading)] = input;
        Kept.Add(new CotSample(input, reading, parts, agrees, IsForValidation(input)));
    }

    // What a network makes of a whole face or voice is no observation of a sign: it opens the interpretation, unless there is
    // nothing else that was observed.
    private static List<ChainSentence>[] Parts(List<ChainSentence> told, ChainReading reading)
    {
        bool Judges(ChainSentence sentence) => sentence.Part == 0 && sentence.Citations.Count > 0
            && sentence.Citations.All(id => reading.Evidence.TryGetValue(id, out string? what) && Array.Exists(Judgements, kind => what.Split(' ')[0] == kind));
        if (!told.Exists(s => s.Part == 0 && !Judges(s)))
            return [.. Enumerable.Range(0, 3).Select(part => told.Where(s => s.Part == part).ToList())];
        return
        [
            [.. told.Where(s => s.Part == 0 && !Judges(s))],
            [.. told.Where(Judges), .. told.Where(s => s.Part == 1)],
            [.. told.Where(s => s.Part == 2)],
        ];
    }

    // Only what was kept counts: a copy whose label was wrong does not stand in the way of one whose label is right.
    private void Repeat(LabelledInput input, LabelledInput earlier)
    {
        var (own, other) = (Wanted(input), Wanted(earlier));
        if (own.Overlaps(other))
            Reject(input, input.Path is null ? "same-text" : "same-medium", earlier.Name);
        else
            Reject(input, "contradicting-labels", $"{earlier.Name} has the same {(input.Path is null ? "text" : "medium")} with the label {string.Join('|', earlier.Labels)}");
    }

    private HashSet<Emotion> Wanted(LabelledInput input) => input.Labels.Select(labels.Of).OfType<Emotion>().ToHashSet();

    private static (bool IsMedium, string Content) Key(LabelledInput input, ChainReading reading) =>
        input.Path is null ? (false, Plain(input.Words ?? "")) : (true, reading.Sha256);

    private bool IsForValidation(LabelledInput input)
    {
        if (options.Split <= 0)
            return false;
        string group = options.ByPerson ? "person " + input.Person : input.Name;
        return CotPrompts.Draw("split " + group, options.Seed) / (double)ulong.MaxValue < options.Split;
    }

    private void Reject(LabelledInput input, string reason, string? detail) =>
        Rejected.Add(new CotRejection(input.Name, string.Join('|', input.Labels), reason, detail));

    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            if (char.IsLetterOrDigit(c))
                plain.Append(char.ToLowerInvariant(c));
            else if (plain.Length > 0 && plain[^1] != ' ' && char.IsWhiteSpace(c))
                plain.Append(' ');
        }

        string folded = plain.ToString().Trim();
        return folded.Length > 0 ? folded : text.Trim();
    }
}
