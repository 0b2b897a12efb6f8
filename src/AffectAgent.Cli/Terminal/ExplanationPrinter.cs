using System.Globalization;
using AffectAgent.Reports;
using Spectre.Console;

namespace AffectAgent.Cli.Terminal;

/// <summary>Writes an analysis for a person at a terminal: the reading first, the answer to the question, the chain of thought under it.</summary>
internal static class ExplanationPrinter
{
    private const int BarWidth = 28;
    private const int LeastShown = 3;
    private const int MostInFull = 3;

    /// <summary>Writes everything to standard output.</summary>
    /// <param name="result">The analysis.</param>
    /// <param name="verbose">Lists the sentences that were struck out, with the reasons.</param>
    public static void Print(AnalysisResult result, bool verbose = false) => Print(Consoles.Out, result, verbose);

    /// <summary>Writes everything to a console.</summary>
    public static void Print(IAnsiConsole console, AnalysisResult result, bool verbose = false)
    {
        console.MarkupLine($"[bold]{Safe(result.Media?.Name ?? "Words")}[/] [grey]{Describe(result)}[/]".Replace(" [grey][/]", "", StringComparison.Ordinal));
        if (result.Crisis is { } crisis)
            console.MarkupLine($"\n[bold]{Safe(crisis.Heading)}[/]\n\n{Markup.Escape(crisis.Text)}\n\n{Markup.Escape(crisis.Lines)}");
        var crowd = result.Explanations.Count > MostInFull + 1;
        if (crowd)
            PrintCrowd(console, result.Explanations);
        foreach (var explanation in crowd ? result.Explanations.Take(MostInFull) : result.Explanations)
        {
            console.WriteLine();
            PrintVerdict(console, explanation, Who(result, explanation));
            foreach (var part in ExplanationParts.Of(explanation))
                PrintPart(console, part);
        }

        PrintFooter(console, result, verbose);
    }

    /// <summary>Many people: one line each; the most visible few follow in full.</summary>
    private static void PrintCrowd(IAnsiConsole console, IReadOnlyList<Explanation> explanations)
    {
        console.WriteLine();
        foreach (var explanation in explanations.OrderBy(e => e.Person))
        {
            var reading = explanation is { Distribution: { } d, AbstainedBecause: null }
                ? $"[{Color(d.Top)}]{d.Top.Name(),-10}[/] {F(d[d.Top])}  [grey]confidence {F(explanation.Confidence)}[/]"
                : "[grey]no reading[/]";
            console.MarkupLine($"  person {explanation.Person,-3} {reading}");
        }

        console.MarkupLine($"\n[grey]The {MostInFull} most visible follow; --person N explains one, --html and --json hold all.[/]");
    }

    private static string Who(AnalysisResult result, Explanation explanation) =>
        explanation.Person is { } person ? $"Person {person}" : result.Media?.Kind switch
        {
            null => "The words",
            MediaKind.Image => "The picture",
            _ => "Voice and words",
        };

    private static void PrintVerdict(IAnsiConsole console, Explanation explanation, string who)
    {
        if (explanation is not { Distribution: { } distribution, AbstainedBecause: null })
        {
            console.MarkupLine($"[bold yellow]{who}: no reading.[/] {Safe(explanation.AbstainedBecause ?? "")}");
            return;
        }

        var verb = explanation.Person is null ? "read" : "reads";
        console.MarkupLine($"[bold]{who} {verb} as [{Color(distribution.Top)}]{distribution.Top.Name()}[/][/] " +
            $"[grey]probability {F(distribution[distribution.Top])}, confidence {F(explanation.Confidence)}[/]");
        var shown = distribution.Ranked().Where(item => distribution.Has(item.Emotion)).Where((item, i) => i < LeastShown || item.Probability >= 0.1);
        foreach (var (emotion, probability) in shown)
        {
            var full = (int)Math.Round(probability * BarWidth);
            console.MarkupLine($"  {emotion.Name(),-10} [{Color(emotion)}]{new string('█', full)}[/][grey]{new string('░', BarWidth - full)}[/] {F(probability)}");
        }

        if (explanation.Vad is { } vad)
            console.MarkupLine($"  [grey]valence {S(vad.Valence)}, arousal {S(vad.Arousal)}, dominance {S(vad.Dominance)}[/]");
        if (explanation.Words.Count > 0)
            console.MarkupLine($"  [grey]words:[/] {Safe(string.Join(", ", explanation.Words.Select(w => w.Word)))}");
    }

    private static void PrintPart(IAnsiConsole console, ExplanationPart part)
    {
        console.MarkupLine($"\n  [bold]{part.Title}[/]");
        foreach (var claim in part.Claims)
        {
            var line = $"{Safe(claim.Text)} [grey]{Safe($"[{string.Join(", ", claim.Citations)}]")}[/]";
            if (Console.IsOutputRedirected)
                console.MarkupLine("    " + line);
            else
                console.Write(new Padder(new Markup(line), new Padding(4, 0, 0, 0)));
        }
    }

    private static void PrintFooter(IAnsiConsole console, AnalysisResult result, bool verbose)
    {
        var (supported, all) = (result.Explanations.Sum(e => e.Faithfulness.Supported), result.Explanations.Sum(e => e.Faithfulness.Checked));
        console.WriteLine();
        if (all > 0)
            console.MarkupLine($"[grey]{Support(supported, all)}; {Count(result.Evidence.Count, "measurement")}, {Count(result.Cards.Count, "knowledge card")}.[/]");
        PrintRejected(console, result.Explanations, verbose);
        foreach (var note in result.Notes)
            console.MarkupLine($"[yellow]{Safe(note.Text)}[/]");
        foreach (var (what, reason) in UnscoredText.Lines(result.Unscored))
            console.MarkupLine($"[grey]Not measured: {Safe(what)} ({Safe(reason)}).[/]");
        console.MarkupLine($"[grey]{Safe(IntendedUse.Text)}[/]");
    }

    private static string Support(int supported, int all) => all == 1
        ? $"{(supported == 1 ? "The one sentence is" : "No sentence is")} supported by what it cites"
        : $"{supported} of {all} sentences {(supported == 1 ? "is" : "are")} supported by what they cite";

    private static string Count(int number, string what) => $"{number} {what}{(number == 1 ? "" : "s")}";

    private static void PrintRejected(IAnsiConsole console, IReadOnlyList<Explanation> explanations, bool verbose)
    {
        var rejected = explanations.SelectMany(explanation => explanation.Faithfulness.Rejected).ToList();
        if (rejected.Count == 0)
            return;
        var where = verbose ? ":" : "; --verbose shows them, --json and --html hold them.";
        console.MarkupLine($"[yellow]{Count(rejected.Count, "sentence")} {(rejected.Count == 1 ? "was" : "were")} struck out, as what is cited does not support {(rejected.Count == 1 ? "it" : "them")}{where}[/]");
        foreach (var (claim, reason) in verbose ? rejected : [])
            console.MarkupLine($"  [grey]{Safe(claim.Text)} ({Safe(reason)})[/]");
    }

    private static string Describe(AnalysisResult result)
    {
        if (result.Media is not { } media)
            return "";
        var size = media.Video is { } video ? $" {video.Width} × {video.Height}" : "";
        var length = media.Duration > 0 ? $" {media.Duration.ToString("0.0", CultureInfo.InvariantCulture)} s" : "";
        return Safe(media.Kind.ToString().ToLowerInvariant() + size + length);
    }

    private static string Color(Emotion emotion) => emotion switch
    {
        Emotion.Anger => "red",
        Emotion.Contempt => "mediumpurple3",
        Emotion.Disgust => "olive",
        Emotion.Fear => "slateblue1",
        Emotion.Happiness => "yellow",
        Emotion.Sadness => "dodgerblue1",
        Emotion.Surprise => "orange1",
        _ => "silver",
    };

    private static string Safe(string text) => Markup.Escape(PlainText.Of(text));

    private static string F(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private static string S(double value) => value.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture);
}
