namespace AffectAgent.Empathy.Care;

/// <summary>What kinds have in common, and their names in data files.</summary>
public static class CareKinds
{
    /// <summary>True for the four kinds of crisis, which come before any reply; false for boundaries.</summary>
    /// <param name="kind">The kind.</param>
    public static bool IsCrisis(this CareKind kind) => kind <= CareKind.Medical;

    /// <summary>The kind's name in data files: <c>self_harm</c>, <c>boundary.attachment</c>.</summary>
    /// <param name="kind">The kind.</param>
    public static string Name(this CareKind kind) => kind switch
    {
        CareKind.SelfHarm => "self_harm",
        CareKind.Violence => "violence",
        CareKind.Abuse => "abuse",
        CareKind.Medical => "medical",
        CareKind.Attachment => "boundary.attachment",
        CareKind.Feelings => "boundary.feelings",
        CareKind.Diagnosis => "boundary.diagnosis",
        CareKind.Dosing => "boundary.dosing",
        CareKind.Secrecy => "boundary.secrecy",
        CareKind.Manipulation => "boundary.manipulation",
        CareKind.Sexual => "boundary.sexual",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>The kind of a name in a data file, or null where there is none such.</summary>
    /// <param name="name">The name.</param>
    public static CareKind? Find(string name)
    {
        foreach (var kind in Enum.GetValues<CareKind>())
        {
            if (kind.Name() == name)
                return kind;
        }
        return null;
    }
}
