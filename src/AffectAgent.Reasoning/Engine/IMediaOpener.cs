namespace AffectAgent.Reasoning;

/// <summary>Opens a medium. The media library stands behind it; tests put a fake there.</summary>
public interface IMediaOpener
{
    /// <summary>Opens a picture, video or sound file.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="UserException">It is missing, empty, too large, or not media.</exception>
    Task<IMediaSource> OpenAsync(string path, CancellationToken cancellationToken = default);
}

/// <summary>Knows the models behind the tools.</summary>
public interface IModelRegister
{
    /// <summary>The model of that catalogue id, or null where it is unknown.</summary>
    UsedModel? Find(string id);
}
