namespace AffectAgent.Plugins.TalkingHead;

/// <summary>Joins spoken sentences into one <see cref="SpeechTrack"/>: phonemes become mouth shapes, word events words.</summary>
/// <param name="sampleRate">Samples a second.</param>
internal sealed class EspeakTrack(int sampleRate)
{
    // Below this a closure is silent.
    private const float Silent = 0.002f;

    // A closure is seen at most so long before it opens; the shorter time holds after a pause, where the mouth may rest until then.
    private const double LongestClosure = 0.12, LongestClosureAfterPause = 0.09;

    private readonly List<float[]> _parts = [];
    private readonly List<Sound> _sounds = [];
    private readonly List<SpokenWord> _words = [];
    private int _length;

    /// <summary>Phonemes with their times in seconds, closures not yet added; for the aligner and for tests.</summary>
    public IReadOnlyList<(string Phoneme, TimeRange Interval)> Phonemes => [.. _sounds.Select(sound => (sound.Name, Seconds(sound.Start, sound.End)))];

    /// <summary>Seconds so far.</summary>
    public double Duration => (double)_length / sampleRate;

    /// <summary>Adds a sentence.</summary>
    /// <param name="text">The text that was spoken.</param>
    /// <param name="speech">How it was spoken.</param>
    public void Add(string text, EspeakSpeech speech)
    {
        var phonemes = speech.Events.FindAll(e => e.Kind == EspeakEventKind.Phoneme && !e.Name.StartsWith('('));
        if (phonemes.Count == 0 || phonemes[0].Sample > 0)
            phonemes.Insert(0, new(EspeakEventKind.Phoneme, 0, 0, 0, ""));
        for (var i = 0; i < phonemes.Count; i++)
        {
            var end = i + 1 < phonemes.Count ? phonemes[i + 1].Sample : speech.Samples.Length;
            if (end > phonemes[i].Sample)
                _sounds.Add(new(phonemes[i].Name, _length + phonemes[i].Sample, _length + end));
        }

        AddWords(text, speech);
        _parts.Add(speech.Samples);
        _length += speech.Samples.Length;
    }

    /// <summary>The whole.</summary>
    /// <param name="gain">Factor on the samples; see <see cref="Loudness"/>.</param>
    public SpeechTrack Build(float gain)
    {
        var samples = new float[_length];
        var at = 0;
        foreach (var part in _parts)
        {
            part.CopyTo(samples, at);
            at += part.Length;
        }

        var cues = Cues(WithClosures(samples));
        Loudness.Apply(samples, gain);
        return new(samples, sampleRate, cues, [.. _words], Phrases.Of(cues), VisemeSource.Phonemes);
    }

    private void AddWords(string text, EspeakSpeech speech)
    {
        var (tokens, tokenAt) = Tokens(text);
        int TokenOf(EspeakEvent word) => tokenAt[Math.Clamp(word.Position, 0, tokenAt.Length - 1)];
        var events = speech.Events.FindAll(e => e.Kind == EspeakEventKind.Word || !e.Name.StartsWith('('));
        for (var i = 0; i < events.Count; i++)
        {
            if (events[i].Kind != EspeakEventKind.Word)
                continue;
            // A number is told as several words; of words that sound as one, only the first is told.
            var last = i;
            while (last + 1 < events.Count && (events[last + 1].Kind != EspeakEventKind.Word || TokenOf(events[last + 1]) <= TokenOf(events[i])))
                last++;
            var sounds = events.GetRange(i, last - i + 1).FindAll(e => e.Kind == EspeakEventKind.Phoneme);
            var first = sounds.FindIndex(e => e.Name.Length > 0);
            var word = Word(tokens[TokenOf(events[i])..(last + 1 < events.Count ? TokenOf(events[last + 1]) : tokens.Length)]);
            if (first >= 0 && word.Length > 0)
            {
                var pause = sounds.FindLastIndex(e => e.Name.Length > 0) + 1;
                var end = pause < sounds.Count ? sounds[pause].Sample : last + 1 < events.Count ? events[last + 1].Sample : speech.Samples.Length;
                _words.Add(new(word, Seconds(_length + sounds[first].Sample, _length + Math.Max(end, sounds[first].Sample))));
            }

            i = last;
        }
    }

    // What spaces part, and for each character the token that it is in or stands before.
    private static (string[] Tokens, int[] TokenAt) Tokens(string text)
    {
        var tokens = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var (at, token, inside) = (new List<int>(), 0, false);
        foreach (var rune in text.EnumerateRunes())
        {
            var space = rune.Value == ' ';
            token += space && inside ? 1 : 0;
            inside = !space;
            at.Add(Math.Min(token, tokens.Length - 1));
        }

        return (tokens, [.. at]);
    }

    private static string Word(string[] tokens) =>
        string.Join(' ', tokens.Select(token => token.Trim([.. token.Where(c => !char.IsLetterOrDigit(c) && c is not ('%' or '$' or '€' or '£' or '+'))]))).Trim();

    private List<Sound> WithClosures(float[] samples)
    {
        var all = new List<Sound>(_sounds);
        for (var i = 1; i < all.Count; i++)
        {
            if (!PhonemeVisemes.BeginsClosed(all[i].Name))
                continue;
            var before = all[i - 1];
            var afterPause = before.Name.Length == 0;
            var reach = (int)((afterPause ? LongestClosureAfterPause : LongestClosure) * sampleRate);
            var least = Math.Max(all[i].Start - reach, afterPause ? before.Start : before.Start + ((before.End - before.Start) / 3));
            var start = all[i].Start;
            while (start > least && Math.Abs(samples[start - 1]) < Silent)
                start--;
            all[i - 1] = before with { End = start };
            all[i] = all[i] with { Start = start };
        }

        return all;
    }

    private List<VisemeCue> Cues(List<Sound> sounds)
    {
        var cues = new List<VisemeCue>();
        var from = 0;
        foreach (var sound in sounds)
        {
            var shapes = sound.Name.Length == 0 ? [new VisemeShare(Viseme.Sil, 1, 1)] : PhonemeVisemes.Of(sound.Name);
            var start = from;
            foreach (var shape in shapes)
            {
                // What has no shape of its own has left its time to this one.
                var end = shape == shapes[^1] ? sound.End : start + (int)((sound.End - from) * shape.Share);
                if (end > start)
                    Append(cues, new(shape.Viseme, Seconds(start, end), shape.Strength));
                start = end;
            }

            from = shapes.Count > 0 ? sound.End : from;
        }

        if (from < _length)
            Append(cues, new(Viseme.Sil, Seconds(from, _length), 1));
        return cues;
    }

    private static void Append(List<VisemeCue> cues, VisemeCue cue)
    {
        if (cue.Viseme == Viseme.Sil && cues.Count > 0 && cues[^1].Viseme == Viseme.Sil)
            cues[^1] = cues[^1] with { Interval = new(cues[^1].Interval.Start, cue.Interval.End) };
        else
            cues.Add(cue);
    }

    private TimeRange Seconds(int from, int to) => new((double)from / sampleRate, (double)to / sampleRate);

    private readonly record struct Sound(string Name, int Start, int End);
}
