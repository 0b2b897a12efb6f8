using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using AffectAgent.Cli.Terminal;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace AffectAgent.Cli.Commands;

/// <summary><c>affect knowledge search</c>: cards by words, measured units and other evidence, with filters.</summary>
internal static class KnowledgeSearchCommand
{
    private static readonly Argument<string[]> Words = new("words") { Arity = ArgumentArity.ZeroOrMore, Description = "What to look for." };
    private static readonly Option<string?> Units = new("--au") { Description = "Measured intensities, 0 to 5: 6=2.5,12=4; a number alone keeps only cards on that unit: 12", HelpName = "UNITS" };
    private static readonly Option<string[]> Voice = new("--voice") { Description = "A voice feature and its direction: \"F0 mean=higher\"", HelpName = "FEATURE=WAY" };
    private static readonly Option<string[]> Labels = new("--label") { Description = "What the words express, a GoEmotions label: remorse", HelpName = "LABEL" };
    private static readonly Option<string[]> Emotions = new("--emotion") { Description = "Only cards that speak of this emotion.", HelpName = "NAME" };
    private static readonly Option<string[]> Kinds = new("--kind") { Description = $"Only cards of this kind: {string.Join(", ", Enum.GetNames<CardKind>())}.", HelpName = "KIND" };
    private static readonly Option<string?> Grade = new("--grade") { Description = "Only cards whose literature is at least this strong: A, B or C.", HelpName = "GRADE" };
    private static readonly Option<int> Limit = new("--limit") { Description = "How many cards at most.", DefaultValueFactory = _ => 8 };
    private static readonly Option<bool> Json = new("--json") { Description = "Print JSON." };

    /// <summary>Describes the command.</summary>
    public static Command Create()
    {
        var search = new Command("search", "Find cards by words, measured Action Units, other evidence, or all of them.") { Words, Units, Voice, Labels, Emotions, Kinds, Grade, Limit, Json };
        search.SetAction(SearchAsync);
        return search;
    }

    private static async Task<int> SearchAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var query = Query(parsed);
        using var services = Services.Build([]);
        var asked = query.ActionUnits.Count > 0 || query.Clues.Count > 0 || query.Text is not null;
        var result = asked
            ? await services.GetRequiredService<IKnowledgeRetriever>().RetrieveAsync(query, cancellationToken).ConfigureAwait(false)
            : List(services.GetRequiredService<IKnowledgeBase>(), query);
        if (result.Notice is { } notice)
            Console.Error.WriteLine("affect: " + PlainText.Of(notice));
        if (parsed.GetValue(Json))
            Console.WriteLine(JsonSerializer.Serialize(result, AffectJson.Default.RetrievalResult));
        else
            Print(result);
        return ExitCodes.Success;
    }

    private static void Print(RetrievalResult result)
    {
        if (result.Hits.Count == 0)
            Console.WriteLine("No card fits.");
        foreach (var hit in result.Hits)
            Consoles.Out.MarkupLine($"{Line(hit.Card)}{(hit.Score > 0 ? string.Create(CultureInfo.InvariantCulture, $" [grey]{hit.Score:0.00}[/]") : "")}");
        if (result.Discriminators.Count > 0)
            Console.WriteLine($"What tells the likeliest readings ({string.Join(", ", result.Candidates)}) apart:");
        foreach (var card in result.Discriminators)
            Consoles.Out.MarkupLine(Line(card));
    }

    private static string Line(KnowledgeCard card) =>
        $"[bold]{Markup.Escape(card.Id)}[/] {Markup.Escape(card.Title)}{(card.Origin is { } origin ? $" [grey]from {Markup.Escape(origin)}[/]" : "")}";

    // Filters alone list the cards that they let through.
    private static RetrievalResult List(IKnowledgeBase knowledge, RetrievalQuery query)
    {
        if (query is { Units.Count: 0, Emotions.Count: 0, Kinds.Count: 0, LeastGrade: null })
            throw new UserException("Nothing to look for.", "Give words, a pattern with --au 6=2.5,12=4, or a filter such as --kind Limit.");
        return new([.. knowledge.Cards.Where(query.Passes).Take(query.Limit).Select(card => new RetrievedCard(card, 0))], [], []);
    }

    private static RetrievalQuery Query(ParseResult parsed)
    {
        var text = string.Join(' ', parsed.GetValue(Words) ?? []);
        var (pattern, units) = UnitsOf(parsed.GetValue(Units));
        RetrievalClue[] clues = [.. (parsed.GetValue(Voice) ?? []).Select(VoiceClue), .. (parsed.GetValue(Labels) ?? []).Select(RetrievalClue.Words)];
        return new RetrievalQuery
        {
            Text = text.Length > 0 ? text : null,
            // Words alone are no measurement that readings could be told apart by.
            Discriminators = pattern.Count + clues.Length > 0 ? 3 : 0,
            ActionUnits = pattern,
            Units = units,
            Clues = clues,
            Emotions = [.. (parsed.GetValue(Emotions) ?? []).Select(EmotionOf)],
            Kinds = [.. (parsed.GetValue(Kinds) ?? []).Select(kind => NameOf<CardKind>("--kind", kind))],
            LeastGrade = parsed.GetValue(Grade) is { } grade ? NameOf<EvidenceGrade>("--grade", grade) : null,
            Limit = Math.Clamp(parsed.GetValue(Limit), 1, 1000),
        };
    }

    private static (Dictionary<int, double> Pattern, List<int> Units) UnitsOf(string? text)
    {
        var (pattern, units) = (new Dictionary<int, double>(), new List<int>());
        foreach (var part in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var sides = part.Split('=');
            if (sides.Length > 2 || !int.TryParse(sides[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || ActionUnits.Find(number) is null)
                throw Wrong();
            if (sides.Length == 1)
                units.Add(number);
            else if (double.TryParse(sides[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var intensity) && intensity is >= 0 and <= ActionUnits.MaxIntensity)
                pattern[number] = intensity;
            else
                throw Wrong();

            UserException Wrong() => new($"'{part}' is not an Action Unit, alone or with an intensity.", "Write e.g. --au 6=2.5,12=4 (intensities 0 to 5), or --au 12.");
        }

        return (pattern, units);
    }

    private static RetrievalClue VoiceClue(string text) => text.Split('=') switch
    {
        [var feature, var way] when feature.Length > 0 && way.Equals("higher", StringComparison.OrdinalIgnoreCase) => RetrievalClue.Voice(feature, Direction.Higher),
        [var feature, var way] when feature.Length > 0 && way.Equals("lower", StringComparison.OrdinalIgnoreCase) => RetrievalClue.Voice(feature, Direction.Lower),
        _ => throw new UserException($"'{text}' is not a voice feature with a direction.", "Write e.g. --voice \"F0 mean=higher\"."),
    };

    private static string EmotionOf(string text) => EmotionNames.TryParse(text, out var emotion)
        ? emotion.Name()
        : throw new UserException($"'{text}' is not an emotion that is known here.", $"Known are {string.Join(", ", EmotionNames.All.Select(e => e.Name()))}.");

    private static T NameOf<T>(string option, string text)
        where T : struct, Enum =>
        Enum.GetNames<T>().FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } name
            ? Enum.Parse<T>(name)
            : throw new UserException($"{option} is '{text}'.", $"Give one of {string.Join(", ", Enum.GetNames<T>())}.");
}
