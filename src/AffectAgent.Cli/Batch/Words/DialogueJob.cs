using System.Collections.Concurrent;
using AffectAgent.Plugins.TextEmotion;
using AffectAgent.Reports.Tables;

namespace AffectAgent.Cli.Batch.Words;

/// <summary>Which of seven emotions each line of a dialogue expresses, read with the lines around it: one row a line.</summary>
internal sealed class DialogueJob : TableJob<DialogueStretch>
{
    private readonly DialogueFile _file;
    private readonly DialogueClassifier _classifier;
    private readonly Dictionary<string, List<int>> _members = new(StringComparer.Ordinal);
    private readonly int[] _place;
    private readonly ConcurrentDictionary<string, Lazy<IReadOnlyList<DialogueReading>>> _read = new(StringComparer.Ordinal);

    /// <summary>Prepares the job.</summary>
    public DialogueJob(DialogueFile file, DialogueClassifier classifier)
    {
        _file = file;
        _classifier = classifier;
        _place = new int[file.Rows.Count];
        for (int i = 0; i < file.Rows.Count; i++)
        {
            if (!_members.TryGetValue(file.Rows[i].Dialogue, out var members))
                _members[file.Rows[i].Dialogue] = members = [];
            _place[i] = members.Count;
            members.Add(i);
        }

        Columns =
        [
            new("line", "from 1", "number of the line in the input, a header not counted"),
            new("dialogue", "text", "the dialogue it belongs to, as given"),
            new("label", "text", "the emotion chosen"),
            .. classifier.Labels.Select(l => new TableColumn($"p_{l.Name}", "probability 0-1", $"that the line expresses {l.Name}; they add up to 1")),
            .. classifier.Labels.Select(l => new TableColumn($"alone_{l.Name}", "probability 0-1", $"the same for {l.Name} from the line by itself")),
        ];
    }

    /// <inheritdoc/>
    public override string Schema => "affectagent.table.dialogue/1";

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Models => [TextEmotionPlugin.ModelId, TextEmotionPlugin.DialogueModelId];

    /// <inheritdoc/>
    public override string Noun => "stretches of lines";

    /// <inheritdoc/>
    public override string NameOf(DialogueStretch input) => $"lines {input.First}-{input.First + input.Count - 1}";

    /// <inheritdoc/>
    public override Task<string> HashAsync(DialogueStretch input, CancellationToken cancellationToken) => Task.FromResult(_file.Sha256);

    /// <inheritdoc/>
    public override Task ReadAsync(IReadOnlyList<DialogueStretch> inputs, IReadOnlyList<TableRows> rows, CancellationToken cancellationToken)
    {
        for (int i = 0; i < inputs.Count; i++)
        {
            for (int line = inputs[i].First - 1; line < inputs[i].First - 1 + inputs[i].Count; line++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Write(rows[i], line);
            }
        }

        return Task.CompletedTask;
    }

    private void Write(TableRows rows, int line)
    {
        string dialogue = _file.Rows[line].Dialogue;
        var reading = _read.GetOrAdd(dialogue, key => new(() => _classifier.Read([.. _members[key].Select(i => _file.Rows[i].Line)]))).Value[_place[line]];
        rows.Row.Add(line + 1);
        rows.Row.Add(dialogue);
        rows.Row.Add(reading.Label);
        foreach (var of in new[] { reading.Probabilities, reading.Alone })
        {
            foreach (var label in _classifier.Labels)
                rows.Row.Add(of?[label.Name], "0.####");
        }

        rows.Next(reading.Verdict.Reason);
    }
}
