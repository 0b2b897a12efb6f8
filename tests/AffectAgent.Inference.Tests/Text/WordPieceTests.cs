using AffectAgent.Inference.Text;

namespace AffectAgent.Inference.Tests.Text;

public sealed class WordPieceTests : IDisposable
{
    private static readonly string[] Pieces =
    [
        "[PAD]", "[UNK]", "[CLS]", "[SEP]", "un", "##aff", "##able", "##a", "##ff", "want", "##want", "##ed", "the", "cafe", "naive", "!", ",", "'", "s", "it", "我", "爱", "你", "$", "^", "##s",
        "ᄒ", "##ᅡ", "##ᆫ", "istanbul", "a", "##b", "##c", "##abc", "straße", "—",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("affect-vocab-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("unaffable", "un ##aff ##able")]
    [InlineData("UNwanted", "un ##want ##ed")]
    [InlineData("Café, naïve!", "cafe , naive !")]
    [InlineData("cafe\u0301", "cafe")]
    [InlineData("it's", "it ' s")]
    [InlineData("我爱你", "我 爱 你")]
    [InlineData("want我the", "want 我 the")]
    [InlineData("wants zzz the", "want ##s [UNK] the")]
    [InlineData("wantz", "[UNK]")]
    [InlineData("w\u0000a\u0007n\u200Bt\uFFFDs", "want ##s")]
    [InlineData("the\t\n\u00A0want\u3000ed\u2028it", "the want [UNK] it")]
    [InlineData("want$^", "want $ ^")]
    [InlineData("the—it", "the — it")]
    [InlineData("한", "ᄒ ##ᅡ ##ᆫ")]
    [InlineData("İstanbul", "istanbul")]
    [InlineData("Straße", "straße")]
    [InlineData("aabc", "a ##abc")]
    [InlineData("aab", "a ##a ##b")]
    [InlineData("", "")]
    [InlineData(" \u0001 ", "")]
    [InlineData("[CLS] the [SEP]", "[UNK] [UNK] [UNK] the [UNK] [UNK] [UNK]")]
    public void Encode_Text_GivesThePiecesWorkedOutByHand(string text, string pieces) =>
        Assert.Equal(("[CLS] " + (pieces.Length > 0 ? pieces + " " : "") + "[SEP]").Split(' '), Named(Tokenizer().Encode(text, 64)));

    [Theory]
    [InlineData(100, "a")]
    [InlineData(101, "[UNK]")]
    public void Encode_LongWord_IsUnknownPastTheLimit(int length, string first)
    {
        var pieces = Named(Tokenizer().Encode(new string('a', length), 500));

        Assert.Equal(first, pieces[1]);
        Assert.Equal(first == "a" ? 102 : 3, pieces.Length);
    }

    [Fact]
    public void Encode_TextTooLong_IsCutAndKeepsItsFrame()
    {
        var ids = Tokenizer().Encode("unaffable the it", 5);

        Assert.Equal(["[CLS]", "un", "##aff", "##able", "[SEP]"], Named(ids));
        Assert.Equal(["[CLS]", "un", "##aff", "[SEP]"], Named(Tokenizer().Encode("unaffable the it", 4)));
        Assert.Equal(["[CLS]", "[SEP]"], Named(Tokenizer().Encode("unaffable", 2)));
    }

    [Fact]
    public void Encode_HugeOrBrokenText_Ends()
    {
        Assert.Equal(256, Tokenizer().Encode(string.Concat(Enumerable.Repeat("the ", 1_000_000)), 256).Length);
        Assert.Equal(["[CLS]", "the", "[SEP]"], Named(Tokenizer().Encode("the\uD83D", 8)));
    }

    [Fact]
    public async Task Load_File_ReadsPiecesInTheirOrder()
    {
        var path = Path.Combine(_folder, "vocab.txt");
        await File.WriteAllTextAsync(path, string.Join("\r\n", Pieces) + "\n", TestContext.Current.CancellationToken);

        Assert.Equal(Tokenizer().Encode("unaffable it", 16), WordPieceTokenizer.Load(path).Encode("unaffable it", 16));
    }

    [Theory]
    [InlineData("[PAD]\n[UNK]\n[CLS]\nthe", "lacks [SEP]")]
    [InlineData("[PAD]\n[UNK]\n[CLS]\n[SEP]\nthe\nthe", "'the' twice")]
    [InlineData("", "lacks [PAD]")]
    public async Task Load_BrokenFile_SaysInOneLineWhat(string content, string words)
    {
        var path = Path.Combine(_folder, "vocab.txt");
        await File.WriteAllTextAsync(path, content, TestContext.Current.CancellationToken);

        var error = Assert.Throws<UserException>(() => WordPieceTokenizer.Load(path));

        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.Contains("affect models", error.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_NoTextOrNoFile_SaysSo()
    {
        var path = Path.Combine(_folder, "vocab.txt");
        await File.WriteAllBytesAsync(path, [0xFF, 0xFE, 0x80], TestContext.Current.CancellationToken);

        Assert.Contains("not UTF-8", Assert.Throws<UserException>(() => WordPieceTokenizer.Load(path)).Message, StringComparison.Ordinal);
        Assert.Contains("There is no vocabulary", Assert.Throws<UserException>(() => WordPieceTokenizer.Load(path + "x")).Message, StringComparison.Ordinal);
    }

    private static WordPieceTokenizer Tokenizer() => WordPieceTokenizer.Of(Pieces, "test");

    private static string[] Named(int[] ids) => [.. ids.Select(id => Pieces[id])];
}
