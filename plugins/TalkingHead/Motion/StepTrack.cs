namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// A value that changes by steps, each with the least jerk. Steps that overlap are added, as people correct a movement under way
/// (Flash and Henis, 1991): the value, its speed and its acceleration never jump.
/// </summary>
internal sealed class StepTrack
{
    private readonly List<(double Start, double Duration, double Change, double Target)> _steps = [];
    private double _longest;

    /// <summary>Where the value goes in the end.</summary>
    public double Target { get; private set; }

    /// <summary>Goes to a target; call in the order of time.</summary>
    /// <param name="start">When the movement begins, seconds.</param>
    /// <param name="duration">How long it takes, seconds, above 0.</param>
    /// <param name="target">Where it ends.</param>
    public void Go(double start, double duration, double target)
    {
        if (target == Target)
            return;
        _steps.Add((start, duration, target - Target, target));
        _longest = Math.Max(_longest, duration);
        Target = target;
    }

    /// <summary>The value at a time.</summary>
    public double At(double seconds)
    {
        var last = Begun(seconds) - 1;
        if (last < 0)
            return 0;
        var value = _steps[last].Target;
        for (var i = last; i >= 0 && _steps[i].Start > seconds - _longest; i--)
            value -= _steps[i].Change * (1 - Curves.MinimumJerk((seconds - _steps[i].Start) / _steps[i].Duration));
        return value;
    }

    // How many steps have begun.
    private int Begun(double seconds)
    {
        int low = 0, high = _steps.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_steps[middle].Start < seconds)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
