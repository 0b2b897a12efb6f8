using System.Globalization;
using System.Text.Json;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>Says in words and as JSON what a face was meant to do and why.</summary>
public static class PlanWords
{
    /// <summary>Name and version of the JSON form.</summary>
    public const string SchemaId = "affectagent.emotion-plan/1";

    /// <summary>A line for each expression and one for each card behind it.</summary>
    /// <param name="plan">The plan.</param>
    public static IReadOnlyList<string> Of(EmotionPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.Expressions.Count == 0 ? ["A face at rest: no expression was asked for."] : [.. plan.Expressions.SelectMany(Lines)];
    }

    /// <summary>Writes the plan as JSON.</summary>
    /// <param name="file">Where to.</param>
    /// <param name="plan">The plan.</param>
    public static void Write(Stream file, EmotionPlan plan)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(plan);
        using var json = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("schema", SchemaId);
        json.WriteStartArray("expressions");
        foreach (var expression in plan.Expressions)
        {
            json.WriteStartObject();
            json.WriteNumber("start", Rounded(expression.Interval.Start));
            json.WriteNumber("end", Rounded(expression.Interval.End));
            json.WriteStartObject("mixture");
            foreach (var share in expression.Mixture)
                json.WriteNumber(share.Emotion.Name(), Rounded(share.Strength));
            json.WriteEndObject();
            json.WriteStartArray("movements");
            foreach (var movement in expression.Movements)
                Write(json, movement);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, PlannedMovement movement)
    {
        json.WriteStartObject();
        json.WriteNumber("unit", movement.Unit);
        json.WriteString("name", AffectAgent.ActionUnits.Find(movement.Unit)?.Name ?? "");
        json.WriteNumber("intensity", Rounded(movement.Intensity));
        json.WriteString("side", movement.Side.ToString().ToLowerInvariant());
        json.WriteNumber("onset", Rounded(movement.Onset));
        json.WriteNumber("offset", Rounded(movement.Offset));
        json.WriteString("card", movement.CardId);
        json.WriteString("reason", movement.Reason);
        json.WriteEndObject();
    }

    private static IEnumerable<string> Lines(PlannedExpression expression)
    {
        var mixture = expression.Mixture.Count == 0 ? "A pattern" : string.Join(" with ", expression.Mixture.Select(x => Text($"{x.Emotion.Name()} at {x.Strength:0.0#}")));
        var units = string.Join(", ", expression.Movements.Select(Unit));
        yield return Text($"{char.ToUpperInvariant(mixture[0])}{mixture[1..]} from {expression.Interval.Start:0.0} to {expression.Interval.End:0.0} s: {units}.");
        foreach (var card in expression.Movements.GroupBy(x => x.CardId))
        {
            foreach (var reason in card.GroupBy(x => x.Reason))
                yield return $"  {string.Join(", ", reason.Select(x => $"AU{x.Unit}").Distinct())}, because the card {card.Key} says: {reason.Key}";
        }
    }

    private static string Unit(PlannedMovement x) => Text($"AU{x.Unit} {x.Intensity:0.0}{(x.Side == FaceSide.Both ? "" : $" ({x.Side.ToString().ToLowerInvariant()})")}");

    private static double Rounded(double value) => Math.Round(value, 3);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
