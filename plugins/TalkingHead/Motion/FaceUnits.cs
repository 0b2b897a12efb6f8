namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// The Action Units that move a drawn face, in the order of <see cref="FacePose"/>'s arrays: the 18 of the learnt basis
/// (<c>models/au-basis.md</c>), and the lips' and jaw's units that speech needs and the basis has not learnt.
/// </summary>
public static class FaceUnits
{
    /// <summary>FACS numbers.</summary>
    public static IReadOnlyList<int> All { get; } = [1, 2, 4, 5, 6, 7, 9, 10, 12, 14, 15, 16, 17, 18, 20, 22, 23, 24, 25, 26, 27, 28, 45];

    /// <summary>How many there are.</summary>
    public static int Count => All.Count;

    private static readonly Dictionary<int, int> Places = All.Select((unit, place) => (unit, place)).ToDictionary(x => x.unit, x => x.place);

    /// <summary>True if the drawn face has the unit.</summary>
    public static bool Has(int unit) => Places.ContainsKey(unit);

    /// <summary>A unit's place in the arrays.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The drawn face has no such unit.</exception>
    public static int IndexOf(int unit) =>
        Places.TryGetValue(unit, out var place) ? place : throw new ArgumentOutOfRangeException(nameof(unit), unit, "The drawn face has no such Action Unit.");
}
