namespace AffectAgent.Reasoning;

/// <summary>Knows the models behind the tools.</summary>
public interface IModelRegister
{
    /// <summary>The model of that catalogue id, or null where it is unknown.</summary>
    UsedModel? Find(string id);
}
