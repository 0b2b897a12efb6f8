namespace AffectAgent.Reasoning.Tests;

public sealed class PluginLoaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("affect-plugins-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Load_PluginBesideABrokenFile_LoadsTheOneAndTellsOfTheOther()
    {
        File.Copy(Path.Combine(AppContext.BaseDirectory, "AffectAgent.Plugins.TextEmotion.dll"), Path.Combine(_folder, "AffectAgent.Plugins.TextEmotion.dll"));
        File.WriteAllText(Path.Combine(_folder, "Broken.dll"), "This is no assembly.");

        var loaded = PluginLoader.Load([_folder]);

        var type = Assert.Single(loaded.Types);
        Assert.Equal("TextEmotionPlugin", type.Name);
        Assert.True(typeof(IAffectPlugin).IsAssignableFrom(type));
        var fault = Assert.Single(loaded.Faults);
        Assert.Equal("Broken.dll", fault.File);
        Assert.DoesNotContain('\n', fault.Reason);
        Assert.Contains("not a .NET assembly", fault.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_PluginInAFolderOfItsOwn_IsFoundByTheFoldersName()
    {
        var own = Directory.CreateDirectory(Path.Combine(_folder, "AffectAgent.Plugins.TextEmotion")).FullName;
        File.Copy(Path.Combine(AppContext.BaseDirectory, "AffectAgent.Plugins.TextEmotion.dll"), Path.Combine(own, "AffectAgent.Plugins.TextEmotion.dll"));

        Assert.Single(PluginLoader.Load([_folder]).Types);
    }

    [Fact]
    public void Load_AssemblyWithoutPlugins_SaysSo()
    {
        File.Copy(Path.Combine(AppContext.BaseDirectory, "AffectAgent.Media.dll"), Path.Combine(_folder, "AffectAgent.Media.dll"));

        var loaded = PluginLoader.Load([_folder]);

        Assert.Empty(loaded.Types);
        Assert.Contains("no public class", Assert.Single(loaded.Faults).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_FolderThatIsNotThere_SaysWhatToDo()
    {
        var error = Assert.Throws<UserException>(() => PluginLoader.Load([Path.Combine(_folder, "nowhere")]));

        Assert.Contains("'nowhere'", error.Message, StringComparison.Ordinal);
    }
}
