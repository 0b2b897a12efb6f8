namespace AffectAgent.Plugins.Physiology;

/// <summary>
/// Compares the two sides of a face, place by place, over all frames in which it is seen from the front. The floor has two parts:
/// how much resting faces of many people differ (3 standard deviations), and the standard error of this clip's own median.
/// </summary>
internal static class SideReader
{
    private const double MostTurned = 0.2;
    // Eleven places are compared: a floor of 95 % would find something in every third resting face.
    private const double Spreads = 3;
    // Neighbouring frames share their error: as many frames count as one.
    private const double FramesPerWitness = 10;

    /// <summary>Why the sides can't be compared, or null.</summary>
    public static string? Unfit(FaceMotion motion) => motion.Yaw.Any(yaw => Math.Abs(yaw) <= MostTurned) ? null : "the head is turned aside";

    /// <summary>All differences, also those within the floor.</summary>
    public static IEnumerable<SideDifference> Read(FaceMotion motion)
    {
        var frontal = Enumerable.Range(0, motion.Count).Where(i => Math.Abs(motion.Yaw[i]) <= MostTurned).ToList();
        if (frontal.Count == 0)
            yield break;
        for (var p = 0; p < FacePlaces.All.Count; p++)
        {
            var place = FacePlaces.All[p];
            var differences = frontal.ConvertAll(i => motion.Right[p][i] - motion.Left[p][i]);
            var middle = Curves.Median(differences);
            var error = 1.253 * Curves.Noise([.. differences.Select(d => d - middle)]) / Math.Sqrt(Math.Max(1, frontal.Count / FramesPerWitness));
            var floor = Spreads * Math.Sqrt((place.RestSpread * place.RestSpread) + (error * error));
            int[] units = [place.Rising, place.Falling];
            yield return new SideDifference(motion.Person, place.Name, [.. units.Where(unit => unit != 0)], Math.Round(100 * middle, 2), Math.Round(100 * floor, 2));
        }
    }
}
