namespace AffectAgent.Empathy.Care;

/// <summary>What in a message calls for a fixed, careful answer instead of a composed one.</summary>
public enum CareKind
{
    /// <summary>Suicide or self-harm: thoughts, hints, plans, acts.</summary>
    SelfHarm,

    /// <summary>Violence that the writer plans or threatens against others.</summary>
    Violence,

    /// <summary>Abuse that the writer, or somebody they speak of, suffers: by a partner, a parent, anybody.</summary>
    Abuse,

    /// <summary>A medical emergency, of the writer or of somebody near them.</summary>
    Medical,

    /// <summary>Attachment to the program as if it were the only friend or a partner.</summary>
    Attachment,

    /// <summary>Asks whether the program loves, feels or is somebody.</summary>
    Feelings,

    /// <summary>Asks for a diagnosis.</summary>
    Diagnosis,

    /// <summary>Asks for the dose of a medicine or a drug.</summary>
    Dosing,

    /// <summary>Asks the program to keep a secret or to promise silence.</summary>
    Secrecy,

    /// <summary>Tries to turn the program into something else: other rules, other persona, pressure, guilt.</summary>
    Manipulation,

    /// <summary>Asks for sexual talk.</summary>
    Sexual,
}
