using System.Buffers.Binary;
using System.Text;

namespace AffectAgent.Backends.LLamaSharp;

/// <summary>
/// What the head of a GGUF file says, read before llama.cpp sees the file: a broken one is named here in plain words. Every
/// count and length of the file is checked against a limit and against the file's own size.
/// </summary>
/// <param name="Architecture">As the file names it: "llama", "qwen2"; null where it doesn't.</param>
/// <param name="ContextLength">Tokens that the model was trained on; null where the file doesn't say.</param>
/// <param name="ChatTemplate">The model's own chat template; null where it has none.</param>
/// <param name="Bytes">The file's length.</param>
internal sealed record GgufFile(string? Architecture, int? ContextLength, string? ChatTemplate, long Bytes)
{
    private const uint Magic = 0x46554747;
    private const int MostPairs = 100_000;
    private const int MostTensors = 100_000;
    private const int MostItems = 4_000_000;
    private const int MostText = 16 << 20;

    /// <summary>Reads the head and checks that the file holds all of its tensors.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="UserException">It is missing, can't be read, is no GGUF, is damaged or truncated.</exception>
    public static GgufFile Read(string path)
    {
        if (!File.Exists(path))
            throw new UserException($"There is no model at '{path}'.", "Give the path of a GGUF file, or see 'affect models list' for some that may be had.");
        try
        {
            using var file = File.OpenRead(path);
            using var buffered = new BufferedStream(file, 1 << 16);
            return new Reader(buffered, path).Read();
        }
        catch (EndOfStreamException e)
        {
            throw Truncated(path, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"The model '{path}' can't be read: {e.Message}", null, e);
        }
    }

    private static UserException Truncated(string path, Exception? inner = null) =>
        new($"The model '{path}' is truncated: it ends before its last tensor.", "Fetch it again.", inner);

    private sealed class Reader(BufferedStream file, string path)
    {
        private readonly byte[] _buffer = new byte[8];
        private readonly long _length = file.Length;
        private string? _architecture;
        private string? _template;
        private readonly Dictionary<string, long> _lengths = new(StringComparer.Ordinal);
        private long _alignment = 32;

        public GgufFile Read()
        {
            if (_length < 4 || U32() != Magic)
                throw new UserException($"'{path}' is no GGUF file.", "Give a model in the GGUF format.");
            var version = U32();
            if (version is < 2 or > 3)
                throw new UserException($"'{path}' is GGUF version {version}; versions 2 and 3 can be read.", "Convert it again with a present tool.");
            var tensors = Count(MostTensors, "tensors");
            var pairs = Count(MostPairs, "settings");
            for (var i = 0; i < pairs; i++)
                Pair();
            var end = TensorsEnd(tensors);
            var start = (file.Position + _alignment - 1) / _alignment * _alignment;
            if (start + end > _length)
                throw Truncated(path);
            var context = _lengths.TryGetValue($"{_architecture}.context_length", out var length) ? length : (long?)null;
            return new GgufFile(_architecture, context is > 0 and < int.MaxValue ? (int)context : null, _template, _length);
        }

        private void Pair()
        {
            var key = Text(MostText);
            var type = U32();
            if (type == 8)
            {
                var text = Text(MostText);
                if (key == "general.architecture")
                    _architecture = text;
                else if (key == "tokenizer.chat_template")
                    _template = text;
            }
            else if (type == 9)
            {
                Skip(U32(), Count(MostItems, "items"));
            }
            else
            {
                Number(key, type);
            }
        }

        private void Number(string key, uint type)
        {
            var bytes = Take(Width(type));
            long value = type switch
            {
                4 or 5 => BinaryPrimitives.ReadInt32LittleEndian(bytes),
                10 or 11 => BinaryPrimitives.ReadInt64LittleEndian(bytes),
                _ => 0,
            };
            if (key == "general.alignment" && value is > 0 and <= 1 << 20)
                _alignment = value;
            else if (key.EndsWith(".context_length", StringComparison.Ordinal))
                _lengths[key] = value;
        }

        // The offset of the last tensor's last byte that can be told without knowing every way of packing weights.
        private long TensorsEnd(int tensors)
        {
            long end = 0;
            for (var i = 0; i < tensors; i++)
            {
                Text(1 << 16);
                var dimensions = U32();
                if (dimensions > 8)
                    throw Damaged("a tensor has more than 8 dimensions");
                long elements = 1;
                for (var d = 0; d < dimensions; d++)
                {
                    var size = (long)U64();
                    if (size < 0 || (size > 0 && elements > long.MaxValue / 8 / size))
                        throw Damaged("a tensor's size is impossible");
                    elements *= size;
                }

                var type = U32();
                var offset = (long)U64();
                if (offset < 0 || offset > _length)
                    throw Truncated(path);
                end = Math.Max(end, offset + TensorBytes.Of(type, elements));
            }

            return end;
        }

        private void Skip(uint type, int count)
        {
            if (type == 9)
                throw Damaged("lists of lists");
            if (type != 8)
            {
                Advance((long)Width(type) * count);
                return;
            }

            for (var i = 0; i < count; i++)
                Advance(TextLength(MostText));
        }

        private int Count(int most, string what)
        {
            var count = U64();
            return count <= (ulong)most ? (int)count : throw Damaged($"it claims {count} {what}");
        }

        private string Text(int most)
        {
            var bytes = new byte[TextLength(most)];
            file.ReadExactly(bytes);
            return Encoding.UTF8.GetString(bytes);
        }

        private int TextLength(int most)
        {
            var length = U64();
            if (length > (ulong)(_length - file.Position))
                throw Truncated(path);
            return length <= (ulong)most ? (int)length : throw Damaged($"it claims a text of {length} bytes");
        }

        private void Advance(long bytes)
        {
            if (bytes > _length - file.Position)
                throw Truncated(path);
            file.Seek(bytes, SeekOrigin.Current);
        }

        private int Width(uint type) => type switch
        {
            0 or 1 or 7 => 1,
            2 or 3 => 2,
            4 or 5 or 6 => 4,
            10 or 11 or 12 => 8,
            _ => throw Damaged($"a setting has the unknown type {type}"),
        };

        private uint U32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

        private ulong U64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

        private ReadOnlySpan<byte> Take(int count)
        {
            file.ReadExactly(_buffer, 0, count);
            return _buffer.AsSpan(0, count);
        }

        private UserException Damaged(string why) => new($"The model '{path}' is damaged: {why}.", "Fetch it again.");
    }
}
