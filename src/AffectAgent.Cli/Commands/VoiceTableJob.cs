using AffectAgent.Cli.Batch;
using AffectAgent.Plugins.AudioEmotion;
using AffectAgent.Reports.Tables;

namespace AffectAgent.Cli.Commands;

/// <summary>The rows of <c>affect detect voice</c>.</summary>
/// <param name="opener">Opens the recordings.</param>
/// <param name="reader">Reads them.</param>
internal sealed class VoiceTableJob(IMediaOpener opener, VoiceReader reader) : MediaTableJob
{
    private static readonly VoiceEmotion[] Emotions = Enum.GetValues<VoiceEmotion>();

    /// <inheritdoc/>
    public override string Schema => "affectagent.table.voice/1";

    /// <inheritdoc/>
    public override string Noun => "recordings";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Models => [VoiceEmotionModel.NetworkId, VoiceEmotionModel.NormsId];

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        new("file", "text", "the recording, as given"),
        new("start", "seconds", "where the segment begins"),
        new("end", "seconds", "where it ends"),
        new("label", "text", "the emotion that it most likely expresses; blank where nothing can be told"),
        .. Emotions.Select(emotion => new TableColumn($"p_{Name(emotion)}", "probability 0-1", $"that it expresses {Name(emotion)}")),
        new("arousal", "-1..1", "calm to excited"),
        new("valence", "-1..1", "unpleasant to pleasant; the weaker of the two"),
        new("familiarity", "0-1", "how like the voice is to those that the model knows; the probabilities flatten with it"),
        new("events", "text", "laughter, sighs and pauses in the segment or up to the next: kind start-end in seconds, joined by |; laughter and sighs were tested on synthetic sounds only"),
    ];

    /// <inheritdoc/>
    public override async Task ReadAsync(IReadOnlyList<MediaInput> inputs, IReadOnlyList<TableRows> rows, CancellationToken cancellationToken)
    {
        for (var i = 0; i < inputs.Count; i++)
        {
            var media = await opener.OpenAsync(inputs[i].Path, cancellationToken).ConfigureAwait(false);
            Write(inputs[i].Name, await reader.ReadAsync(media, rows[i].Report, cancellationToken).ConfigureAwait(false), rows[i]);
        }
    }

    private static void Write(string file, VoiceReport report, TableRows rows)
    {
        if (report.Segments.Count == 0)
        {
            rows.Row.Add(file);
            rows.Row.Blank(6 + Emotions.Length);
            rows.Row.Add(Told(report.Events, 0, double.MaxValue));
            rows.Next(report.Reason);
            return;
        }

        for (var i = 0; i < report.Segments.Count; i++)
        {
            var from = i == 0 ? 0 : report.Segments[i].Interval.Start;
            var to = i + 1 < report.Segments.Count ? report.Segments[i + 1].Interval.Start : double.MaxValue;
            Write(file, report.Segments[i], Told(report.Events, from, to), rows);
        }
    }

    private static void Write(string file, VoiceEmotionReading reading, string? events, TableRows rows)
    {
        rows.Row.Add(file);
        rows.Row.Add(reading.Interval.Start, "0.00");
        rows.Row.Add(reading.Interval.End, "0.00");
        rows.Row.Add(reading.Label is { } label ? Name(label) : null);
        for (var e = 0; e < Emotions.Length; e++)
            rows.Row.Add(reading.Probabilities?[e], "0.0000");
        rows.Row.Add(reading.Arousal, "0.000");
        rows.Row.Add(reading.Valence, "0.000");
        rows.Row.Add(reading.Familiarity, "0.00");
        rows.Row.Add(events);
        rows.Next(reading.Reason);
    }

    private static string? Told(IReadOnlyList<VoiceEvent> events, double from, double to)
    {
        var told = events.Where(e => e.Interval.Start >= from && e.Interval.Start < to)
            .Select(e => FormattableString.Invariant($"{Name(e.Kind)} {e.Interval.Start:0.00}-{e.Interval.End:0.00}")).ToList();
        return told.Count == 0 ? null : string.Join('|', told);
    }

    private static string Name<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
