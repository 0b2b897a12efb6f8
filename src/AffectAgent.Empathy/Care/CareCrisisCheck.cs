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
    public CrisisNotice? Check(IReadOnlyList<string> lines, string? region = null)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var check = detector.Check(lines);
        if (!check.IsCrisis)
            return null;
        var sign = check.First!;
        var answer = answers.AnswerFor(check, check.Language, region);
        var quote = Quoting.Cut(string.Join('\n', lines).Substring(sign.Start, sign.Length), LongestQuote);
        return new CrisisNotice(sign.Kind.Name(), false, quote, answer.Language, answer.Text, answer.LinesText);
    }
}
