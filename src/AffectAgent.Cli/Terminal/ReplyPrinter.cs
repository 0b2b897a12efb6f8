using System.Globalization;
using Spectre.Console;
using AffectAgent.Empathy;

namespace AffectAgent.Cli.Terminal;

/// <summary>Prints a reply and, shortly, why it is as it is.</summary>
internal static class ReplyPrinter
{
    /// <summary>The reply's words and what is shown below them.</summary>
    public static void PrintWords(EmpatheticReply reply)
    {
        Consoles.Out.WriteLine(reply.Plan.Text);
        if (reply.Plan.Shown.Length > 0)
            Consoles.Out.WriteLine("\n" + reply.Plan.Shown);
        Consoles.Out.WriteLine();
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
