using AffectAgent.Inference.Models;
using AffectAgent.Plugins.ActionUnits;
using AffectAgent.Plugins.TalkingHead;
using Microsoft.Extensions.DependencyInjection;

namespace AffectAgent.Cli.Talk;

/// <summary>The faces that can be drawn.</summary>
internal static class TalkFaces
{
    /// <summary>How faces move.</summary>
    public static FaceShape Shape(IServiceProvider services) =>
        new(ActionUnitBasis.Load(services.GetRequiredService<ModelStore>().Locate(ActionUnitBasis.ModelId)));

    /// <summary>The avatar.</summary>
    public static AvatarRenderer Avatar(IServiceProvider services, AvatarLook look, int size) => AvatarRenderer.Create(Shape(services), look, size);
}
