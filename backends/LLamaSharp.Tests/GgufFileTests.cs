using System.Text;

namespace AffectAgent.Backends.LLamaSharp.Tests;

public sealed class GgufFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("affect-gguf-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Read_TinyModel_TellsWhatItIs()
    {
        var file = GgufFile.Read(TinyGguf.Write(_folder, context: 777));

        Assert.Equal("llama", file.Architecture);
        Assert.Equal(777, file.ContextLength);
        Assert.Contains("im_start", file.ChatTemplate, StringComparison.Ordinal);
        Assert.InRange(file.Bytes, 300_000, 700_000);
    }

    [Fact]
    public void Read_NoFile_SaysSo() =>
        Assert.Contains("There is no model", Assert.Throws<UserException>(() => GgufFile.Read(Path.Combine(_folder, "none.gguf"))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("PK")]
    [InlineData("<!DOCTYPE html><html>Not found</html>")]
    public void Read_SomethingElse_SaysSo(string content)
    {
        var path = Path.Combine(_folder, "other.gguf");
        File.WriteAllText(path, content);

        Assert.Contains("is no GGUF file", Assert.Throws<UserException>(() => GgufFile.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TruncatedAnywhere_SaysSo()
    {
        var bytes = File.ReadAllBytes(TinyGguf.Write(_folder));
        var path = Path.Combine(_folder, "cut.gguf");

        foreach (var length in (int[])[5, 12, 20, 40, 300, 2000, 9000, bytes.Length / 2, bytes.Length - 1])
        {
            File.WriteAllBytes(path, bytes[..length]);
            Assert.Contains("truncated", Assert.Throws<UserException>(() => GgufFile.Read(path)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Read_AnyByteChanged_IsReadOrRefusedAndNothingElse()
    {
        var bytes = File.ReadAllBytes(TinyGguf.Write(_folder));
        var path = Path.Combine(_folder, "changed.gguf");
        var random = new Random(4);

        for (var i = 0; i < 300; i++)
        {
            var changed = (byte[])bytes.Clone();
            changed[random.Next(4, 6000)] = (byte)random.Next(256);
            File.WriteAllBytes(path, changed);
            if (Record.Exception(() => GgufFile.Read(path)) is { } error)
                Assert.IsType<UserException>(error);
        }
    }

    [Fact]
    public void Read_ImpossibleCounts_AreRefusedWithoutTakingTheMemory()
    {
        var path = Path.Combine(_folder, "huge.gguf");
        using (var file = new BinaryWriter(File.Create(path), Encoding.UTF8))
        {
            file.Write("GGUF"u8);
            file.Write(3u);
            file.Write(ulong.MaxValue);
            file.Write(ulong.MaxValue);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("damaged", Assert.Throws<UserException>(() => GgufFile.Read(path)).Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }
}
