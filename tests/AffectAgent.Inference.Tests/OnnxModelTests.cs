namespace AffectAgent.Inference.Tests;

public sealed class OnnxModelTests
{
    [Fact]
    public void Load_TinyModel_DescribesTensors()
    {
        using var model = Runtime.Load(TinyModels.Affine());

        var input = Assert.Single(model.Inputs);
        Assert.Equal(("x", TensorElementType.Float32), (input.Name, input.Type));
        Assert.Equal([-1L, 3L], input.Shape);
        Assert.Equal("batch", input.DimensionNames[0]);
        Assert.Equal("y", Assert.Single(model.Outputs).Name);
        Assert.Equal("x float32 [batch, 3]", input.ToString());
        Assert.Equal(ExecutionProvider.Cpu, model.Provider);
        Assert.Null(model.ProviderNote);
    }

    [Fact]
    public void Execute_TinyModel_ComputesEachRow()
    {
        using var model = Runtime.Load(TinyModels.Affine());
        using var run = model.CreateRun(batch: 2);

        new float[] { 0, 1, 2, 3, 4, 5 }.CopyTo(run.Input("x"));
        run.Execute(TestContext.Current.CancellationToken);

        Assert.Equal([1f, 3f, 5f, 7f, 9f, 11f], run.Output("y").ToArray());
        Assert.Equal([2L, 3L], run.Shape("y").ToArray());
    }

    [Fact]
    public void Execute_Again_ReusesBuffersWithoutAllocating()
    {
        using var model = Runtime.Load(TinyModels.Affine());
        using var run = model.CreateRun();
        using var source = new CancellationTokenSource();
        for (int i = 0; i < 10; i++)
            run.Execute(source.Token);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            run.Input("x").Fill(i);
            run.Execute(source.Token);
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(199f, run.Output("y")[0]);
        Assert.Equal(0, allocated);
    }

    [Fact]
    public void CreateRun_ShapesByName_InfersOutputFromNamedDimensions()
    {
        using var model = Runtime.Load(TinyModels.Lookup());
        using var run = model.CreateRun(new Dictionary<string, long[]> { ["ids"] = [1, 3] });

        new long[] { 2, 0, 1 }.CopyTo(run.Input<long>("ids"));
        run.Execute(TestContext.Current.CancellationToken);

        Assert.Equal([20f, 21f, 0f, 1f, 10f, 11f], run.Output("rows").ToArray());
    }

    [Fact]
    public void CreateRun_WrongShape_NamesTheShapeWanted()
    {
        using var model = Runtime.Load(TinyModels.Affine());

        var error = Assert.Throws<ArgumentException>(() => model.CreateRun(new Dictionary<string, long[]> { ["x"] = [2, 4] }));
        Assert.Contains("x float32 [batch, 3]", error.Message, StringComparison.Ordinal);
        Assert.Contains("[2, 4]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CreateRun_UnknownName_ListsTheNames()
    {
        using var model = Runtime.Load(TinyModels.Affine());

        var error = Assert.Throws<ArgumentException>(() => model.CreateRun(new Dictionary<string, long[]> { ["z"] = [1, 3] }));
        Assert.Contains("'x', 'y'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CreateRun_FreeDimensionWithoutShape_IsRefused()
    {
        using var model = Runtime.Load(TinyModels.Lookup());

        Assert.Throws<ArgumentException>(() => model.CreateRun(new Dictionary<string, long[]>()));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.CreateRun(0));
    }

    [Fact]
    public void CreateRun_HugeBatch_IsRefusedBeforeAllocating()
    {
        using var model = Runtime.Load(TinyModels.Affine());

        var error = Assert.Throws<ArgumentException>(() => model.CreateRun(int.MaxValue));
        Assert.Contains("smaller batch", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Execute_OutputShapeThatModelContradicts_ThrowsTheRuntimesText()
    {
        using var model = Runtime.Load(TinyModels.Affine());
        using var run = model.CreateRun(new Dictionary<string, long[]> { ["x"] = [2, 3], ["y"] = [2, 3] });
        Assert.Throws<ArgumentException>(() => model.CreateRun(new Dictionary<string, long[]> { ["x"] = [2, 3], ["y"] = [1, 3] }));

        using var ids = Runtime.Load(TinyModels.Lookup());
        using var lookup = ids.CreateRun();
        lookup.Input<long>("ids")[0] = 7; // outside the table of three rows

        var error = Assert.Throws<OnnxRuntimeException>(() => lookup.Execute(TestContext.Current.CancellationToken));
        Assert.Equal(OnnxRuntimeError.InvalidArgument, error.Error);
        Assert.Contains("idx=7", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Input_WrongNameOrType_IsRefused()
    {
        using var model = Runtime.Load(TinyModels.Lookup());
        using var run = model.CreateRun();

        Assert.Throws<ArgumentException>(() => { _ = run.Input("rows"); });
        Assert.Throws<ArgumentException>(() => { _ = run.Input("ids"); });
        Assert.Throws<ArgumentException>(() => { _ = run.Output("ids"); });
    }

    [Fact]
    public void Load_NotAModel_IsAUserFault()
    {
        Runtime.Need();
        var noise = Assert.Throws<UserException>(() => OnnxModel.Load(new byte[] { 1, 2, 3, 4 }, "noise.onnx"));
        Assert.Contains("'noise.onnx' is not a usable ONNX model", noise.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', noise.Message);

        byte[] good = TinyModels.Affine();
        Assert.Throws<UserException>(() => OnnxModel.Load(good.AsMemory(0, good.Length / 2), "half.onnx"));
        Assert.Throws<UserException>(() => OnnxModel.Load(ReadOnlyMemory<byte>.Empty, "empty.onnx"));
    }

    [Fact]
    public void Load_Path_LoadsOrSaysWhatIsMissing()
    {
        Runtime.Need();
        string folder = Directory.CreateTempSubdirectory("affect-inference-").FullName;
        try
        {
            string path = Path.Combine(folder, "modèle.onnx");
            Assert.Throws<UserException>(() => OnnxModel.Load(path));
            File.WriteAllBytes(path, TinyModels.Affine());
            using var model = OnnxModel.Load(path);
            Assert.Equal("modèle.onnx", model.Name);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(257)]
    public void Load_ThreadsOutOfRange_IsAUserFault(int threads)
    {
        Assert.Throws<UserException>(() => OnnxModel.Load(TinyModels.Affine(), "test", new InferenceOptions { Threads = threads }));
    }

    [Fact]
    public void Load_CudaAskedFor_FallsBackWithTheReasonOrUsesIt()
    {
        using var model = Runtime.Load(TinyModels.Affine(), new InferenceOptions { Provider = ExecutionProvider.Cuda });
        using var run = model.CreateRun();
        run.Input("x").Fill(1);
        run.Execute(TestContext.Current.CancellationToken);

        Assert.Equal(3f, run.Output("y")[0]);
        Assert.Equal(model.Provider == ExecutionProvider.Cpu, model.ProviderNote is { Length: > 0 });
        Assert.DoesNotContain(".cc:", model.ProviderNote ?? "", StringComparison.Ordinal);
        Assert.NotEqual(ExecutionProvider.Auto, model.Provider);
    }

    [Fact]
    public async Task Execute_ManyThreads_EachGetsItsOwnAnswer()
    {
        using var model = Runtime.Load(TinyModels.Affine(), new InferenceOptions { Threads = 2 });
        var token = TestContext.Current.CancellationToken;

        var sums = await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(
            () =>
            {
                using var run = model.CreateRun();
                int wrong = 0;
                for (int i = 0; i < 200; i++)
                {
                    run.Input("x").Fill((worker * 1000) + i);
                    run.Execute(token);
                    if (run.Output("y")[2] != (2 * ((worker * 1000) + i)) + 1)
                        wrong++;
                }

                return wrong;
            },
            token)));

        Assert.All(sums, wrong => Assert.Equal(0, wrong));
    }

    [Fact]
    public void Execute_AlreadyCancelled_DoesNotRun()
    {
        using var model = Runtime.Load(TinyModels.Affine());
        using var run = model.CreateRun();

        Assert.Throws<OperationCanceledException>(() => run.Execute(new CancellationToken(canceled: true)));
        Assert.Equal(0f, run.Output("y")[0]);
    }

    [Fact]
    public void Execute_CancelledMidway_StopsAndCanRunAgain()
    {
        using var model = Runtime.Load(TinyModels.Slow(64, 2000));
        using var run = model.CreateRun();
        using var source = new CancellationTokenSource();
        using var stopper = new Timer(_ => source.Cancel(), null, 1, Timeout.Infinite);

        void Repeat()
        {
            for (int i = 0; i < 100_000; i++)
                run.Execute(source.Token);
        }

        Assert.Throws<OperationCanceledException>(Repeat);

        run.Input("x")[0] = 1;
        run.Execute(TestContext.Current.CancellationToken);
        Assert.Equal(1f, run.Output("y")[0]);
    }

    [Fact]
    public void Dispose_ModelBeforeRun_IsSafeAndSaysSo()
    {
        var model = Runtime.Load(TinyModels.Affine());
        var run = model.CreateRun();
        var span = run.Input("x");
        model.Dispose();
        model.Dispose();

        Assert.Throws<ObjectDisposedException>(() => run.Execute(TestContext.Current.CancellationToken));
        Assert.Throws<ObjectDisposedException>(() => model.CreateRun());
        run.Dispose();
        run.Dispose();
        Assert.Throws<ObjectDisposedException>(() => { _ = run.Output("y"); });
        span[0] = 1; // the memory lives as long as the span does
    }
}
