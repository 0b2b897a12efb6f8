using System.Globalization;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>One thing to express: an emotion by its name, or a knowledge card's pattern by its id.</summary>
/// <param name="Name">"sadness", or a prototype card such as "smile/polite" or "emotion/worry".</param>
/// <param name="Strength">0 to 1; 1 is the full expression.</param>
public sealed record ScriptedShare(string Name, double Strength);

/// <summary>What to express over a stretch of time.</summary>
/// <param name="Interval">When, seconds.</param>
/// <param name="Shares">One emotion or several at once.</param>
public sealed record ScriptedStretch(TimeRange Interval, IReadOnlyList<ScriptedShare> Shares);

/// <summary>
/// Reads what a user writes of emotions: <c>sadness</c>, <c>sadness:0.7</c>, <c>happiness:0.6+surprise:0.4</c>, or stretches of time,
/// <c>0-2:neutral;2-5:sadness:0.7</c> (seconds; an end left out, <c>2-:sadness</c>, is the motion's end). A strength left out is 1.
/// </summary>
public static class EmotionScript
{
    private const int Longest = 4000;
    private const string Forms = "Write an emotion with its strength from 0 to 1 (sadness:0.7), several (happiness:0.6+surprise:0.4), or stretches in seconds (0-2:neutral;2-5:sadness:0.7).";

    /// <summary>Reads a script.</summary>
    /// <param name="text">The script.</param>
    /// <param name="duration">The motion's length, seconds.</param>
    /// <returns>Stretches in the order of time, none overlapping, none beyond the motion.</returns>
    /// <exception cref="UserException">The text can't be read; the message says where and how to write it.</exception>
    public static IReadOnlyList<ScriptedStretch> Parse(string text, double duration)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > Longest)
            throw new UserException($"The emotions take {text.Length} characters, more than {Longest}.", Forms);
        var parts = text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0)
            throw new UserException("No emotion is named.", Forms);
        var stretches = parts.Select(part => Stretch(part, duration)).ToArray();
        if (parts.Length > 1 && parts.FirstOrDefault(part => !IsTimed(part)) is { } untimed)
            throw new UserException($"\"{untimed}\" says no time, and there is more than one stretch.", Forms);
        for (var i = 1; i < stretches.Length; i++)
        {
            if (stretches[i].Interval.Start < stretches[i - 1].Interval.End)
                throw new UserException($"\"{parts[i]}\" begins before \"{parts[i - 1]}\" ends.", "Write the stretches in the order of time; for two emotions at once join them with +.");
        }

        return [.. stretches.Where(x => x.Interval.Start < duration).Select(x => x with { Interval = new TimeRange(x.Interval.Start, Math.Min(x.Interval.End, duration)) })];
    }

    private static bool IsTimed(string part) => part.Length > 0 && (char.IsAsciiDigit(part[0]) || part[0] is '.' or '-');

    private static ScriptedStretch Stretch(string part, double duration)
    {
        if (!IsTimed(part))
            return new ScriptedStretch(new TimeRange(0, duration), Mixture(part));
        var colon = part.IndexOf(':', StringComparison.Ordinal);
        var dash = part.IndexOf('-', StringComparison.Ordinal);
        if (colon < 0 || dash < 0 || dash > colon)
            throw new UserException($"\"{part}\" begins with a number but is no stretch of time.", Forms);
        var start = Seconds(part[..dash], part);
        var end = dash + 1 == colon ? Math.Max(duration, start) : Seconds(part[(dash + 1)..colon], part);
        if (end <= start && start < duration)
            throw new UserException($"The stretch \"{part}\" ends before it begins.", Forms);
        return new ScriptedStretch(new TimeRange(start, end), Mixture(part[(colon + 1)..]));
    }

    private static double Seconds(string text, string part) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && double.IsFinite(seconds)
            ? seconds
            : throw new UserException($"\"{text}\" in \"{part}\" is not a time in seconds.", Forms);

    private static ScriptedShare[] Mixture(string text)
    {
        var shares = text.Split('+', StringSplitOptions.TrimEntries).Select(Share).ToArray();
        if (shares.GroupBy(x => x.Name, StringComparer.Ordinal).FirstOrDefault(x => x.Count() > 1) is { } twice)
            throw new UserException($"\"{twice.Key}\" is named twice in \"{text}\".", "Name each emotion once.");
        return shares;
    }

    private static ScriptedShare Share(string text)
    {
        var colon = text.LastIndexOf(':');
        var name = (colon < 0 ? text : text[..colon]).Trim().ToLowerInvariant();
        if (name.Length == 0)
            throw new UserException($"\"{text}\" names no emotion.", Forms);
        if (colon < 0)
            return new ScriptedShare(name, 1);
        var number = text[(colon + 1)..].Trim();
        if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var strength) || strength is not (>= 0 and <= 1))
            throw new UserException($"\"{number}\" is no strength for {name}.", "A strength is a number from 0 to 1, such as 0.7.");
        return new ScriptedShare(name, strength);
    }
}
