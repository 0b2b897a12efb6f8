using System.CommandLine;
using System.Text.Json;
using AffectAgent.Cli.Knowledge;
using AffectAgent.Cli.Terminal;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace AffectAgent.Cli.Commands;

/// <summary><c>affect knowledge search|show|check|add|remove</c>: the cards that explanations cite, and folders of one's own.</summary>
internal static class KnowledgeCommand
{
    private static readonly Argument<string> Id = new("id") { Description = "A card's id, e.g. au/12." };
    private static readonly Option<bool> Json = new("--json") { Description = "Print JSON." };

    /// <summary>Describes the command.</summary>
    public static Command Create()
    {
        var show = new Command("show", "Show one card with its pattern, cues, claims and sources.") { Id, Json };
        show.SetAction(Show);
        return new Command("knowledge", "The knowledge cards, and folders of your own.")
        {
            KnowledgeSearchCommand.Create(), show, KnowledgeFolderCommands.Check(), KnowledgeFolderCommands.Add(), KnowledgeFolderCommands.Remove(),
        };
    }

    private static int Show(ParseResult parsed)
    {
        var id = parsed.GetValue(Id)!;
        using var services = Services.Build([]);
        var card = services.GetRequiredService<IKnowledgeBase>().Find(id)
            ?? throw new UserException($"There is no card '{id}'.", "Find ids with: affect knowledge search WORDS");
        if (parsed.GetValue(Json))
        {
            Console.WriteLine(JsonSerializer.Serialize(card, AffectJson.Default.KnowledgeCard));
            return ExitCodes.Success;
        }

        Consoles.Out.MarkupLine($"[bold]{Markup.Escape(card.Title)}[/] [grey]{Markup.Escape(CardText.Head(card))}[/]");
        Console.WriteLine(card.Text);
        foreach (var line in CardText.Details(card))
            Console.WriteLine(PlainText.Of(line));
        foreach (var source in card.Sources)
            Consoles.Out.MarkupLine($"[grey]{Markup.Escape(CardText.Citation(source))}[/]");
        return ExitCodes.Success;
    }
}
