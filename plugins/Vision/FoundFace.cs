namespace AffectAgent.Plugins.Vision;

/// <summary>A face with its mesh.</summary>
/// <param name="Mesh">The points, in the picture's pixels.</param>
/// <param name="Presence">Face presence as the mesh network gives it, 0 to 1.</param>
/// <param name="Box">The upright box around the mesh.</param>
public sealed record FoundFace(FaceMesh Mesh, float Presence, FaceBox Box)
{
    /// <summary>A face of a reading.</summary>
    internal static FoundFace Of(MeshReading reading) => new(reading.Mesh, reading.Presence, MeshRegions.BoxOf(reading.Mesh));
}
