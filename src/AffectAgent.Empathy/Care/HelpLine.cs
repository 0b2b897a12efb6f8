namespace AffectAgent.Empathy.Care;

/// <summary>A number, text service or page where people help.</summary>
/// <param name="Name">Whose it is.</param>
/// <param name="Topics">What it is for: <c>emergency</c>, <c>self_harm</c>, <c>abuse</c>, <c>children</c>, <c>poison</c>, <c>talk</c>.</param>
/// <param name="Phone">The number to call, digits only, or null.</param>
/// <param name="Text">The number to text, digits only, or null.</param>
/// <param name="TextWord">The word to text, or null where none is needed.</param>
/// <param name="Web">The page, without the scheme, or null.</param>
/// <param name="Languages">The languages spoken, ISO 639-1; empty where not known.</param>
/// <param name="Hours"><c>24/7</c> or a short note; null where not known.</param>
/// <param name="Source">Who says so: the organisation's name or page.</param>
/// <param name="Checked">When the entry was last checked, or null.</param>
public sealed record HelpLine(
    string Name, IReadOnlyList<string> Topics, string? Phone, string? Text, string? TextWord, string? Web,
    IReadOnlyList<string> Languages, string? Hours, string Source, DateOnly? Checked);
