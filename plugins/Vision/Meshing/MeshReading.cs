namespace AffectAgent.Plugins.Vision;

/// <summary>A mesh and how sure its network is that it is a face's.</summary>
/// <param name="Mesh">The points, in the picture's pixels.</param>
/// <param name="Presence">0 to 1.</param>
public readonly record struct MeshReading(FaceMesh Mesh, float Presence);
