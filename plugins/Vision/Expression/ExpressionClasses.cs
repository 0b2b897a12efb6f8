using AffectAgent.Inference.Models;

namespace AffectAgent.Plugins.Vision;

/// <summary>What the expression network's outputs mean, in their order, as its catalogue entry says.</summary>
public static class ExpressionClasses
{
    /// <summary>The classes of the expression network in the store.</summary>
    /// <exception cref="UserException">The catalogue names none, or one that is no emotion.</exception>
    public static IReadOnlyList<Emotion> Of(ModelStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        return Of(store.Catalogue.Find(ExpressionPlugin.ModelId));
    }

    /// <summary>The classes of a catalogue entry.</summary>
    /// <exception cref="UserException">The entry names none, or one that is no emotion, or one twice.</exception>
    public static IReadOnlyList<Emotion> Of(ModelEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var classes = new List<Emotion>();
        foreach (var name in entry.Classes ?? [])
        {
            if (!EmotionNames.TryParse(name, out var emotion) || classes.Contains(emotion))
                throw new UserException($"Model '{entry.Id}' has a class '{name}', which is no emotion or stands there twice.", $"Known are: {string.Join(", ", EmotionNames.All.Select(e => e.Name()))}.");
            classes.Add(emotion);
        }

        return classes.Count > 1 ? classes : throw new UserException($"The catalogue doesn't say what the outputs of model '{entry.Id}' mean.", "List them in its 'classes'.");
    }
}
