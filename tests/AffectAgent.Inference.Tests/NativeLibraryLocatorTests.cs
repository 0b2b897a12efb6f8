using AffectAgent.Inference.Native;

namespace AffectAgent.Inference.Tests;

public sealed class NativeLibraryLocatorTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("affect-locator-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Candidates_ExplicitPath_IsTheOnlyOne()
    {
        var only = Assert.Single(new NativeLibraryLocator([_root], [_root]).Candidates(Path.Combine(_root, "mine.so")));

        Assert.Equal("option", only.Source);
        Assert.True(only.Explicit);
    }

    [Fact]
    public void Candidates_BackendAndNpm_ComeBeforeTheSystem()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable(NativeLibraryLocator.Variable) is not null, "the library's path is set from outside");
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the file names here are Linux's");
        string machine = System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        string app = Directory.CreateDirectory(Path.Combine(_root, "app", "bin")).FullName;
        string npm = Touch("node_modules", "onnxruntime-node", "bin", "napi-v6", "linux", machine, "libonnxruntime.so.1");
        string older = Touch("node_modules", "onnxruntime-node", "bin", "napi-v3", "linux", machine, "libonnxruntime.so.1");
        string gpu = Touch("backends", "onnxruntime-gpu", "libonnxruntime.so.1");
        string laidOut = Touch("backends", "onnxruntime-gpu", "runtimes", $"linux-{machine}", "native", "libonnxruntime.so");

        var found = new NativeLibraryLocator([app], [Path.Combine(_root, "backends", "onnxruntime-gpu")]).Candidates();

        var ours = found.Where(candidate => candidate.Path.StartsWith(_root, StringComparison.Ordinal)).Select(candidate => candidate.Path);
        Assert.Equal([gpu, laidOut, npm, older], ours);
        Assert.Equal("system", found[^1].Source);
        Assert.False(Path.IsPathRooted(found[^1].Path));
    }

    [Fact]
    public void Get_NothingUsable_SaysWhatWasTriedAndHowToMend()
    {
        string text = Touch("text.so");
        LibraryCandidate[] candidates = [new(Path.Combine(_root, "none.so"), "npm"), new(text, "npm"), new("libaffect-no-such-library.so", "system")];

        var error = Assert.Throws<UserException>(() => OrtRuntime.Get(candidates));

        Assert.Contains("none.so (npm): no such file", error.Message, StringComparison.Ordinal);
        Assert.Contains("text.so (npm): the system cannot load it", error.Message, StringComparison.Ordinal);
        Assert.Contains("libaffect-no-such-library.so (system): not installed", error.Message, StringComparison.Ordinal);
        Assert.Contains("npm ci --ignore-scripts", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Get_NoPackageInstalled_SaysWhereItWasLookedFor()
    {
        var error = Assert.Throws<UserException>(() => OrtRuntime.Get([new("libaffect-no-such-library.so", "system")]));
        Assert.Contains("no node_modules with onnxruntime-node", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Get_AnotherLibrary_IsNotTakenForOnnxRuntime()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "takes Linux's C library as the other library");

        var error = Assert.Throws<UserException>(() => OrtRuntime.Get([new("libc.so.6", "system")]));
        Assert.Contains("it is not ONNX Runtime", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_ExplicitPathWrong_IsNotReplacedByAnother()
    {
        var options = new InferenceOptions { LibraryPath = Path.Combine(_root, "gone.so") };

        var error = Assert.Throws<UserException>(() => OnnxModel.Load(TinyModels.Affine(), "test", options));
        Assert.Contains("gone.so (option): no such file", error.Message, StringComparison.Ordinal);
        Assert.Contains("Correct the path", error.Fix, StringComparison.Ordinal);
    }

    private string Touch(params string[] parts)
    {
        string file = Path.Combine([_root, .. parts]);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, "not a library");
        return file;
    }
}
