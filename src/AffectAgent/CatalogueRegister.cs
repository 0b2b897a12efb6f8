using AffectAgent.Inference.Models;
using AffectAgent.Reasoning;

namespace AffectAgent;

/// <summary>Tells from the model catalogue what models an analysis used.</summary>
internal sealed class CatalogueRegister(ModelStore models) : IModelRegister
{
    /// <inheritdoc/>
    public UsedModel? Find(string id) =>
        models.Catalogue.Entries.FirstOrDefault(entry => entry.Id == id) is { } entry
            ? new UsedModel(entry.Id, entry.Sha256, entry.Licence)
            : null;
}
