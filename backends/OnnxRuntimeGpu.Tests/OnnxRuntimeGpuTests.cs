using AffectAgent.Inference;
using Microsoft.Extensions.DependencyInjection;

namespace AffectAgent.Backends.OnnxRuntimeGpu.Tests;

/// <summary>One after the other: which library is preferred is a matter of the whole process.</summary>
public sealed class OnnxRuntimeGpuTests : IDisposable
{
    private const string Library = "libonnxruntime.so";
    private readonly string _folder = Directory.CreateTempSubdirectory("affect-gpu-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Add_LibraryBesideTheBackend_IsLookedForFirst()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the library's name here is Linux's");
        Assert.SkipWhen(Environment.GetEnvironmentVariable(NativeLibraryLocator.Variable) is not null, "the library's path is set from outside");
        var path = Path.Combine(_folder, Library);
        File.WriteAllText(path, "");

        new OnnxRuntimeGpuBackend(_folder).Add(Builder(), new Dictionary<string, string>());

        var first = new NativeLibraryLocator().Candidates()[0];
        Assert.Equal(path, first.Path);
        Assert.Equal("backend", first.Source);
        // A file that is no library is passed over, so the networks still load.
        Assert.NotEqual(path, OnnxRuntimeInfo.Probe().Path);
    }

    [Fact]
    public void Add_NoLibraryForThisSystem_SaysSo()
    {
        var error = Assert.Throws<UserException>(() => new OnnxRuntimeGpuBackend(_folder).Add(Builder(), new Dictionary<string, string>()));

        Assert.Contains("no ONNX Runtime for this system", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_LibraryOfThePackage_RunsOnTheGpuOrSaysWhyNot()
    {
        var native = Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native");
        var library = new[] { native, AppContext.BaseDirectory }.Select(folder => Path.Combine(folder, Library)).FirstOrDefault(File.Exists);
        Assert.SkipWhen(library is null, "the package has no library for this system");
        Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(library)!, "libonnxruntime_providers_cuda.so")), "the package lacks its part for CUDA");

        using var model = OnnxModel.Load(Path.Combine(AppContext.BaseDirectory, "expression.onnx"), new InferenceOptions { LibraryPath = library, Provider = ExecutionProvider.Cuda });

        var gpu = File.Exists("/dev/nvidia0");
        Assert.Equal(gpu ? ExecutionProvider.Cuda : ExecutionProvider.Cpu, model.Provider);
        Assert.Equal(gpu, model.ProviderNote is null);
        if (!gpu)
            Assert.StartsWith("CUDA cannot be used: ", model.ProviderNote, StringComparison.Ordinal);
    }

    private static AffectAgentBuilder Builder() => new(new ServiceCollection());
}
