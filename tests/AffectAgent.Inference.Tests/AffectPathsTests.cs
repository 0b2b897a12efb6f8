namespace AffectAgent.Inference.Tests;

public sealed class AffectPathsTests
{
    private static readonly string Root = Path.GetFullPath(Path.DirectorySeparatorChar + "x");

    [Fact]
    public void Folders_AffectHomeSet_LieInside()
    {
        string? Setting(string name) => name == "AFFECT_HOME" ? Root : null;

        Assert.Equal(Path.Combine(Root, "cache"), AffectPaths.CacheFrom(Setting));
        Assert.Equal(Root, AffectPaths.DataFrom(Setting));
    }

    [Fact]
    public void Folders_XdgSet_FollowIt()
    {
        string? Setting(string name) => name switch { "XDG_CACHE_HOME" => Path.Combine(Root, "c"), "XDG_DATA_HOME" => Path.Combine(Root, "d"), _ => null };

        Assert.Equal(Path.Combine(Root, "c", "affectagent"), AffectPaths.CacheFrom(Setting));
        Assert.Equal(Path.Combine(Root, "d", "affectagent"), AffectPaths.DataFrom(Setting));
    }

    [Fact]
    public void Cache_XdgNotAFullPath_IsIgnored()
    {
        string cache = AffectPaths.CacheFrom(name => name == "XDG_CACHE_HOME" ? "relative" : null);

        Assert.True(Path.IsPathFullyQualified(cache));
        Assert.Equal(AffectPaths.CacheFrom(_ => null), cache);
    }

    [Fact]
    public void Backends_Folder_IsTheNamedOneThenTheLaunchersThenTheDataFolders()
    {
        string named = Path.Combine(Root, "b"), root = Path.Combine(Root, "r");

        Assert.Equal(named, AffectPaths.BackendsFrom(name => name switch { "AFFECT_BACKENDS" => named, "AFFECT_ROOT" => root, _ => null }));
        Assert.Equal(Path.Combine(root, ".affect", "backends"), AffectPaths.BackendsFrom(name => name == "AFFECT_ROOT" ? root : null));
        Assert.Equal(Path.Combine(Root, "backends"), AffectPaths.BackendsFrom(name => name == "AFFECT_HOME" ? Root : null));
    }
}
