using System.Globalization;
using AffectAgent.Plugins.Vision;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>What a face must be to be moved.</summary>
public static class PortraitLimits
{
    /// <summary>Least height of the face from the forehead to the chin, pixels.</summary>
    public const float LeastHeight = 90;

    /// <summary>Farthest that the head may be turned to a side or up or down, degrees.</summary>
    public const double FarthestTurn = 32;

    /// <summary>Refuses faces that can't be moved well.</summary>
    /// <exception cref="UserException">The face is too small or turned too far.</exception>
    public static void Check(PortraitSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var mesh = source.Mesh;
        foreach (var x in mesh.Coordinates)
        {
            if (!float.IsFinite(x))
                throw new UserException("The face's mesh is not usable; choose another picture.");
        }

        var height = (mesh.Flat(MeshPoints.Forehead) - mesh.Flat(MeshPoints.Chin)).Length();
        if (height < LeastHeight)
            throw new UserException(string.Create(CultureInfo.InvariantCulture, $"The face is {height:0} pixels high and a portrait needs {LeastHeight:0} or more; choose a larger picture of it."));
        var pose = HeadPoseEstimator.Estimate(mesh, source.Picture.Width, source.Picture.Height);
        var turn = Math.Max(Math.Abs(pose.Yaw), Math.Abs(pose.Pitch)) * 180 / Math.PI;
        if (turn > FarthestTurn)
            throw new UserException(string.Create(CultureInfo.InvariantCulture, $"The head is turned by {turn:0} degrees and a portrait can be turned by {FarthestTurn:0} at most; choose a picture that shows the face from the front."));
    }
}
