using AffectAgent.Inference.Native;

namespace AffectAgent.Inference.Tests;

/// <summary>The function table is reached by number, so each number is held against the places that the runtime's makers pin.</summary>
public sealed class OrtApiTests
{
    // Onnxruntime's own build asserts these last places of its early versions; ours must lie in the right version's stretch.
    [Theory]
    [InlineData(nameof(OrtSlot.ReleaseSessionOptions), 101 - 1)]
    [InlineData(nameof(OrtSlot.GetAvailableProviders), 126 - 1)]
    [InlineData(nameof(OrtSlot.ReleaseAvailableProviders), 126)]
    [InlineData(nameof(OrtSlot.AppendCudaProvider), 203 + 1)]
    [InlineData(nameof(OrtSlot.ReleaseCudaProviderOptions), 209 - 1)]
    public void Slot_NextToAPinnedPlace_HasItsNumber(string slot, int place)
    {
        Assert.Equal(place, (int)Enum.Parse<OrtSlot>(slot));
    }

    [Fact]
    public void Slots_AllUsed_PointAtFunctions()
    {
        var api = Open();

        Assert.All(Enum.GetValues<OrtSlot>(), slot => Assert.NotEqual(0, api[slot]));
        Assert.Equal(Enum.GetValues<OrtSlot>().Length, Enum.GetValues<OrtSlot>().Select(slot => api[slot]).Distinct().Count());
    }

    [Fact]
    public void Version_OfTheLibrary_IsNewEnough()
    {
        Assert.True(Version.Parse(Open().VersionText) >= new Version(1, (int)OrtApi.Version));
    }

    [Fact]
    public void Check_StatusMadeByTheRuntime_ComesBackTyped()
    {
        var api = Open();
        nint status = api.CreateStatus(OnnxRuntimeError.NotImplemented, "no such thing: ä");

        var error = Assert.Throws<OnnxRuntimeException>(() => api.Check(status));
        Assert.Equal((OnnxRuntimeError.NotImplemented, "no such thing: ä"), (error.Error, error.Message));
    }

    [Fact]
    public void CudaOptions_MadeChangedAndReleased_AnswerFromTheRightPlaces()
    {
        var api = Open();
        if (!api.AvailableProviders().Contains("CUDAExecutionProvider"))
        {
            Assert.Contains("CUDA", Assert.Throws<OnnxRuntimeException>(() => api.Create(OrtSlot.CreateCudaProviderOptions)).Message, StringComparison.Ordinal);
            return;
        }

        using var cuda = new OrtHandle(api, api.Create(OrtSlot.CreateCudaProviderOptions), OrtSlot.ReleaseCudaProviderOptions);
        try
        {
            api.UpdateCudaOptions(cuda.Pointer, "cudnn_conv_algo_search", "HEURISTIC"); // a key that only CUDA has
        }
        catch (OnnxRuntimeException error)
        {
            // The options belong to a library of their own, which may not be installed; then the runtime names what it lacks.
            Assert.Contains("onnxruntime_providers", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Probe_InstalledRuntime_NamesPathVersionAndProviders()
    {
        Runtime.Need();
        var info = OnnxRuntimeInfo.Probe();

        Assert.Contains("CPUExecutionProvider", info.Providers);
        Assert.Matches(@"^1\.\d+", info.Version);
        Assert.NotEmpty(info.Path);
    }

    [Fact]
    public void Get_AnyRuntime_FindsItsTelemetryTurnedOff()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has one environment for all code.");
        _ = Open();

        Assert.Equal("1", OrtTelemetry.Native());
    }

    private static OrtApi Open()
    {
        Runtime.Need();
        return OrtRuntime.Get(new NativeLibraryLocator().Candidates()).Api;
    }
}
