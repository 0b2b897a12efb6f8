namespace AffectAgent.Reasoning;

/// <summary>Folders with cards of the user's own that could not be used; each result notes them.</summary>
/// <param name="Folders">Name of each folder, and why it was left out.</param>
public sealed record LeftOutKnowledge(IReadOnlyList<(string Folder, string Reason)> Folders);
