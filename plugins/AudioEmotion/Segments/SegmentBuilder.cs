namespace AffectAgent.Plugins.AudioEmotion.Segments;

/// <summary>
/// Joins stretches of speech to segments: what lies closer than 1.5 s belongs together, up to 10 s; longer speech is cut
/// at its longest pauses. Holds one segment at a time.
/// </summary>
/// <param name="done">Gets each segment's parts, by time.</param>
internal sealed class SegmentBuilder(Action<IReadOnlyList<SpeechPart>> done)
{
    /// <summary>Frames of pause that end a segment.</summary>
    public const int LongPause = 150;

    /// <summary>Most frames of a segment.</summary>
    public const int Longest = 1000;

    private const int Shortest = 100;

    private readonly List<SpeechPart> _parts = [];

    /// <summary>Takes the next stretch.</summary>
    public void Add(SpeechPart part)
    {
        if (_parts.Count > 0 && part.Start - _parts[^1].End >= LongPause)
            Complete();
        _parts.Add(part);
        while (_parts.Count > 1 && _parts[^1].End - _parts[0].Start > Longest)
            Emit(LongestPause());
    }

    /// <summary>Ends the last segment.</summary>
    public void Complete()
    {
        if (_parts.Count > 0)
            Emit(_parts.Count);
    }

    /// <summary>How many parts come before the longest pause; one that leaves less than a second on a side is taken only for want of another.</summary>
    private int LongestPause()
    {
        var best = (Count: _parts.Count - 1, Pause: int.MinValue);
        for (var i = 1; i < _parts.Count; i++)
        {
            var pause = _parts[i].Start - _parts[i - 1].End;
            if (_parts[i - 1].End - _parts[0].Start < Shortest || _parts[^1].End - _parts[i].Start < Shortest)
                pause -= Longest;
            if (pause >= best.Pause)
                best = (i, pause);
        }

        return best.Count;
    }

    private void Emit(int count)
    {
        done(_parts.GetRange(0, count));
        _parts.RemoveRange(0, count);
    }
}
