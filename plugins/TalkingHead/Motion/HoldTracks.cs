namespace AffectAgent.Plugins.TalkingHead;

/// <summary>A value that something wants for a while.</summary>
/// <param name="Start">When it begins to rise, seconds.</param>
/// <param name="Release">When it begins to fall, seconds.</param>
/// <param name="Rise">Seconds of the rise.</param>
/// <param name="Fall">Seconds of the fall.</param>
/// <param name="Target">The value wanted.</param>
internal readonly record struct Hold(double Start, double Release, double Rise, double Fall, double Target);

/// <summary>Joins holds that follow or overlap each other: what is released goes straight to what comes next, not over rest.</summary>
internal static class HoldTracks
{
    // A pause shorter than this between two holds is no return to rest.
    private const double Bridge = 0.35;

    /// <summary>Makes the value's course.</summary>
    /// <param name="holds">Any order.</param>
    public static StepTrack Join(IEnumerable<Hold> holds)
    {
        var all = holds.OrderBy(x => x.Start).ToArray();
        var changes = new List<(double At, double Duration, double Target)>();
        for (var i = 0; i < all.Length; i++)
        {
            var now = all[i];
            var falls = i > 0 && now.Start <= all[i - 1].Release + Bridge && Math.Abs(now.Target) < Math.Abs(all[i - 1].Target);
            changes.Add((now.Start, falls ? Math.Max(now.Rise, all[i - 1].Fall) : now.Rise, now.Target));
            if (all.Skip(i + 1).Any(x => x.Start <= now.Release + Bridge && x.Release >= now.Release))
                continue;
            var still = all.Take(i).LastOrDefault(x => x.Release > now.Release);
            changes.Add((now.Release, now.Fall, still.Target));
        }

        var track = new StepTrack();
        foreach (var (at, duration, target) in changes.OrderBy(x => x.At))
            track.Go(at, duration, target);
        return track;
    }
}
