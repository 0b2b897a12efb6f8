using System.CommandLine;
using AffectAgent.Cli.Terminal;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace AffectAgent.Cli.Commands;

/// <summary><c>affect knowledge search|show</c>: the cards that explanations cite.</summary>
internal static class KnowledgeCommand
{
    private static readonly Argument<string[]> Words = new("words") { Arity = ArgumentArity.ZeroOrMore, Description = "What to look for." };
    private static readonly Option<string?> Units = new("--au") { Description = "Measured intensities, 0 to 5: 6=2.5,12=4", HelpName = "PATTERN" };
    private static readonly Option<int> Limit = new("--limit") { Description = "How many cards at most.", DefaultValueFactory = _ => 8 };
    private static readonly Argument<string> Id = new("id") { Description = "A card's id, e.g. au/12." };

    /// <summary>Describes the command.</summary>
    public static Command Create()
    {
        var search = new Command("search", "Find cards by words, by an Action Unit pattern, or both.") { Words, Units, Limit };
        search.SetAction(Search);
        var show = new Command("show", "Show one card with its sources.") { Id };
        show.SetAction(Show);
        return new Command("knowledge", "The knowledge cards.") { search, show };
    }

    private static int Search(ParseResult parsed)
    {
        var words = string.Join(' ', parsed.GetValue(Words) ?? []);
        var pattern = Pattern(parsed.GetValue(Units));
        if (words.Length == 0 && pattern.Count == 0)
            throw new UserException("Nothing to look for.", "Give words, or a pattern with --au 6=2.5,12=4.");
        using var services = Services.Build([]);
        var hits = services.GetRequiredService<IKnowledgeBase>().Search(new KnowledgeQuery
        {
            Text = words.Length > 0 ? words : null,
            ActionUnits = pattern,
            Limit = Math.Clamp(parsed.GetValue(Limit), 1, 1000),
        });
        if (hits.Count == 0)
            Console.WriteLine("No card fits.");
        foreach (var hit in hits)
            Consoles.Out.MarkupLine($"[bold]{Markup.Escape(hit.Card.Id)}[/] {Markup.Escape(hit.Card.Title)} [grey]{hit.Score:0.00}[/]");
        return ExitCodes.Success;
    }

    private static int Show(ParseResult parsed)
    {
        var id = parsed.GetValue(Id)!;
        using var services = Services.Build([]);
        var card = services.GetRequiredService<IKnowledgeBase>().Find(id)
            ?? throw new UserException($"There is no card '{id}'.", "Find ids with: affect knowledge search WORDS");
        Consoles.Out.MarkupLine($"[bold]{Markup.Escape(card.Title)}[/] [grey]{Markup.Escape(card.Id)}, grade {card.Grade}[/]");
        Console.WriteLine(card.Text);
        foreach (var source in card.Sources)
            Consoles.Out.MarkupLine($"[grey]{Markup.Escape($"{source.Authors} ({source.Year}). {source.Title}{(source.Doi is { } doi ? $". doi:{doi}" : "")}")}[/]");
        return ExitCodes.Success;
    }

    private static Dictionary<int, double> Pattern(string? text)
    {
        var pattern = new Dictionary<int, double>();
        foreach (var part in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (part.Split('=') is not [var unit, var value] || !int.TryParse(unit, out var number) || ActionUnits.Find(number) is null
                || !double.TryParse(value, out var intensity) || intensity is not (>= 0 and <= ActionUnits.MaxIntensity))
                throw new UserException($"'{part}' is not an Action Unit with an intensity.", "Write e.g. --au 6=2.5,12=4, intensities 0 to 5.");
            pattern[number] = intensity;
        }

        return pattern;
    }
}
