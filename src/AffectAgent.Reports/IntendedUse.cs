namespace AffectAgent.Reports;

/// <summary>What the program says of itself wherever it shows a reading.</summary>
public static class IntendedUse
{
    /// <summary>Two or three sentences: perceived, not felt; what the law forbids.</summary>
    public const string Text =
        "This is how a face, a voice or words read to a program, not what anyone feels. " +
        "It is no ground for decisions about people. In the European Union, inferring emotions of people at work or in " +
        "education is forbidden, medical and safety reasons aside (Regulation (EU) 2024/1689, Article 5(1)(f)).";
}
