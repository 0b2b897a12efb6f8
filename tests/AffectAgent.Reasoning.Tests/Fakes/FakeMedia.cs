namespace AffectAgent.Reasoning.Tests;

internal sealed class FakeMedia(MediaInfo info) : IMediaSource
{
    public static readonly MediaInfo Still = new() { Name = "still.png", Kind = MediaKind.Image, Duration = 0, Video = new VideoInfo(640, 480, 0, "png") };
    public static readonly MediaInfo Clip = new() { Name = "clip.mp4", Kind = MediaKind.Video, Duration = 4, Video = new VideoInfo(640, 480, 25, "h264"), Audio = new AudioInfo(44100, 2, "aac") };

    public MediaInfo Info => info;

    public IAsyncEnumerable<VideoFrame> ReadFramesAsync(FrameOptions options, CancellationToken cancellationToken = default) => AsyncEnumerable.Empty<VideoFrame>();

    public IAsyncEnumerable<AudioChunk> ReadAudioAsync(double? from = null, double? to = null, CancellationToken cancellationToken = default) => AsyncEnumerable.Empty<AudioChunk>();

    public Task<Transcript?> ReadSubtitlesAsync(CancellationToken cancellationToken = default) => Task.FromResult<Transcript?>(null);
}

internal sealed class FakeOpener(MediaInfo info) : IMediaOpener
{
    public Task<IMediaSource> OpenAsync(string path, CancellationToken cancellationToken = default) => Task.FromResult<IMediaSource>(new FakeMedia(info));
}

internal sealed class NoModels : IModelRegister
{
    public UsedModel? Find(string id) => id == "tiny" ? new UsedModel("tiny", new string('a', 64), "Apache-2.0") : null;
}

internal sealed class FakeCards(params KnowledgeCard[] cards) : IKnowledgeBase
{
    public IReadOnlyList<KnowledgeCard> Cards => cards;

    public KnowledgeCard? Find(string id) => cards.FirstOrDefault(card => card.Id == id);

    public KnowledgeCard? Discriminator(string a, string b) =>
        cards.FirstOrDefault(card => card.Between.Count == 2 && card.Between.Contains(a) && card.Between.Contains(b));

    public IReadOnlyList<KnowledgeHit> Search(KnowledgeQuery query) =>
        [.. cards.Where(card => query.Kinds.Count == 0 || query.Kinds.Contains(card.Kind)).Select(card => new KnowledgeHit(card, Cosine(card, query), Cosine(card, query), null)).Where(hit => hit.Score > 0).OrderByDescending(hit => hit.Score).Take(query.Limit)];

    private static double Cosine(KnowledgeCard card, KnowledgeQuery query)
    {
        var dot = card.Pattern.Sum(pair => pair.Value * query.ActionUnits.GetValueOrDefault(pair.Key));
        var norm = Math.Sqrt(card.Pattern.Values.Sum(v => v * v) * query.ActionUnits.Values.Sum(v => v * v));
        return norm > 0 ? dot / norm : 0;
    }
}
