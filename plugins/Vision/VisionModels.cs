using AffectAgent.Inference;
using AffectAgent.Inference.Models;

namespace AffectAgent.Plugins.Vision;

/// <summary>The networks that find and read faces, loaded once and shared by all analyses. Thread-safe.</summary>
public sealed class VisionModels : IDisposable
{
    /// <summary>Catalogue id of the detector.</summary>
    public const string DetectorId = "face-detector";

    /// <summary>Catalogue id of the detector for quick looks.</summary>
    public const string GlanceId = "face-detector-glance";

    /// <summary>Catalogue id of the mesh network.</summary>
    public const string MeshId = "face-mesh";

    /// <summary>Catalogue id of the iris network.</summary>
    public const string IrisId = "iris";

    /// <summary>Takes over loaded models.</summary>
    /// <param name="detector">BlazeFace; disposed with this, as are the others.</param>
    /// <param name="mesh">The face mesh.</param>
    /// <param name="iris">The iris model, or null to go without irises and gaze.</param>
    /// <param name="glance">BlazeFace for a smaller input, or null: stills are searched in more time.</param>
    /// <exception cref="UserException">A model is another one.</exception>
    public VisionModels(OnnxModel detector, OnnxModel mesh, OnnxModel? iris, OnnxModel? glance = null)
    {
        Detector = new FaceDetector(detector, glance: glance);
        Mesher = new FaceMesher(mesh);
        Irises = iris is null ? null : new IrisEstimator(iris);
        Finder = new FaceFinder(Detector, Mesher);
    }

    /// <summary>Finds candidates.</summary>
    public FaceDetector Detector { get; }

    /// <summary>Reads meshes.</summary>
    public FaceMesher Mesher { get; }

    /// <summary>Finds irises; null without the model.</summary>
    public IrisEstimator? Irises { get; }

    /// <summary>Finds faces with their meshes.</summary>
    public FaceFinder Finder { get; }

    /// <summary>Loads them from the store.</summary>
    /// <exception cref="UserException">A model is missing, changed or refused; the message says what to do.</exception>
    public static VisionModels Load(ModelStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        // One thread a run: frames and faces are spread over the cores instead.
        var options = new InferenceOptions { Threads = 1 };
        return new VisionModels(store.Load(DetectorId, options), store.Load(MeshId, options), store.Load(IrisId, options), store.Load(GlanceId, options));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Detector.Dispose();
        Mesher.Dispose();
        Irises?.Dispose();
    }
}
