using System.Globalization;
using AffectAgent.Media;
using AffectAgent.Plugins.ActionUnits;
using AffectAgent.Plugins.Vision;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>Reads a picture's face for <see cref="PortraitRenderer"/>. Thread-safe.</summary>
/// <param name="models">The face networks.</param>
/// <param name="estimator">Reads the expression that the picture shows already; null: it is taken for neutral.</param>
public sealed class PortraitReader(VisionModels models, ActionUnitEstimator? estimator = null)
{
    /// <summary>Longest side that pictures are read with, pixels; larger ones are made smaller.</summary>
    public const int MostSide = 2400;

    // Covered eyes are told apart from shadowed ones on smaller crops only roughly; the bar is high.
    private const float Covered = 0.8f;

    /// <summary>Reads a picture file; the way up that its EXIF data say is followed.</summary>
    /// <param name="path">A photograph, drawing, or video (its first frame).</param>
    /// <param name="face">Which face, the largest being 1; 1 by default.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="UserException">Not a picture, no face, fewer faces than asked for, or a face that can't be moved.</exception>
    public async Task<PortraitSource> ReadAsync(string path, int face = 1, CancellationToken cancellationToken = default)
    {
        var media = await new MediaOpener(new MediaOptions { MaxSide = MostSide }).OpenAsync(path, cancellationToken).ConfigureAwait(false);
        await foreach (var frame in media.ReadFramesAsync(new FrameOptions(), cancellationToken).ConfigureAwait(false))
        {
            using (frame)
                return Read(frame.Image.Clone(), face, cancellationToken);
        }

        throw new UserException("The portrait holds no picture; choose a photograph or a drawing of a face.");
    }

    /// <summary>Reads a picture.</summary>
    /// <param name="picture">The picture; kept, not copied.</param>
    /// <param name="face">Which face, the largest being 1.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="UserException">No face, fewer faces than asked for, or a face that can't be moved.</exception>
    public PortraitSource Read(RgbImage picture, int face = 1, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentOutOfRangeException.ThrowIfLessThan(face, 1);
        using var pyramid = new PicturePyramid(picture);
        var found = models.Finder.FindInStill(pyramid, cancellationToken);
        if (found.Count == 0)
            throw new UserException("No face was found in the portrait; choose a picture that shows one face from the front (a drawing must have the proportions of a face).");
        if (face > found.Count)
            throw new UserException(string.Create(CultureInfo.InvariantCulture, $"The portrait has {found.Count} faces, so there is no face {face}; choose 1 to {found.Count}, the largest being 1."));
        var chosen = found[face - 1];
        var notes = new List<string>();
        if (found.Count > 1)
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"The picture has {found.Count} faces; face {face} by size is moved and the others stay still."));
        var read = new FaceReader(models.Irises).Read(pyramid, chosen, 0, default, cancellationToken);
        var covered = FaceOcclusion.Estimate(read.Crop).Eyes > Covered;
        if (covered)
            notes.Add("Something seems to cover the eyes; they are left as they are and neither blink nor turn.");
        var source = new PortraitSource(picture, chosen.Mesh)
        {
            Irises = read.Iris,
            EyesCovered = covered,
            Own = estimator is null ? new Dictionary<int, double>() : PortraitSource.OwnExpression(chosen.Mesh, estimator),
        };
        PortraitLimits.Check(source);
        var shown = source.Own.Where(x => x.Value >= 2.5 && x.Key is not (25 or 26 or 45)).Select(x => x.Key).Order().ToArray();
        if (shown.Length > 0)
        {
            var names = string.Join(", ", shown.Select(unit => string.Create(CultureInfo.InvariantCulture, $"AU{unit} {AffectAgent.ActionUnits.Find(unit)?.Name}")));
            notes.Add($"This face already wears an expression ({names}); another one will mix with it. A picture of the face at rest moves better.");
        }

        return source with { Notes = notes };
    }
}
