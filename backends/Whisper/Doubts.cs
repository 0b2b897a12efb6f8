using AffectAgent.Plugins.Speech;

namespace AffectAgent.Backends.Whisper;

/// <summary>
/// Finds lines that a model has made up. Whisper writes fluent words for silence, music and noise: it says so itself by its
/// probability of no speech, it repeats itself, it is unsure, or it writes faster than anybody speaks. One for each medium.
/// </summary>
internal sealed class Doubts
{
    private const double NoSpeech = 0.6, Unsure = 0.37, VeryUnsure = 0.2, LeastVoiced = 0.15, FastestWords = 9;
    private const int Same = 3;

    private string _last = "";
    private int _repeated;

    /// <summary>Why a line is not to be believed, or null.</summary>
    public string? Of(RecognizedLine line, HeardSegment heard, SpeechWindow window)
    {
        var words = line.Line.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var key = string.Join(' ', words).ToUpperInvariant();
        _repeated = key == _last ? _repeated + 1 : 1;
        _last = key;
        if (!line.Line.Text.Any(char.IsLetterOrDigit) || IsRemark(line.Line.Text))
            return "A sound was written down, no words.";
        if (heard.NoSpeech > NoSpeech && line.Confidence < Unsure)
            return "The recogniser itself thinks that nothing is said there.";
        if (line.Confidence < VeryUnsure)
            return "The recogniser is too unsure of the words.";
        if (_repeated >= Same || Loops(words))
            return "The recogniser repeats itself, as it does where it hears no words.";
        if (line.Line.Interval is not { } at)
            return null;
        if (words.Length > 3 && words.Length > FastestWords * Math.Max(0.3, at.Duration))
            return "Nobody speaks so many words in that time.";
        var voiced = window.Speech.Sum(stretch => stretch.OverlapWith(at));
        return voiced < LeastVoiced * at.Duration ? "No voice is heard there." : null;
    }

    private static bool IsRemark(string text)
    {
        var bare = text.Trim(' ', '.', '-');
        return bare.Length > 1 && (bare[0], bare[^1]) is ('[', ']') or ('(', ')') or ('*', '*') or ('♪', '♪');
    }

    // Some one to five words, four times in a row.
    private static bool Loops(string[] words)
    {
        for (var size = 1; size <= 5; size++)
        {
            var run = 0;
            for (var i = size; i < words.Length; i++)
            {
                run = string.Equals(words[i], words[i - size], StringComparison.OrdinalIgnoreCase) ? run + 1 : 0;
                if (run >= 3 * size)
                    return true;
            }
        }

        return false;
    }
}
