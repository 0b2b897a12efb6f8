using System.CommandLine;
using AffectAgent.Cli.Terminal;
using AffectAgent.Inference.Models;

namespace AffectAgent.Cli.Commands;

/// <summary><c>affect models pull</c> and <c>remove</c>: downloads that the user asks for.</summary>
internal static class ModelsPullCommand
{
    private static readonly Argument<string[]> Ids = new("model") { Arity = ArgumentArity.OneOrMore, Description = "Models of 'affect models list'." };
    private static readonly Option<string[]> Accept = new("--accept-licence") { Description = "Accept the conditions of this model's licence.", HelpName = "ID" };
    private static readonly Option<bool> Forget = new("--forget") { Description = "Forget what the files were, so that a new version may be pulled." };

    /// <summary>Describes <c>pull</c>.</summary>
    public static Command Pull()
    {
        var command = new Command("pull", "Download models, going on where a former pull stopped; each file is checked before it is put in place.") { Ids, Accept };
        command.SetAction(PullAsync);
        return command;
    }

    /// <summary>Describes <c>remove</c>.</summary>
    public static Command Remove()
    {
        var command = new Command("remove", "Delete what pull has brought of a model; files put there by hand stay.") { Ids, Forget };
        command.SetAction(Remove);
        return command;
    }

    private static async Task<int> PullAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var store = DownloadStore.Open();
        var accepted = parsed.GetValue(Accept) ?? [];
        CheckAll(store, [.. accepted, .. parsed.GetValue(Ids)!]);
        foreach (var id in parsed.GetValue(Ids)!.Distinct(StringComparer.Ordinal))
        {
            var entry = store.Catalogue.Find(id);
            Console.WriteLine($"{id}: {PullProgress.Size(entry.Bytes)}, {entry.Licence}, {entry.Page}");
            if (entry.Note is { } note)
                Console.WriteLine($"  {note}");
            using var progress = PullProgress.OnStandardError();
            var pulled = await store.PullAsync(id, accepted.Contains(id), progress, cancellationToken: cancellationToken).ConfigureAwait(false);
            progress.Dispose();
            foreach (var file in pulled)
                Console.WriteLine($"  {(file.WasThere ? "there already" : "fetched")}: {file.Path}, SHA-256 {file.Sha256}, {Checked(file)}");
            if (Use(entry, pulled[0].Path) is { } use)
                Console.WriteLine($"  {use}");
        }

        return ExitCodes.Success;
    }

    private static int Remove(ParseResult parsed)
    {
        var store = DownloadStore.Open();
        CheckAll(store, parsed.GetValue(Ids)!);
        foreach (var id in parsed.GetValue(Ids)!.Distinct(StringComparer.Ordinal))
        {
            var (freed, kept) = store.Remove(id, parsed.GetValue(Forget));
            Console.WriteLine(freed == 0 && kept.Count == 0 ? $"{id}: nothing was here." : $"{id}: {PullProgress.Size(freed)} freed.");
            foreach (var path in kept)
                Console.WriteLine($"  stays, since pull did not bring it: {path}");
        }

        return ExitCodes.Success;
    }

    // Before anything is fetched or deleted.
    private static void CheckAll(DownloadStore store, IReadOnlyList<string> ids)
    {
        var ours = ModelStore.Open().Catalogue.Entries.Select(entry => entry.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var id in ids.Where(id => !store.Catalogue.Entries.Any(entry => entry.Id == id)))
        {
            if (ours.Contains(id))
                throw new UserException($"'{id}' comes with the program: it is neither pulled nor removed.", "affect models list shows which models can be.");
            store.Catalogue.Find(id);
        }
    }

    private static string? Use(DownloadEntry entry, string path) => entry.Kind switch
    {
        DownloadKind.LanguageModel => $"use it: --llm gguf:{path} with the backend llamasharp, or any server that loads GGUF",
        DownloadKind.Speech => $"use it: the backend whisper, with its setting model = {entry.Id}",
        DownloadKind.TextEmbedding => $"in use from now on: affect knowledge search and the retrieval API rank with it (setting TextModel: {entry.Id}, or none to leave it out; without it the first of the catalogue that is here)",
        DownloadKind.Vision => $"no built-in tool loads it; a plugin of your own may, with OnnxModel.Load(\"{path}\")",
        _ => null,
    };

    private static string Checked(PulledFile file) => file.CheckedAgainst switch
    {
        "stated" => "as its source states it",
        "source" => "as the server names it; pinned from now on",
        "pin" => "the same as when it was first pulled",
        _ => "no hash of it is published; pinned from now on",
    };
}
