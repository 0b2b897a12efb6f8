namespace AffectAgent.Plugins.Vision;

/// <summary>Gathers one person's readings and weighs them by how well the face could be seen.</summary>
internal sealed class ExpressionGatherer
{
    // Below this the mesh is likelier not on a face.
    private const double LeastConfidence = 0.5;

    // From this size on a face has at least as many pixels as the crop.
    private const double FullSize = 48;

    private readonly List<ExpressionSample> _samples = [];
    private readonly List<double> _weights = [];

    /// <summary>The readings kept, by time.</summary>
    public IReadOnlyList<ExpressionSample> Samples => _samples;

    /// <summary>The weighted mean of the readings; ask only where there is one.</summary>
    public EmotionDistribution Overall => EmotionDistribution.Pool([.. _samples.Zip(_weights, (sample, weight) => (sample.Distribution, weight))]);

    /// <summary>Mean weight, 0 to 1: how well the face could be seen.</summary>
    public double Quality => _samples.Count == 0 ? 0 : _weights.Average();

    /// <summary>Takes one reading, or leaves it out where the face is hardly one.</summary>
    public void Add(FaceObservation face, EmotionDistribution read)
    {
        double weight = WeightOf(face);
        if (face.Confidence < LeastConfidence || weight <= 0)
            return;
        _samples.Add(new ExpressionSample(face.Frame, face.Timestamp, read));
        _weights.Add(weight);
    }

    /// <summary>Weight of a face, 0 to 1: less where the mesh is unsure, the face beyond the border, small, or turned away.</summary>
    internal static double WeightOf(FaceObservation face)
    {
        double inside = face.Quality.InsidePicture * face.Quality.InsidePicture;
        double size = Math.Min(1, face.Quality.SizePixels / FullSize);
        double frontal = Math.Max(0.1, Math.Cos(face.Pose.Yaw)) * Math.Max(0.1, Math.Cos(face.Pose.Pitch));
        return Math.Clamp(face.Confidence, 0, 1) * Math.Clamp(inside, 0, 1) * size * frontal;
    }
}
