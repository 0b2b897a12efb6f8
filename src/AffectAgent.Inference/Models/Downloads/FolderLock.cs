namespace AffectAgent.Inference.Models;

/// <summary>One writer at a time, over all programs of this machine; let go when disposed or when the program ends.</summary>
internal sealed class FolderLock : IDisposable
{
    private const int Tries = 100;

    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <summary>Takes the lock of that name in a folder.</summary>
    /// <param name="folder">The folder; made if missing.</param>
    /// <param name="name">The lock's name.</param>
    /// <param name="what">What is locked, for the message.</param>
    /// <param name="patient">True to wait a few seconds for another that is short.</param>
    /// <exception cref="UserException">Another program holds it, or the folder can't be written.</exception>
    public static FolderLock Take(string folder, string name, string what, bool patient = false)
    {
        string path = Path.Combine(folder, $".{name}.lock");
        for (int tries = patient ? Tries : 1; ; tries--)
        {
            try
            {
                Directory.CreateDirectory(folder);
                return new FolderLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException) when (tries > 1)
            {
                Thread.Sleep(50);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw File.Exists(path) && error is IOException
                    ? new UserException($"Another program is at work on {what}.", "Wait until it has ended.", error)
                    : new UserException($"'{folder}' cannot be written ({error.Message.ReplaceLineEndings(" ")}).", "Set AFFECT_HOME to a folder that you may write.", error);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
