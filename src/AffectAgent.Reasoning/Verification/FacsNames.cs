namespace AffectAgent.Reasoning;

/// <summary>The FACS names in a form that sentences can be searched for.</summary>
internal static class FacsNames
{
    /// <summary>All names of <see cref="ActionUnits.All"/>, longer before shorter; a test keeps it complete.</summary>
    public const string Pattern =
        "inner brow raiser|outer brow raiser|brow lowerer|upper lid raiser|cheek raiser|lid tightener|nose wrinkler|upper lip raiser|" +
        "lip corner puller|dimpler|lip corner depressor|chin raiser|lip stretcher|lip tightener|lip pressor|lips part|jaw drop|" +
        "mouth stretch|lip suck|eyes closed|blink";

    private static readonly Dictionary<string, int> Numbers =
        ActionUnits.All.ToDictionary(unit => unit.Name, unit => unit.Number, StringComparer.OrdinalIgnoreCase);

    /// <summary>The numbers by name, whatever the case.</summary>
    public static Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> Lookup => Numbers.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The number of a name.</summary>
    public static int NumberOf(string name) => Numbers[name];
}
