namespace AffectAgent.Backends.LLamaSharp;

/// <summary>Who speaks in a turn, as chat templates know them.</summary>
internal static class Roles
{
    /// <summary>The rules.</summary>
    public const string System = "system";
    /// <summary>Who asks, and what tools returned.</summary>
    public const string User = "user";
    /// <summary>The model.</summary>
    public const string Assistant = "assistant";
}

/// <summary>One turn of a conversation, ready for the chat template.</summary>
/// <param name="Role">One of <see cref="Roles"/>.</param>
/// <param name="Content">What is said.</param>
/// <param name="Group">A tool call and its results share a number; they stay or go together.</param>
/// <param name="Asked">True if a person said it.</param>
internal sealed record Turn(string Role, string Content, int Group, bool Asked = false);
