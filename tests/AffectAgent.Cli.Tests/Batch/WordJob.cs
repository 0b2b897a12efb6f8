using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using AffectAgent.Cli.Batch;
using AffectAgent.Reports.Tables;

namespace AffectAgent.Cli.Tests.Batch;

/// <summary>An input made of words; its content may change under the same name.</summary>
internal sealed record Word(string Name, string Content);

/// <summary>A job that needs no model: one row a letter. "bad" can't be read, "odd" is a fault of ours, "long" makes many rows.</summary>
internal sealed class WordJob : TableJob<Word>
{
    /// <summary>Names read, in the order of reading.</summary>
    public ConcurrentQueue<string> Read { get; } = [];

    /// <summary>Called before each input is read.</summary>
    public Action<Word> Before { get; init; } = _ => { };

    public int Batch { get; init; } = 1;

    public string Option { get; init; } = "a";

    public override string Schema => "affectagent.table.words/1";

    public override IReadOnlyList<TableColumn> Columns { get; } = [new("name", "text", "the input"), new("letter", "text", "one letter"), new("code", "1", "its code")];

    public override IReadOnlyList<string> Models => [];

    public override IReadOnlyDictionary<string, string> Options => new Dictionary<string, string> { ["option"] = Option };

    public override int BatchSize => Batch;

    public override string NameOf(Word input) => input.Name;

    public override Task<string> HashAsync(Word input, CancellationToken cancellationToken) =>
        Task.FromResult(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(input.Content))));

    public override Task ReadAsync(IReadOnlyList<Word> inputs, IReadOnlyList<TableRows> rows, CancellationToken cancellationToken)
    {
        for (var i = 0; i < inputs.Count; i++)
        {
            Before(inputs[i]);
            cancellationToken.ThrowIfCancellationRequested();
            var content = inputs[i].Content;
            if (content == "odd")
                throw new InvalidOperationException("an odd word");
            foreach (var letter in content)
            {
                rows[i].Row.Add(inputs[i].Name);
                rows[i].Row.Add(letter.ToString());
                rows[i].Row.Add((int)letter);
                rows[i].Next();
            }

            if (content == "bad")
                throw new UserException("This word is bad.", "Take another.");
            Read.Enqueue(inputs[i].Name);
        }

        return Task.CompletedTask;
    }
}
