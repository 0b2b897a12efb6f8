using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using LLama;
using LLama.Common;
using LLama.Exceptions;
using LLama.Native;

namespace AffectAgent.Backends.LLamaSharp;

/// <summary>
/// One model in memory, shared by all who ask it: its weights are loaded at the first request, a bounded number of contexts
/// is kept for those that follow, and further requests wait for one. Thread-safe.
/// </summary>
/// <param name="path">The GGUF file.</param>
/// <param name="settings">How it is run.</param>
internal sealed class GgufModel(string path, GgufSettings settings) : IDisposable
{
    private readonly SemaphoreSlim _loading = new(1, 1);
    private readonly SemaphoreSlim _free = new(settings.Parallel, settings.Parallel);
    private readonly ConcurrentBag<LLamaContext> _contexts = [];
    private LLamaWeights? _weights;
    private ControlTokens? _marks;
    private int _windowTokens;
    private readonly Lock _life = new();
    private int _requests;
    private bool _disposed;

    /// <summary>How it is run.</summary>
    public GgufSettings Settings => settings;

    /// <summary>The file's name, which stands for the model in replies.</summary>
    public string Name { get; } = Path.GetFileNameWithoutExtension(path);

    /// <summary>Tokens of a request and its reply together; 0 before the model is loaded.</summary>
    public int WindowTokens => _windowTokens;

    /// <summary>True once the weights are in memory.</summary>
    public bool IsLoaded => _weights is not null;

    /// <summary>Begins a request: the model stays in memory until as many have ended, disposed or not.</summary>
    public void Enter()
    {
        lock (_life)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _requests++;
        }
    }

    /// <summary>Ends a request.</summary>
    public void Leave()
    {
        lock (_life)
        {
            if (--_requests == 0 && _disposed)
                Free();
        }
    }

    /// <summary>The weights, loaded at the first call.</summary>
    /// <exception cref="UserException">The file is missing or damaged, the natives are missing, or there is too little memory.</exception>
    public async Task<LLamaWeights> LoadAsync(CancellationToken cancellationToken)
    {
        if (_weights is { } ready)
            return ready;
        await _loading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_weights is not null)
                return _weights;
            var file = GgufFile.Read(path);
            Natives.Load(settings.Natives);
            CheckMemory(file);
            var loaded = await LoadWeightsAsync(cancellationToken).ConfigureAwait(false);
            _windowTokens = Math.Min(settings.Context, loaded.ContextSize > 0 ? loaded.ContextSize : settings.Context);
            _marks = new ControlTokens(MarksOf(loaded));
            return _weights = loaded;
        }
        finally
        {
            _loading.Release();
        }
    }

    /// <summary>Keeps text from passing for the model's own marks; <see cref="LoadAsync"/> must have been called.</summary>
    public string Defuse(string text) => _marks!.Defuse(text);

    /// <summary>The turns as the model's chat template writes them, ready for its reply.</summary>
    /// <exception cref="UserException">The template is none that llama.cpp knows.</exception>
    public LLamaToken[] Tokenize(LLamaWeights weights, IEnumerable<Turn> turns)
    {
        // Without a template of its own a model gets the commonest.
        var named = settings.Template ?? (weights.Metadata.ContainsKey("tokenizer.chat_template") ? null : "chatml");
        var template = named is null ? new LLamaTemplate(weights) : new LLamaTemplate(named);
        template.AddAssistant = true;
        foreach (var turn in turns)
            template.Add(turn.Role, Defuse(turn.Content));
        try
        {
            return weights.Tokenize(LLamaTemplate.Encoding.GetString(template.Apply()), add_bos: true, special: true, Encoding.UTF8);
        }
        catch (MissingTemplateException e)
        {
            throw new UserException($"The chat template of '{path}' is none that llama.cpp knows.", "Name one in the setting 'template', e.g. chatml, llama3 or gemma.", e);
        }
    }

    /// <summary>A context for one request; waits while all are in use. Give it back with <see cref="Return"/>.</summary>
    /// <exception cref="UserException">There is too little memory for it.</exception>
    public async Task<LLamaContext> RentAsync(LLamaWeights weights, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return _contexts.TryTake(out var kept) ? kept : weights.CreateContext(Parameters());
        }
        catch (Exception e) when (e is EntryPointNotFoundException or NullReferenceException)
        {
            // Structures of another layout show as null.
            _free.Release();
            throw Natives.OfAnotherVersion(e);
        }
        catch (RuntimeError e)
        {
            _free.Release();
            throw new UserException(
                string.Create(CultureInfo.InvariantCulture, $"There is too little memory for a context of {_windowTokens} tokens{Because()}."),
                "Lower the setting 'context', 'parallel' or 'gpu-layers'.", e);
        }
        catch
        {
            _free.Release();
            throw;
        }
    }

    /// <summary>Takes a context back, emptied.</summary>
    public void Return(LLamaContext context)
    {
        context.NativeHandle.MemoryClear();
        _contexts.Add(context);
        _free.Release();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_life)
        {
            if (_disposed)
                return;
            _disposed = true;
            if (_requests == 0)
                Free();
        }
    }

    private void Free()
    {
        while (_contexts.TryTake(out var context))
            context.Dispose();
        _weights?.Dispose();
        _weights = null;
        _loading.Dispose();
        _free.Dispose();
    }

    private async Task<LLamaWeights> LoadWeightsAsync(CancellationToken cancellationToken)
    {
        Natives.ForgetComplaints();
        try
        {
            return await LLamaWeights.LoadFromFileAsync(Parameters(), cancellationToken).ConfigureAwait(false);
        }
        catch (EntryPointNotFoundException e)
        {
            throw Natives.OfAnotherVersion(e);
        }
        catch (LoadWeightsFailedException e)
        {
            throw new UserException($"llama.cpp can't load '{path}'{Because()}.", "It may be of a newer kind than the installed library knows, or need more memory: then lower 'gpu-layers', or take a smaller model.", e);
        }
    }

    private static string Because() => Natives.LastComplaint() is { } why ? $" ({why})" : "";

    private ModelParams Parameters() => new(path)
    {
        ContextSize = (uint)(_windowTokens > 0 ? _windowTokens : settings.Context),
        Threads = settings.Threads,
        BatchThreads = settings.Threads,
        GpuLayerCount = settings.GpuLayers switch { null or -1 => NativeApi.llama_supports_gpu_offload() ? 999 : 0, { } layers => layers },
        BatchSize = 512,
        UBatchSize = 512,
    };

    private void CheckMemory(GgufFile file)
    {
        var there = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        var inMemory = settings.GpuLayers is 0 || !NativeApi.llama_supports_gpu_offload();
        if (inMemory && file.Bytes > there)
            throw new UserException(
                string.Create(CultureInfo.InvariantCulture, $"'{path}' takes {file.Bytes / 1e9:0.0} GB of memory and this machine has {there / 1e9:0.0} GB."),
                "Take a smaller model; 'affect doctor' names one that fits.");
    }

    private static IEnumerable<string> MarksOf(LLamaWeights weights)
    {
        var vocabulary = weights.Vocab;
        for (var i = 0; i < vocabulary.Count; i++)
        {
            var token = (LLamaToken)i;
            if (token.IsControl(vocabulary) && vocabulary.LLamaTokenToString(token, isSpecialToken: true) is { } text)
                yield return text;
        }
    }
}
