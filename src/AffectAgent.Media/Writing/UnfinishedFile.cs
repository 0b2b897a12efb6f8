namespace AffectAgent.Media.Writing;

/// <summary>A file or folder that is being made under a name of its own beside its target, and moved there when it is whole.</summary>
internal sealed class UnfinishedFile : IDisposable
{
    private readonly string _shown;
    private bool _moved;

    /// <summary>Names it and makes the target's folder.</summary>
    /// <param name="target">Where it is to be in the end.</param>
    /// <exception cref="UserException">The folder can't be made or written to.</exception>
    public UnfinishedFile(string target)
    {
        _shown = target;
        Target = Path.GetFullPath(target);
        var folder = Path.GetDirectoryName(Target.TrimEnd(Path.DirectorySeparatorChar)) ?? throw new UserException($"{target} is no name of a file.");
        Place = Path.Combine(folder, $".{Path.GetFileName(Target.TrimEnd(Path.DirectorySeparatorChar))}.{Path.GetRandomFileName()}.part");
        Guard(() =>
        {
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(Place, []);
            File.Delete(Place);
        });
    }

    /// <summary>Full path of the target.</summary>
    public string Target { get; }

    /// <summary>Where it is made.</summary>
    public string Place { get; }

    /// <summary>Does something with files; faults of the disk become the user's.</summary>
    public void Guard(Action act)
    {
        try
        {
            act();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"Can't write {_shown}: {e.Message.Replace(Place, _shown, StringComparison.Ordinal)}", "Choose another place, or make room.", e);
        }
    }

    /// <summary>Puts a whole file in the target's place.</summary>
    public void MoveFile()
    {
        Guard(() => File.Move(Place, Target, overwrite: true));
        _moved = true;
    }

    /// <summary>Puts a whole folder in the target's place; an older one is removed.</summary>
    public void MoveFolder()
    {
        var old = Place + ".old";
        Guard(() =>
        {
            if (Directory.Exists(Target))
                Directory.Move(Target, old);
            Directory.Move(Place, Target);
            if (Directory.Exists(old))
                Directory.Delete(old, recursive: true);
        });
        _moved = true;
    }

    /// <summary>Removes what was not moved.</summary>
    public void Dispose()
    {
        if (_moved)
            return;
        try
        {
            if (Directory.Exists(Place))
                Directory.Delete(Place, recursive: true);
            else
                File.Delete(Place);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The fault that led here is the one to tell.
        }
    }
}
