using System.Numerics.Tensors;

namespace AffectAgent.Knowledge.Search;

/// <summary>The patterns of the cards as vectors, and how well a face fits each. Immutable.</summary>
internal sealed class CardPatterns
{
    private readonly (float[] For, float[] Against)?[] _rows;

    /// <summary>Takes the cards' patterns; positions are those of the list.</summary>
    public CardPatterns(IReadOnlyList<KnowledgeCard> cards)
    {
        _rows = [.. cards.Select(card => card.Pattern.Count > 0 ? Unit(PatternSpace.OfCard(card.Pattern)) : ((float[], float[])?)null)];
    }

    /// <summary>The fit of each card, -1 to 1; null where the card has no pattern.</summary>
    /// <param name="face">What <see cref="PatternSpace.OfFace"/> gave.</param>
    public double?[] Scores(float[] face)
    {
        var scores = new double?[_rows.Length];
        var norm = TensorPrimitives.Norm<float>(face);
        for (var i = 0; i < scores.Length; i++)
        {
            if (_rows[i] is not { } row)
                continue;
            var cosine = Math.Clamp(TensorPrimitives.Dot<float>(face, row.For) / norm, -1f, 1f);
            scores[i] = Math.Max(-1, cosine - (TensorPrimitives.Dot<float>(face, row.Against) / norm));
        }

        return scores;
    }

    private static (float[] For, float[] Against) Unit((float[] For, float[] Against) pattern)
    {
        TensorPrimitives.Divide(pattern.For, TensorPrimitives.Norm<float>(pattern.For), pattern.For);
        return pattern;
    }
}
