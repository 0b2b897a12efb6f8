namespace AffectAgent.Backends;

/// <summary>A backend that was loaded and has added its services.</summary>
/// <param name="Name">As the backend states it, and as its folder is called.</param>
/// <param name="Purpose">What it adds, one plain sentence.</param>
/// <param name="Folder">Where it lies.</param>
public sealed record LoadedBackend(string Name, string Purpose, string Folder);

/// <summary>A backend that could not be used, and why.</summary>
/// <param name="Name">The name of its folder.</param>
/// <param name="Reason">One line: what is wrong and what to do.</param>
public sealed record BackendFault(string Name, string Reason);

/// <summary>What was found in the backends folder.</summary>
/// <param name="All">Backends in use, by name.</param>
/// <param name="Faults">Backends that could not be used; they do not stop the others.</param>
public sealed record LoadedBackends(IReadOnlyList<LoadedBackend> All, IReadOnlyList<BackendFault> Faults)
{
    /// <summary>No backend is installed.</summary>
    public static LoadedBackends None { get; } = new([], []);
}
