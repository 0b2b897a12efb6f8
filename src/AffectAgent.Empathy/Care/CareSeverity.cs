namespace AffectAgent.Empathy.Care;

/// <summary>How urgent the answer is; the words decide, not the person's state, which a program can't know.</summary>
public enum CareSeverity
{
    /// <summary>Nothing was found.</summary>
    None,

    /// <summary>A boundary of the program: a kind, fixed reply.</summary>
    Boundary,

    /// <summary>Indirect or unclear words of crisis: careful answer, help lines.</summary>
    Concern,

    /// <summary>Plain words of crisis: careful answer, help lines first.</summary>
    High,

    /// <summary>A plan, an act or danger now: emergency number first.</summary>
    Acute,
}
