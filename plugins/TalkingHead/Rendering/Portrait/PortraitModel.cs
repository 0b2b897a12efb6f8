using System.Numerics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>All of a portrait that no pose changes. Immutable; shared by its painters.</summary>
internal sealed class PortraitModel
{
    private const int FoldSide = 144;
    private const float ForeheadFolds = 0.45f;
    private const float DeepSides = 0.3f;
    private const float SideDepth = 0.5f;
    private const float OpenEye = 0.12f;

    // Intensity of AU 45 in the picture from which its eyes count as closed.
    private const double ClosedLids = 3;

    /// <summary>Cuts, fits and prepares everything.</summary>
    public PortraitModel(PortraitSource source, FaceShape shape, int size)
    {
        Size = size;
        Crop = PortraitCrop.Of(source, size);
        Photo = new Photo(Crop.Picture);
        Background = RasterTarget.Spread(Photo.Bytes);
        Cage = HeadCage.Of(shape.Neutral);
        Frame = FaceFrame.Of(shape.Neutral, Crop.Mesh);
        var rest = Enumerable.Range(0, FaceMesh.PointCount).Select(Place).ToArray();
        var face = Cage.Triangles.Where(t => Math.Max(t.A, Math.Max(t.B, t.C)) < FaceMesh.PointCount).SelectMany(t => new[] { t.A, t.B, t.C });
        Mesh = new PortraitMesh(Crop.Mesh, rest, Frame, size, face);
        Light = PortraitLight.Of(Photo, Crop.Mesh);
        Motion = new PortraitMotion(shape, Cage, rest, source.Own);
        FoldPlaces = [.. Enumerable.Range(0, FaceMesh.PointCount).Select(FoldPlace)];
        Folds = new FoldMap(FoldSide, soft: true);
        Own = source.Own;
        Eyes = [.. MakeEyes(source)];
        Mouth = new MouthModel(this);
        Motion.StillMouth = Mouth.Own.TongueOut;
        if (Motion.StillMouth)
            Notes.Add("The tongue is out in the picture; the mouth stays as it is and doesn't talk.");
        BareLips = LipPicture.Of(this);
    }

    /// <summary>Pixels of the square's side.</summary>
    public int Size { get; }

    /// <summary>The picture's part that is shown.</summary>
    public PortraitCrop Crop { get; }

    /// <summary>The same in linear light.</summary>
    public Photo Photo { get; }

    /// <summary>The same as the rasteriser wants it.</summary>
    public uint[] Background { get; }

    /// <summary>The avatar's cage, for the topology and the places of folds.</summary>
    public HeadCage Cage { get; }

    /// <summary>How the face lies in the picture.</summary>
    public FaceFrame Frame { get; }

    /// <summary>The sheet.</summary>
    public PortraitMesh Mesh { get; }

    /// <summary>The light on the face.</summary>
    public PortraitLight Light { get; }

    /// <summary>How the points move.</summary>
    public PortraitMotion Motion { get; }

    /// <summary>Folds by unit.</summary>
    public FoldMap Folds { get; }

    /// <summary>The picture's own expression, intensities by FACS number.</summary>
    public IReadOnlyDictionary<int, double> Own { get; }

    /// <summary>Each face point's place in the folds' layer, texels, and how much of the folds is shown there.</summary>
    public Vector3[] FoldPlaces { get; }

    /// <summary>Side of the folds' layer.</summary>
    public static int FoldsSide => FoldSide;

    /// <summary>The eyes that can turn and close.</summary>
    public IReadOnlyList<EyeModel> Eyes { get; }

    /// <summary>The mouth's inside.</summary>
    public MouthModel Mouth { get; }

    /// <summary>The picture with the lips whole: what was seen between them is filled with lip.</summary>
    public Photo BareLips { get; }

    /// <summary>What the user should know.</summary>
    public List<string> Notes { get; } = [];

    // Foreheads of photographs have lines of their own, and drawn ones are soon too many.
    private Vector3 FoldPlace(int point)
    {
        var place = SkinAtlas.Place(Cage.Rest[point], point, Cage) * FoldSide;
        return place with { Z = ForeheadFolds + ((1 - ForeheadFolds) * Math.Clamp((Cage.Rest[point].Y + 0.36f) / 0.1f, 0, 1)) };
    }

    // The mesh guesses the sides of the face too deep: turned into view, their few pixels would be drawn out long.
    private Vector3 Place(int point)
    {
        var p = Frame.ToFace(Crop.Mesh[point]);
        return p.Z <= DeepSides ? p : Frame.ToFace(Crop.Mesh.Flat(point), DeepSides + ((p.Z - DeepSides) * SideDepth));
    }

    private IEnumerable<EyeModel> MakeEyes(PortraitSource source)
    {
        if (source.EyesCovered)
            yield break;
        foreach (var left in (bool[])[false, true])
        {
            var eye = new EyeModel(this, left);
            if (eye.Opening > OpenEye && source.Own.GetValueOrDefault(45) < ClosedLids)
                yield return eye;
            else
                Notes.Add($"The {(left ? "left" : "right")} eye is closed in the picture and stays closed.");
        }
    }
}
