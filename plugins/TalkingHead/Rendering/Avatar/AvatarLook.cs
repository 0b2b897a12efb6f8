namespace AffectAgent.Plugins.TalkingHead;

/// <summary>The cut of the avatar's hair.</summary>
public enum HairCut
{
    /// <summary>Chin-long, parted at the side.</summary>
    Bob,
    /// <summary>Short, swept to one side, ears free.</summary>
    Crop,
    /// <summary>Below the chin, parted at the other side.</summary>
    Lob,
}

/// <summary>How the avatar looks. Colours are 0xRRGGBB in sRGB.</summary>
/// <param name="Name">What a persona calls it.</param>
/// <param name="Skin">Skin in full light.</param>
/// <param name="Lips">Lips.</param>
/// <param name="Hair">Hair in full light.</param>
/// <param name="Brows">Brows.</param>
/// <param name="Iris">Iris.</param>
/// <param name="Garment">The garment.</param>
/// <param name="Cut">The hair's cut.</param>
public sealed record AvatarLook(string Name, int Skin, int Lips, int Hair, int Brows, int Iris, int Garment, HairCut Cut)
{
    /// <summary>The face's form.</summary>
    public FaceForm Form { get; init; } = new();

    /// <summary>How much more it moves.</summary>
    public UnitGains Gains { get; init; } = UnitGains.None;

    /// <summary>The look used where none is named.</summary>
    public static AvatarLook Default => Presets[0];

    /// <summary>The looks that a persona can choose by name.</summary>
    public static IReadOnlyList<AvatarLook> Presets { get; } =
    [
        new("hazel", 0xEBBE9F, 0xC46A68, 0x6B4430, 0x4A3226, 0x6E5233, 0x3F6C78, HairCut.Bob),
        new("ember", 0xF0C9B0, 0xC96F6A, 0x8A4A2A, 0x6E4230, 0x4E7A5C, 0x4F5B3C, HairCut.Lob) { Form = new(Width: 0.025f, Jaw: -0.06f, Chin: -0.02f, NoseWidth: -0.1f, NoseLength: -0.02f, Lips: -0.12f, Brows: -0.12f) },
        new("umber", 0x9A6647, 0x8E4A46, 0x2E211C, 0x231A17, 0x4B3220, 0xC08A3E, HairCut.Crop) { Form = new(Width: 0.02f, Jaw: 0.05f, NoseWidth: 0.16f, NoseLength: 0.005f, Lips: 0.28f, Brows: 0.1f), Gains = new((1, 1.3f), (4, 1.2f), (15, 1.2f)) },
        new("slate", 0xE2B597, 0xB96762, 0x3C3431, 0x332B28, 0x58708A, 0x566072, HairCut.Crop) { Form = new(Width: -0.02f, Jaw: 0.13f, Chin: 0.045f, NoseWidth: 0.04f, NoseLength: 0.03f, Lips: -0.22f, Brows: 0.3f, BrowHeight: -0.012f), Gains = new((23, 1.5f), (24, 1.5f)) },
    ];

    /// <summary>The preset of a name.</summary>
    /// <exception cref="UserException">No preset has it.</exception>
    public static AvatarLook Named(string name) =>
        Presets.FirstOrDefault(x => string.Equals(x.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new UserException($"The avatar has no look called '{name}'; choose one of {string.Join(", ", Presets.Select(x => x.Name))}.");
}
