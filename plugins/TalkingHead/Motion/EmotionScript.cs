namespace AffectAgent.Plugins.TalkingHead;

/// <summary>One thing to express: an emotion by its name, or a knowledge card's pattern by its id.</summary>
/// <param name="Name">"sadness", or a prototype card such as "smile/polite" or "emotion/worry".</param>
/// <param name="Strength">0 to 1; 1 is the full expression.</param>
public sealed record ScriptedShare(string Name, double Strength);

/// <summary>What to express over a stretch of time.</summary>
/// <param name="Interval">When, seconds.</param>
/// <param name="Shares">One emotion or several at once.</param>
public sealed record ScriptedStretch(TimeRange Interval, IReadOnlyList<ScriptedShare> Shares)
{
    /// <summary>True if it begins with spoken words: the face then moves a little before them. False, the default: it begins to move at the start.</summary>
    public bool OnWords { get; init; }

    /// <summary>When the expression begins to fall, seconds, if that is after the stretch; 0, the default: at its end.</summary>
    public double HeldUntil { get; init; }
}

/// <summary>
/// Reads what a user writes of emotions: <c>sadness</c>, <c>sadness:0.7</c>, <c>happiness:0.6+surprise:0.4</c>, or stretches,
/// <c>0-2:neutral;2-5:sadness:0.7</c> (seconds) and <c>'but I am glad':happiness:0.4</c> (while those words are spoken); <c>2-:sadness</c> and
/// <c>'but'-:sadness</c> last to the end. A strength left out is 1.
/// </summary>
public static class EmotionScript
{
    private const int Longest = 4000;

    // Words that follow each other may overlap by the rounding of their times, seconds.
    private const double SameBorder = 0.02;
    private const string Forms = "Write an emotion with its strength from 0 to 1 (sadness:0.7), several (happiness:0.6+surprise:0.4), or stretches in seconds or words (0-2:neutral;2-5:sadness:0.7;'but I am glad':happiness:0.4).";

    /// <summary>Reads a script of which no part hangs on spoken words.</summary>
    /// <param name="text">The script.</param>
    /// <param name="duration">The motion's length, seconds.</param>
    /// <returns>Stretches in the order of time, none overlapping, none beyond the motion.</returns>
    /// <exception cref="UserException">The text can't be read; the message says where and how to write it.</exception>
    public static IReadOnlyList<ScriptedStretch> Parse(string text, double duration) => Place(Read(text), duration, _ => null);

    /// <summary>Reads the parts of a script as they are written.</summary>
    /// <param name="text">The script.</param>
    /// <exception cref="UserException">The text can't be read; the message says where and how to write it.</exception>
    public static IReadOnlyList<ScriptPart> Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > Longest)
            throw new UserException($"The emotions take {text.Length} characters, more than {Longest}.", Forms);
        var parts = new EmotionScriptReader(text, Forms).All();
        if (parts.Count == 0)
            throw new UserException("No emotion is named.", Forms);
        if (parts.Count > 1 && parts.Find(part => !part.IsPlaced) is { } untimed)
            throw new UserException($"\"{untimed.Text}\" says neither time nor words, and there is more than one stretch.", Forms);
        return parts;
    }

    /// <summary>Puts the parts into time.</summary>
    /// <param name="parts">The parts.</param>
    /// <param name="duration">The motion's length, seconds.</param>
    /// <param name="spoken">When words are spoken, seconds; null where they aren't. Asked in the parts' order.</param>
    /// <returns>Stretches in the order of time, none overlapping, none beyond the motion.</returns>
    /// <exception cref="UserException">Words aren't spoken, or the parts are in no order of time.</exception>
    public static IReadOnlyList<ScriptedStretch> Place(IReadOnlyList<ScriptPart> parts, double duration, Func<string, TimeRange?> spoken)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(spoken);
        var stretches = parts.Select(part => Stretch(part, duration, spoken)).ToArray();
        for (var i = 1; i < stretches.Length; i++)
        {
            var before = stretches[i - 1].Interval.End;
            if (stretches[i].OnWords && before - stretches[i].Interval.Start is > 0 and < SameBorder && before < stretches[i].Interval.End)
                stretches[i] = stretches[i] with { Interval = stretches[i].Interval with { Start = before } };
            if (stretches[i].Interval.Start < before)
                throw new UserException($"\"{parts[i].Text}\" begins before \"{parts[i - 1].Text}\" ends.", "Write the stretches in the order of time; for two emotions at once join them with +.");
        }

        return [.. stretches.Where(x => x.Interval.Start < duration).Select(x => x with { Interval = new TimeRange(x.Interval.Start, Math.Min(x.Interval.End, duration)) })];
    }

    private static ScriptedStretch Stretch(ScriptPart part, double duration, Func<string, TimeRange?> spoken)
    {
        TimeRange? Words(ScriptPlace? place) => place?.Words is { } words
            ? spoken(words) ?? throw new UserException($"\"{words}\" is not among the words that are spoken.", "Quote words of the text, or of the recording's transcript, as they stand there and in their order.")
            : null;
        var first = Words(part.From);
        var last = part.To == part.From ? first : Words(part.To);
        var start = first?.Start ?? part.From?.Seconds ?? 0;
        var end = last?.End ?? part.To?.Seconds ?? Math.Max(duration, start);
        if (end <= start && start < duration)
            throw new UserException($"The stretch \"{part.Text}\" ends before it begins.", Forms);
        return new ScriptedStretch(new TimeRange(start, end), part.Shares) { OnWords = first is not null };
    }
}
