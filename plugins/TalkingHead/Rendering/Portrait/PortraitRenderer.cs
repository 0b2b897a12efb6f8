namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// A photograph or drawing with a face, moving: its own pixels on its own mesh, turned in space and warped by the Action Units,
/// with eyes, lids and a mouth drawn where the picture has none. A neutral pose gives the picture back.
/// </summary>
public sealed class PortraitRenderer : IFaceRenderer
{
    /// <summary>Pixels of the picture's side where none is asked for.</summary>
    public const int DefaultSize = 512;

    private readonly PortraitModel _model;

    private PortraitRenderer(PortraitModel model, IReadOnlyList<string> notes) => (_model, Notes) = (model, notes);

    /// <inheritdoc/>
    public int Width => _model.Size;

    /// <inheritdoc/>
    public int Height => _model.Size;

    /// <summary>What the user should know about this portrait, a sentence each; empty if all is well.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>The picture as a neutral pose shows it: cut to head and shoulders.</summary>
    public RgbImage Cut => _model.Crop.Picture;

    /// <summary>Prepares a portrait; a fraction of a second.</summary>
    /// <param name="source">The picture and the face.</param>
    /// <param name="shape">How faces move.</param>
    /// <param name="size">Pixels of the square picture's side, 64 to 2048.</param>
    /// <exception cref="UserException">The face is too small or turned too far.</exception>
    public static PortraitRenderer Create(PortraitSource source, FaceShape shape, int size = DefaultSize)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 64);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, 2048);
        PortraitLimits.Check(source);
        var model = new PortraitModel(source, shape, size);
        return new PortraitRenderer(model, [.. source.Notes, .. model.Notes]);
    }

    /// <inheritdoc/>
    public IFacePainter CreatePainter() => new PortraitPainter(_model);

    /// <summary>Nothing to release.</summary>
    public void Dispose()
    {
    }
}
