namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// The avatar: a head of our own, all of it made by this program, drawn in software. The same pose and look always give the same
/// picture.
/// </summary>
public sealed class AvatarRenderer : IFaceRenderer
{
    /// <summary>Pixels of the picture's side where none is asked for.</summary>
    public const int DefaultSize = 512;

    private readonly AvatarModel _model;

    private AvatarRenderer(AvatarModel model) => _model = model;

    /// <inheritdoc/>
    public int Width => _model.Size;

    /// <inheritdoc/>
    public int Height => _model.Size;

    /// <summary>The look.</summary>
    public AvatarLook Look => _model.Look;

    /// <summary>Builds the avatar; a fraction of a second.</summary>
    /// <param name="shape">How faces move.</param>
    /// <param name="look">Colours and cut; <see cref="AvatarLook.Default"/> where null.</param>
    /// <param name="size">Pixels of the square picture's side, 64 to 2048.</param>
    public static AvatarRenderer Create(FaceShape shape, AvatarLook? look = null, int size = DefaultSize)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 64);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, 2048);
        return new AvatarRenderer(new AvatarModel(shape, look ?? AvatarLook.Default, size));
    }

    /// <inheritdoc/>
    public IFacePainter CreatePainter() => new AvatarPainter(_model);

    /// <summary>Nothing to release.</summary>
    public void Dispose()
    {
    }
}
