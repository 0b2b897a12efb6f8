namespace AffectAgent.Empathy.Care;

/// <summary>The check for explanations: the same detector, answers and help lines as for replies. Thread-safe.</summary>
/// <param name="detector">Finds the signs.</param>
/// <param name="answers">Answers them.</param>
public sealed class CareCrisisCheck(CareDetector detector, CareAnswers answers) : ICrisisCheck
{
    private const int LongestQuote = 200;

    /// <summary>The check with the built-in phrases, answers and help lines.</summary>
    public static CareCrisisCheck Default { get; } = new(CareDetector.Default, CareAnswers.Default);

    /// <inheritdoc/>
    public CrisisNotice? Check(string text, string? region = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var check = detector.Check(text);
        if (!check.IsCrisis)
            return null;
        var sign = check.First!;
        var answer = answers.AnswerFor(check, check.Language, region);
        return new CrisisNotice(sign.Kind.Name(), false, text.Substring(sign.Start, Math.Min(sign.Length, LongestQuote)), answer.Language, answer.Text, answer.LinesText);
    }
}
