using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace AffectAgent.Reasoning;

/// <summary>
/// Tells English questions from others by the small words that every sentence holds: a question is in another language where
/// another language's words outnumber the English ones, or where its script is another. Undecided counts as English.
/// </summary>
internal static partial class QuestionLanguage
{
    // Words that several languages have say nothing.
    private static readonly FrozenSet<string> Shared = Set("a in so on me is he er was die war also come no do man hat der one not");

    private static readonly FrozenSet<string> English = Set(
        "a about an and any are at be been could did do does else for from had happened has have he her here him his how i if in is it its just made make more not of on or person she should so some than that the their them then there they this to us were what when where which who why will with would you your sure evidence explain").Except(Shared).ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Others = Set(
        "por qué porque está es la el los las una un con para cómo quién cuándo él ella de del se lo muy pourquoi est le les une des il elle que qui quand comment avec dans cette ce sur pas warum ist der die das ein eine er sie wie wer wann mit und nicht sieht so hat wurde perché è il lo gli di chi quando come con che non sembra lei lui waarom een het hij zij wie hoe met niet por que é ela ele quem como está não hvorfor er hun han varför är hon dlaczego jest ona czy kto miksi on neden hän у почему он она wieso weshalb worüber welche kann du ich wir sind sein bin traurig glücklich wütend lächelt fröhlich quelle quel très triste heureux heureuse je tu nous suis puede dime dove cual qual onde eu você ik zijn wat och jag det").Except(Shared).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>True if the question is in another language than English.</summary>
    public static bool IsOther(string question)
    {
        var words = Words().Matches(question).Select(word => word.Value.ToLowerInvariant()).ToList();
        if (words.Count == 0)
            return question.Any(char.IsLetter);
        var foreign = question.Count(c => char.IsLetter(c) && c > '\u024F');
        if (foreign > question.Count(char.IsLetter) / 2)
            return true;
        var english = words.Count(word => English.Contains(word) || EmotionWords.Of(word) is not null);
        // A name may have an accent in English too.
        var other = words.Sum(word => Others.Contains(word) ? 1 : word.Any(IsAccented) ? 0.5 : 0);
        return other > english || (other >= english && other > 0 && question.Any(c => c is '¿' || IsAccented(c)));
    }

    private static bool IsAccented(char c) => c is >= 'ß' and <= 'ÿ';

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);

    [GeneratedRegex(@"[\p{L}']+")]
    private static partial Regex Words();
}
