namespace AffectAgent.Plugins.TalkingHead;

/// <summary>A face that can be drawn in any pose: an animated portrait, or the avatar. Immutable and safe to share between threads.</summary>
public interface IFaceRenderer : IDisposable
{
    /// <summary>Pixels a row.</summary>
    int Width { get; }

    /// <summary>Rows.</summary>
    int Height { get; }

    /// <summary>Makes a painter; one for each thread.</summary>
    IFacePainter CreatePainter();
}

/// <summary>Draws one pose at a time. Not thread-safe.</summary>
public interface IFacePainter : IDisposable
{
    /// <summary>Draws a pose.</summary>
    /// <param name="pose">The pose.</param>
    /// <param name="rgb">Width x Height x 3 bytes, all overwritten: red, green, blue, rows from the top.</param>
    void Draw(FacePose pose, Span<byte> rgb);
}
