using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace AffectAgent.Plugins.Vision;

/// <summary>The fixed-length binary form of an observation: coordinates as 32-bit floats, the crop as bytes.</summary>
internal static class FaceRecord
{
    private const int CropBytes = FaceAligner.Side * FaceAligner.Side;
    private const int PortraitBytes = FaceAligner.PortraitSide * FaceAligner.PortraitSide;
    private const int IrisPoints = 2 * IrisEstimator.PointsPerIris;
    private const int Integers = 3;
    private const int Doubles = 1 + 6 + 2;
    private const int Floats = 4 + 1 + 4 + 6 + (2 * IrisPoints) + (FaceMesh.PointCount * 3) + MeasureFloats + SkinFloats;
    private const int SkinFloats = 4 * 5;
    private const int MeasureFloats = 6;
    private const int HasGaze = 1;
    private const int HasIris = 2;
    private const int HasSkin = 4;
    private const int HasMeasures = 8;
    private const int HasPortrait = 16;

    /// <summary>Bytes of a record.</summary>
    public const int Size = (Integers * 4) + (Doubles * 8) + (Floats * 4) + CropBytes + PortraitBytes;

    /// <summary>Writes an observation.</summary>
    /// <exception cref="ArgumentException">The crop is not 48 x 48, the portrait not 64 x 64, or the irises are not ten points.</exception>
    public static void Write(FaceObservation o, Span<byte> record)
    {
        if (o.Crop.Pixels.Length != CropBytes || o.Portrait is { Pixels.Length: not PortraitBytes } || o.Iris is { Count: not IrisPoints })
            throw new ArgumentException("An observation has a crop of 48 x 48 pixels, a portrait of 64 x 64 or none, and ten iris points or none.", nameof(o));
        record[..Size].Clear();
        var integers = MemoryMarshal.Cast<byte, int>(record[..(Integers * 4)]);
        integers[0] = o.Frame;
        integers[1] = o.Person;
        integers[2] = (o.Gaze is null ? 0 : HasGaze) | (o.Iris is null ? 0 : HasIris) | (o.Skin is null ? 0 : HasSkin) | (o.Measures is null ? 0 : HasMeasures)
            | (o.Portrait is null ? 0 : HasPortrait);
        var gaze = o.Gaze ?? default;
        var skin = o.Skin ?? default;
        var measures = o.Measures ?? default;
        double[] doubles = [o.Timestamp, o.Pose.Pitch, o.Pose.Yaw, o.Pose.Roll, o.Pose.X, o.Pose.Y, o.Pose.Z, gaze.AngleX, gaze.AngleY];
        for (int i = 0; i < Doubles; i++)
            BinaryPrimitives.WriteDoubleLittleEndian(record[((Integers * 4) + (i * 8))..], doubles[i]);
        var floats = FloatsOf(record);
        float[] head =
        [
            o.Box.X, o.Box.Y, o.Box.Width, o.Box.Height, (float)o.Confidence,
            (float)o.Quality.SizePixels, (float)o.Quality.InsidePicture, (float)o.Quality.Sharpness, (float)o.Quality.Brightness,
            gaze.LeftOnPicture.X, gaze.LeftOnPicture.Y, gaze.LeftOnPicture.Z, gaze.RightOnPicture.X, gaze.RightOnPicture.Y, gaze.RightOnPicture.Z,
        ];
        head.CopyTo(floats);
        for (int i = 0; i < IrisPoints && o.Iris is not null; i++)
            (floats[head.Length + (2 * i)], floats[head.Length + (2 * i) + 1]) = (o.Iris[i].X, o.Iris[i].Y);
        o.Mesh.Coordinates.CopyTo(floats[(head.Length + (2 * IrisPoints))..]);
        MemoryMarshal.Cast<FaceMeasures, float>(MemoryMarshal.CreateReadOnlySpan(ref measures, 1)).CopyTo(floats[^(SkinFloats + MeasureFloats)..]);
        MemoryMarshal.Cast<FaceSkin, float>(MemoryMarshal.CreateReadOnlySpan(ref skin, 1)).CopyTo(floats[^SkinFloats..]);
        o.Crop.Pixels.CopyTo(record[(Size - CropBytes - PortraitBytes)..]);
        o.Portrait?.Pixels.CopyTo(record[(Size - PortraitBytes)..]);
    }

    /// <summary>The frame and the track of a record, without reading the rest.</summary>
    public static (int Frame, int Track) Key(ReadOnlySpan<byte> record) =>
        (MemoryMarshal.Read<int>(record), MemoryMarshal.Read<int>(record[4..]));

    /// <summary>Reads an observation, giving it to <paramref name="person"/>.</summary>
    public static FaceObservation Read(Span<byte> record, int person)
    {
        int flags = MemoryMarshal.Read<int>(record[8..]);
        Span<double> d = stackalloc double[Doubles];
        for (int i = 0; i < Doubles; i++)
            d[i] = BinaryPrimitives.ReadDoubleLittleEndian(record[((Integers * 4) + (i * 8))..]);
        var f = FloatsOf(record);
        const int irisAt = 15;
        var iris = (flags & HasIris) == 0 ? null : new Vector2[IrisPoints];
        for (int i = 0; i < iris?.Length; i++)
            iris[i] = new Vector2(f[irisAt + (2 * i)], f[irisAt + (2 * i) + 1]);
        return new FaceObservation
        {
            Person = person,
            Frame = MemoryMarshal.Read<int>(record),
            Timestamp = d[0],
            Box = new FaceBox(f[0], f[1], f[2], f[3]),
            Confidence = f[4],
            Mesh = new FaceMesh(f.Slice(irisAt + (2 * IrisPoints), FaceMesh.PointCount * 3).ToArray()),
            Pose = new HeadPose(d[1], d[2], d[3], d[4], d[5], d[6]),
            Gaze = (flags & HasGaze) == 0 ? null : new Gaze(new Vector3(f[9], f[10], f[11]), new Vector3(f[12], f[13], f[14]), d[7], d[8]),
            Iris = iris,
            Crop = new GrayImage(FaceAligner.Side, FaceAligner.Side, record.Slice(Size - CropBytes - PortraitBytes, CropBytes).ToArray()),
            Portrait = (flags & HasPortrait) == 0 ? null
                : new GrayImage(FaceAligner.PortraitSide, FaceAligner.PortraitSide, record.Slice(Size - PortraitBytes, PortraitBytes).ToArray()),
            Quality = new FaceQuality(f[5], f[6], f[7], f[8]),
            Measures = (flags & HasMeasures) == 0 ? null : MemoryMarshal.Cast<float, FaceMeasures>(f.Slice(f.Length - SkinFloats - MeasureFloats, MeasureFloats))[0],
            Skin = (flags & HasSkin) == 0 ? null : MemoryMarshal.Cast<float, FaceSkin>(f[^SkinFloats..])[0],
        };
    }

    private static Span<float> FloatsOf(Span<byte> record) =>
        MemoryMarshal.Cast<byte, float>(record.Slice((Integers * 4) + (Doubles * 8), Floats * 4));
}
