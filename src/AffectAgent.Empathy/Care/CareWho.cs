namespace AffectAgent.Empathy.Care;

/// <summary>Of whom a sign speaks.</summary>
public enum CareWho
{
    /// <summary>The writer.</summary>
    Writer,

    /// <summary>Somebody the writer speaks of, now.</summary>
    Other,
}
