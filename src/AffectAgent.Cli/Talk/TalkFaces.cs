using AffectAgent.Inference.Models;
using AffectAgent.Plugins.ActionUnits;
using AffectAgent.Plugins.TalkingHead;
using AffectAgent.Plugins.Vision;
using Microsoft.Extensions.DependencyInjection;

namespace AffectAgent.Cli.Talk;

/// <summary>The face that was chosen.</summary>
/// <param name="Portrait">A picture, or null for the avatar.</param>
/// <param name="Number">Which face of the picture, the largest being 1.</param>
/// <param name="Look">The avatar's look.</param>
/// <param name="Size">Pixels of the film's side.</param>
internal sealed record TalkFace(string? Portrait, int Number, AvatarLook Look, int Size)
{
    /// <summary>Pixels of a side where nobody chose.</summary>
    public const int DefaultSize = 512;

    /// <summary>A size that was asked for.</summary>
    /// <exception cref="UserException">It is out of range.</exception>
    public static int Checked(int size) => size is >= 64 and <= 2048 ? size : throw new UserException($"--size {size} is outside 64 to 2048.");
}

/// <summary>Makes the faces that can be drawn.</summary>
internal static class TalkFaces
{
    /// <summary>How faces move.</summary>
    public static FaceShape Shape(IServiceProvider services) => new(Basis(services));

    /// <summary>The face that was chosen, ready to be drawn.</summary>
    public static async Task<IFaceRenderer> CreateAsync(IServiceProvider services, TalkFace face, CancellationToken cancellationToken)
    {
        var basis = Basis(services);
        if (face.Portrait is not { } path)
            return AvatarRenderer.Create(new FaceShape(basis), face.Look, face.Size);
        using var models = VisionModels.Load(services.GetRequiredService<ModelStore>());
        var source = await new PortraitReader(models, new ActionUnitEstimator(basis)).ReadAsync(path, face.Number, cancellationToken).ConfigureAwait(false);
        return PortraitRenderer.Create(source, new FaceShape(basis), face.Size);
    }

    private static ActionUnitBasis Basis(IServiceProvider services) => ActionUnitBasis.Load(services.GetRequiredService<ModelStore>().Locate(ActionUnitBasis.ModelId));
}
