using System.Runtime.CompilerServices;
using AffectAgent.Media.Probing;
using AffectAgent.Media.Reading;

namespace AffectAgent.Media;

/// <summary>
/// Reads the small pictures of a list ahead of whoever works through it, many through one ffmpeg process, whose start costs
/// more than decoding a small picture. What comes out is the same, byte for byte, as <see cref="MediaSource"/> gives; what
/// can't be read so (videos, WebP, more than 4 million pixels, damaged files) is left to it. Holds some 100 MB at most. Thread-safe.
/// </summary>
/// <param name="paths">The files in the order in which they will be asked for.</param>
/// <param name="options">Limits, or null for the defaults.</param>
public sealed class StillsAhead(IReadOnlyList<string> paths, MediaOptions? options = null)
{
    private const int MostInGroup = 32;
    private const long MostGroupPixels = 8 << 20;

    // Groups kept; what was read for nobody is dropped with its group.
    private const int MostGroups = 4;

    private readonly MediaOptions _options = options ?? new MediaOptions();
    private readonly Lazy<FfmpegTools> _tools = new(() => options?.Tools ?? FfmpegLocator.Find());
    private readonly Dictionary<string, int> _places = Places(paths);
    private readonly List<Group> _groups = [];
    private readonly Lock _gate = new();

    /// <summary>A picture, decoded; null if it must be opened with <see cref="MediaSource"/>, which then says what is wrong. Gives each once.</summary>
    /// <param name="path">One of the files.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IMediaSource?> TakeAsync(string path, CancellationToken cancellationToken = default)
    {
        if (paths.Count < 2 || _options.MaxSide is not null || !_places.TryGetValue(path, out int place))
            return null;
        var group = await Task.Run(() => GroupOf(place, cancellationToken), cancellationToken).ConfigureAwait(false);
        try
        {
            var pictures = await group.Pictures.WaitAsync(cancellationToken).ConfigureAwait(false);
            return Interlocked.Exchange(ref pictures[place - group.First], null);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever it was, each picture read alone tells it of itself.
            return null;
        }
    }

    private static Dictionary<string, int> Places(IReadOnlyList<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < paths.Count; i++)
            places.TryAdd(paths[i], i);
        return places;
    }

    /// <summary>The group that holds a place; the first time one is asked for, the next one is begun, too.</summary>
    private Group GroupOf(int place, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var group = Begun(place, cancellationToken);
            if (!group.Asked && group.End < paths.Count)
                Begun(group.End, cancellationToken);
            group.Asked = true;
            return group;
        }
    }

    private Group Begun(int place, CancellationToken cancellationToken)
    {
        if (_groups.Find(g => place >= g.First && place < g.End) is { } known)
            return known;
        int next = _groups.Where(g => g.First > place).Select(g => g.First).DefaultIfEmpty(paths.Count).Min();
        var items = new List<StillItem>();
        int end = place;
        for (long pixels = 0; end < next && end - place < MostInGroup; end++)
        {
            var item = Look(end, end - place);
            if (item is null)
                continue;
            pixels += item.Pixels;
            if (items.Count > 0 && pixels > MostGroupPixels)
                break;
            items.Add(item);
        }

        var group = new Group(place, end, Task.Run(() => Decode(place, items, end - place, cancellationToken), cancellationToken));
        if (_groups.Count == MostGroups)
            _groups.RemoveAt(0);
        _groups.Add(group);
        return group;
    }

    private StillItem? Look(int place, int index)
    {
        try
        {
            return StillBatch.Look(paths[place], index, header =>
            {
                FrameSize.Check(header.Width, header.Height, paths[place], _options);
                return true;
            });
        }
        catch (Exception e) when (e is UserException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private DecodedStill?[] Decode(int first, List<StillItem> items, int count, CancellationToken cancellationToken)
    {
        var decoded = new DecodedStill?[count];
        var together = new StillBatch(_options, _tools, grey: false);
        foreach (var kind in items.GroupBy(item => item.Kind))
            together.Decode([.. kind], (item, pixels) => decoded[item.Index] = Still(item, pixels), cancellationToken);
        return decoded;

        DecodedStill Still(StillItem item, byte[] pixels)
        {
            if (item.Kind.HasAlpha)
                Alpha.LayOnWhite(pixels, item.Width * item.Height);
            var (width, height) = item.Shown;
            return new DecodedStill(Prober.InfoOfStill(Path.GetFileName(paths[first + item.Index]), item.Kind.Format, width, height), new RgbImage(width, height, pixels));
        }
    }

    private sealed class Group(int first, int end, Task<DecodedStill?[]> pictures)
    {
        public int First => first;
        public int End => end;
        public Task<DecodedStill?[]> Pictures => pictures;
        public bool Asked { get; set; }
    }

    /// <summary>A picture in memory.</summary>
    private sealed class DecodedStill(MediaInfo info, RgbImage image) : IMediaSource
    {
        public MediaInfo Info => info;

        public async IAsyncEnumerable<VideoFrame> ReadFramesAsync(FrameOptions options, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.CompletedTask.ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            yield return new VideoFrame(0, 0, image);
        }

        public IAsyncEnumerable<AudioChunk> ReadAudioAsync(double? from = null, double? to = null, CancellationToken cancellationToken = default) => AsyncEnumerable.Empty<AudioChunk>();

        public Task<Transcript?> ReadSubtitlesAsync(CancellationToken cancellationToken = default) => Task.FromResult<Transcript?>(null);
    }
}
