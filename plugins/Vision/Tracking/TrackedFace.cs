namespace AffectAgent.Plugins.Vision;

/// <summary>A face that is followed through successive frames of one shot.</summary>
/// <param name="Track">The track's number: never used again after the face was lost.</param>
/// <param name="Shot">The shot's number, from 0.</param>
/// <param name="Face">Where it is.</param>
public readonly record struct TrackedFace(int Track, int Shot, FoundFace Face);
