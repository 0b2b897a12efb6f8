namespace AffectAgent.Plugins.TalkingHead;

/// <summary>Everything about an avatar that no pose changes. Immutable and safe to share between threads.</summary>
internal sealed class AvatarModel
{
    /// <summary>Builds head, parts, pictures and lights.</summary>
    /// <param name="shape">How faces move.</param>
    /// <param name="look">Colours and cut.</param>
    /// <param name="size">Pixels of the picture's side.</param>
    public AvatarModel(FaceShape shape, AvatarLook look, int size)
    {
        (Look, Size) = (look, size);
        Rig = new HeadRig(shape, look.Form);
        Skin = new HeadSkin(Rig.Cage);
        Picture = SkinPainter.Paint(Skin, look, Math.Clamp(size, 256, 1024));
        Folds = new FoldMap(Picture.Side);
        var rest = Skin.Rest(Rig.Cage);
        Lashes = [new Lashes(Skin, rest, Eyeball.Left), new Lashes(Skin, rest, Eyeball.Right)];
        var hair = HairParts.Build(look.Cut).ToArray();
        Parts =
        [
            hair[0], .. Lashes.Select(x => x.Part), EyeParts.Build(Eyeball.Left, "left-eye"), EyeParts.Build(Eyeball.Right, "right-eye"),
            MouthParts.UpperTeeth(), MouthParts.LowerTeeth(), MouthParts.Tongue(), MouthParts.UpperGums(), MouthParts.LowerGums(),
            .. look.Cut is HairCut.Bob or HairCut.Lob ? Array.Empty<AvatarPart>() : [BodyParts.Ears()], BodyParts.Neck(), BodyParts.Garment(), hair[1],
        ];
        Still = StillScene.Draw(this);
    }

    /// <summary>Colours and cut.</summary>
    public AvatarLook Look { get; }

    /// <summary>Pixels of the picture's side.</summary>
    public int Size { get; }

    /// <summary>Moves the cage.</summary>
    public HeadRig Rig { get; }

    /// <summary>The head's surface.</summary>
    public HeadSkin Skin { get; }

    /// <summary>The skin's picture.</summary>
    public SkinPicture Picture { get; }

    /// <summary>The skin's folds.</summary>
    public FoldMap Folds { get; }

    /// <summary>All other parts, nearest the viewer first; the first one is drawn before the skin.</summary>
    public IReadOnlyList<AvatarPart> Parts { get; }

    /// <summary>The lashes, which are among the parts too and move with the lids.</summary>
    public IReadOnlyList<Lashes> Lashes { get; }

    /// <summary>The background and the garment.</summary>
    public RasterTarget Still { get; }

    /// <summary>Light on skin.</summary>
    public LightMap SkinLight { get; } = new(Finish.Skin);

    /// <summary>Light on cloth and hair.</summary>
    public LightMap MatteLight { get; } = new(Finish.Matte);

    /// <summary>Light on teeth and eyes.</summary>
    public LightMap WetLight { get; } = new(Finish.Wet);
}
