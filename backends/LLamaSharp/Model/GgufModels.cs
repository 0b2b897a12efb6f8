namespace AffectAgent.Backends.LLamaSharp;

/// <summary>
/// The models that are in use. Clients of the same file share one model; it leaves memory with its last client. Thread-safe.
/// </summary>
/// <param name="settings">How models are run.</param>
internal sealed class GgufModels(GgufSettings settings) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (GgufModel Model, int Users)> _models = new(StringComparer.Ordinal);

    /// <summary>The model of a file; nothing is loaded yet. Give it back with <see cref="Release"/>.</summary>
    public GgufModel Take(string path)
    {
        var full = Path.GetFullPath(path);
        lock (_gate)
        {
            var (model, users) = _models.TryGetValue(full, out var known) ? known : (new GgufModel(full, settings), 0);
            _models[full] = (model, users + 1);
            return model;
        }
    }

    /// <summary>Gives a model back; the last one to do so ends it.</summary>
    public void Release(GgufModel model)
    {
        lock (_gate)
        {
            foreach (var (path, (known, users)) in _models)
            {
                if (!ReferenceEquals(known, model))
                    continue;
                if (users > 1)
                {
                    _models[path] = (known, users - 1);
                    return;
                }

                _models.Remove(path);
                break;
            }
        }

        model.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var (model, _) in _models.Values)
                model.Dispose();
            _models.Clear();
        }
    }
}
