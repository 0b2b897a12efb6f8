using System.Globalization;
using Spectre.Console;
using AffectAgent.Empathy;
using AffectAgent.Empathy.Care;

namespace AffectAgent.Cli.Terminal;

/// <summary>Prints a reply and, shortly, why it is as it is.</summary>
internal static class ReplyPrinter
{
    /// <summary>The reply's words and what is shown below them.</summary>
    public static void PrintWords(EmpatheticReply reply) => PrintWords(Consoles.Out.WriteLine, reply.Plan.Text, reply.Plan.Shown);

    /// <summary>A fixed answer of care and its help lines.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="onErrors">True for standard error, where standard output is kept for JSON.</param>
    public static void PrintWords(CareAnswer answer, bool onErrors) => PrintWords(onErrors ? Console.Error.WriteLine : Consoles.Out.WriteLine, answer.Text, answer.LinesText);

    private static void PrintWords(Action<string> print, string text, string shown)
    {
        print(text);
        if (shown.Length > 0)
            print("\n" + shown);
        print("");
    }

    /// <summary>The reply, the chain, the strategies with their sources, the expression.</summary>
    public static void Print(EmpatheticReply reply)
    {
        PrintWords(reply);
        var console = Consoles.Out;
        if (reply.Care.Kind is { } kind)
            console.WriteLine($"  A fixed answer to words of {kind}; nothing was generated.");
        foreach (var step in reply.Chain.Steps)
            Line(step.Step, PlainText.Of(step.Says), step.RestsOn);
        foreach (var strategy in reply.Chain.Strategies)
            Line(strategy.Move, $"{strategy.Title}: {strategy.Why} ({string.Join("; ", strategy.Sources)})", [strategy.Card]);
        var at = reply.Transition;
        Line("face, voice", string.Create(CultureInfo.InvariantCulture, $"{reply.Plan.Emotion}; manner {at.Manner}, valence {at.Previous.Valence:+0.00;-0.00} to {at.Reached.Valence:+0.00;-0.00}, arousal {at.Reached.Arousal:+0.00;-0.00}"), []);
        if (reply.Plan.Agreement.Note.Length > 0)
            Line("agreement", reply.Plan.Agreement.Note, []);
        foreach (var note in reply.Notes)
            Line(note.By, PlainText.Of(note.Text), []);
    }

    private static void Line(string name, string text, IReadOnlyList<string> restsOn) =>
        Consoles.Out.WriteLine($"  {name,-12} {text}{(restsOn.Count == 0 ? "" : $" [{string.Join(", ", restsOn)}]")}");
}
