namespace AffectAgent;

/// <summary>A frame that was looked at, with or without a face.</summary>
/// <param name="Index">From 0, counted over the frames that were read.</param>
/// <param name="Timestamp">True presentation time, seconds.</param>
public readonly record struct FrameStamp(int Index, double Timestamp);

/// <summary>A person whose face was followed.</summary>
/// <param name="Id">1, 2, … by first appearance; of several in one frame from the largest to the smallest.</param>
/// <param name="FirstSeen">Time of the first sight, seconds.</param>
/// <param name="LastSeen">Time of the last sight, seconds.</param>
/// <param name="FrameCount">Frames in which the face was found.</param>
/// <param name="MeanSizePixels">Mean of the box's shorter side.</param>
public sealed record FacePerson(int Id, double FirstSeen, double LastSeen, int FrameCount, double MeanSizePixels);

/// <summary>
/// Every face of every frame of one analysis, in the order of the frames; read again by each tool that needs it. Long clips
/// are kept in a temporary file, so that memory stays bounded; disposing deletes it.
/// </summary>
public interface IFaceArchive : IDisposable
{
    /// <summary>Width of the frames, pixels.</summary>
    int PictureWidth { get; }

    /// <summary>Height of the frames, pixels.</summary>
    int PictureHeight { get; }

    /// <summary>All frames read, also those without a face.</summary>
    IReadOnlyList<FrameStamp> Frames { get; }

    /// <summary>The persons, by id.</summary>
    IReadOnlyList<FacePerson> Persons { get; }

    /// <summary>True for one still picture.</summary>
    bool IsStill { get; }

    /// <summary>All faces, by frame, then by person.</summary>
    IEnumerable<FaceObservation> ReadAll();

    /// <summary>One person's faces, by frame.</summary>
    IEnumerable<FaceObservation> Read(int person);
}
