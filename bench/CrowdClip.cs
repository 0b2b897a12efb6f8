using System.Numerics;
using System.Runtime.CompilerServices;
using AffectAgent.Plugins.Vision;

namespace AffectAgent.Bench;

/// <summary>
/// A clip in memory: photographs of persons drift over a background, cross and cover one another, and at cuts change places
/// and pictures. Where everybody truly is stands in <see cref="Truth"/>.
/// </summary>
internal sealed class CrowdClip : IMediaSource
{
    /// <summary>Frames a second.</summary>
    public const int Rate = 25;

    private const int Width = 1280, Height = 720;
    private readonly IReadOnlyList<IReadOnlyList<RgbImage>> _persons;
    private readonly int _frames, _cut, _side;

    /// <summary>Plans the clip.</summary>
    /// <param name="persons">Photographs of each person, faces in their middle.</param>
    /// <param name="seconds">Its length.</param>
    /// <param name="cutEvery">Seconds between cuts.</param>
    public CrowdClip(IReadOnlyList<IReadOnlyList<RgbImage>> persons, int seconds, int cutEvery)
    {
        (_persons, _frames, _cut) = (persons, seconds * Rate, cutEvery * Rate);
        _side = persons.Count > 8 ? 190 : persons.Count > 4 ? 230 : 300;
        Info = new MediaInfo { Name = "crowd", Kind = MediaKind.Video, Duration = seconds, Video = new VideoInfo(Width, Height, Rate, "raw") };
    }

    /// <inheritdoc/>
    public MediaInfo Info { get; }

    /// <summary>The middle of each person's picture in a frame, and the share of it that nobody nearer covers.</summary>
    public IReadOnlyList<(Vector2 Middle, float Seen)> Truth(int frame)
    {
        var middles = Enumerable.Range(0, _persons.Count).Select(p => Middle(p, frame)).ToArray();
        return [.. middles.Select((m, p) => (m, Seen(middles, p)))];
    }

    /// <summary>Pixels of a side of each person's picture; the face is its middle part.</summary>
    public int Side => _side;

    /// <inheritdoc/>
    public async IAsyncEnumerable<VideoFrame> ReadFramesAsync(FrameOptions options, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var pyramids = _persons.Select(p => p.Select(i => new PicturePyramid(i)).ToArray()).ToArray();
        for (int i = 0; i < _frames; i++)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            yield return new VideoFrame(i, (double)i / Rate, Draw(i, pyramids));
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<AudioChunk> ReadAudioAsync(double? from = null, double? to = null, CancellationToken cancellationToken = default) => AsyncEnumerable.Empty<AudioChunk>();

    /// <inheritdoc/>
    public Task<Transcript?> ReadSubtitlesAsync(CancellationToken cancellationToken = default) => Task.FromResult<Transcript?>(null);

    // Each person circles a place of its own; after each cut the places are dealt anew.
    private Vector2 Middle(int person, int frame)
    {
        int shot = frame / _cut, columns = (int)MathF.Ceiling(MathF.Sqrt(_persons.Count * 16f / 9));
        int rows = (_persons.Count + columns - 1) / columns, place = (person + (shot * 3)) % _persons.Count;
        float x = ((place % columns) + 0.5f) / columns * Width, y = ((place / columns) + 0.5f) / rows * Height;
        float t = (float)frame / Rate, phase = person * 2.4f;
        float reach = _side * 0.45f;
        return new Vector2(x + (reach * MathF.Sin((0.9f * t) + phase)), y + (reach * 0.5f * MathF.Cos((1.3f * t) + phase)));
    }

    // Later persons stand before earlier ones.
    private float Seen(Vector2[] middles, int person)
    {
        const int grid = 9;
        int seen = 0;
        float face = _side * 0.45f;
        for (int i = 0; i < grid * grid; i++)
        {
            var at = middles[person] + (new Vector2((i % grid) - (grid / 2), (i / grid) - (grid / 2)) * (face / grid));
            bool covered = middles.Skip(person + 1).Any(m => MathF.Abs(m.X - at.X) < _side / 2f && MathF.Abs(m.Y - at.Y) < _side / 2f);
            seen += !covered && at.X >= 0 && at.Y >= 0 && at.X < Width && at.Y < Height ? 1 : 0;
        }

        return (float)seen / (grid * grid);
    }

    private RgbImage Draw(int frame, PicturePyramid[][] persons)
    {
        int shot = frame / _cut;
        var picture = RgbImage.Black(Width, Height);
        for (int i = 0; i < picture.Pixels.Length; i++)
            picture.Pixels[i] = (byte)(60 + (shot * 37 % 120) + (i / 3 % Width * 40 / Width));
        var square = new float[_side * _side * 3];
        for (int p = 0; p < persons.Length; p++)
        {
            var photo = persons[p][shot % persons[p].Length];
            var middle = Middle(p, frame);
            RegionSampler.Read(photo, new Plugins.Vision.FaceRegion(new Vector2(photo.Width, photo.Height) / 2, Math.Min(photo.Width, photo.Height)), _side, square, planar: false, 1, 0);
            int left = (int)middle.X - (_side / 2), top = (int)middle.Y - (_side / 2);
            for (int y = Math.Max(0, -top); y < _side && top + y < Height; y++)
            {
                for (int x = Math.Max(0, -left); x < _side && left + x < Width; x++)
                {
                    for (int c = 0; c < 3; c++)
                        picture.Pixels[((((top + y) * Width) + left + x) * 3) + c] = (byte)square[(((y * _side) + x) * 3) + c];
                }
            }
        }

        return picture;
    }
}
