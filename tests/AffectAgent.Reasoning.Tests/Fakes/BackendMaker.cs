using System.Reflection;
using System.Reflection.Emit;

namespace AffectAgent.Reasoning.Tests.Fakes;

/// <summary>Writes backend assemblies, right and wrong ones, into a backends folder.</summary>
internal sealed class BackendMaker(string backends)
{
    private const string Deps = """{"runtimeTarget":{"name":".NETCoreApp,Version=v10.0"},"targets":{".NETCoreApp,Version=v10.0":{}},"libraries":{}}""";

    /// <summary>What a class of a backend does when it is asked to add its services.</summary>
    internal enum Doing
    {
        /// <summary>Adds a <see cref="BackendProbe"/> with its name.</summary>
        Add,
        /// <summary>Adds one and throws then.</summary>
        AddAndThrow,
        /// <summary>Throws already when it is made.</summary>
        ThrowWhenMade,
    }

    /// <summary>A folder with an assembly of classes that implement <see cref="IAffectBackend"/>.</summary>
    public string Make(string folder, Doing doing = Doing.Add, int classes = 1, string? name = null, bool installed = true)
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName("Backend." + folder), typeof(object).Assembly);
        var module = assembly.DefineDynamicModule("Backend." + folder);
        for (var i = 0; i < classes; i++)
            Define(module.DefineType($"Backend{i}", TypeAttributes.Public | TypeAttributes.Sealed), typeof(IAffectBackend), name ?? folder, doing);
        return Save(assembly, folder, installed);
    }

    /// <summary>A backend that was compiled against a later version of the contracts.</summary>
    public string MakeForLaterVersion(string folder)
    {
        var contracts = new PersistedAssemblyBuilder(new AssemblyName("AffectAgent") { Version = new Version(99, 0, 0, 0) }, typeof(object).Assembly);
        var contract = contracts.DefineDynamicModule("AffectAgent").DefineType("AffectAgent.IAffectBackend", TypeAttributes.Public | TypeAttributes.Interface | TypeAttributes.Abstract).CreateType();
        var assembly = new PersistedAssemblyBuilder(new AssemblyName("Backend." + folder), typeof(object).Assembly);
        assembly.DefineDynamicModule("Backend." + folder).DefineType("Backend", TypeAttributes.Public, typeof(object), [contract]).CreateType();
        return Save(assembly, folder, installed: true);
    }

    /// <summary>A folder whose assembly is no assembly.</summary>
    public string MakeBroken(string folder)
    {
        var path = Directory.CreateDirectory(Path.Combine(backends, folder)).FullName;
        File.WriteAllText(Path.Combine(path, "Broken.dll"), "This is no assembly.");
        return Finish(path, "Broken", installed: true);
    }

    private static void Define(TypeBuilder type, Type contract, string name, Doing doing)
    {
        type.AddInterfaceImplementation(contract);
        var made = type.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, Type.EmptyTypes).GetILGenerator();
        made.Emit(OpCodes.Ldarg_0);
        made.Emit(OpCodes.Call, typeof(object).GetConstructor(Type.EmptyTypes)!);
        Return(made, doing == Doing.ThrowWhenMade);
        foreach (var property in new[] { nameof(IAffectBackend.Name), nameof(IAffectBackend.Purpose) })
        {
            var getter = Implement(type, contract.GetProperty(property)!.GetMethod!);
            getter.Emit(OpCodes.Ldstr, property == nameof(IAffectBackend.Name) ? name : "is made by a test");
            getter.Emit(OpCodes.Ret);
        }

        var add = Implement(type, contract.GetMethod(nameof(IAffectBackend.Add))!);
        add.Emit(OpCodes.Ldarg_1);
        add.Emit(OpCodes.Ldarg_2);
        add.Emit(OpCodes.Call, typeof(BackendProbe).GetMethod(nameof(BackendProbe.Add))!);
        Return(add, doing == Doing.AddAndThrow);
        type.CreateType();
    }

    private static ILGenerator Implement(TypeBuilder type, MethodInfo method) => type.DefineMethod(
        method.Name,
        MethodAttributes.Public | MethodAttributes.Virtual | MethodAttributes.Final | MethodAttributes.HideBySig | MethodAttributes.NewSlot,
        method.ReturnType,
        [.. method.GetParameters().Select(parameter => parameter.ParameterType)]).GetILGenerator();

    private static void Return(ILGenerator code, bool throws)
    {
        if (throws)
        {
            code.Emit(OpCodes.Ldstr, "the coffee is out");
            code.Emit(OpCodes.Newobj, typeof(InvalidOperationException).GetConstructor([typeof(string)])!);
            code.Emit(OpCodes.Throw);
        }
        else
        {
            code.Emit(OpCodes.Ret);
        }
    }

    private string Save(PersistedAssemblyBuilder assembly, string folder, bool installed)
    {
        var path = Directory.CreateDirectory(Path.Combine(backends, folder)).FullName;
        assembly.Save(Path.Combine(path, $"Backend.{folder}.dll"));
        return Finish(path, "Backend." + folder, installed);
    }

    private static string Finish(string path, string assembly, bool installed)
    {
        File.WriteAllText(Path.Combine(path, assembly + ".deps.json"), Deps);
        if (installed)
            File.WriteAllText(Path.Combine(path, "backend.json"), "{}");
        return path;
    }
}

/// <summary>What a made backend adds to the services.</summary>
public sealed record BackendProbe(IReadOnlyDictionary<string, string> Settings)
{
    /// <summary>Called by the made backends.</summary>
    public static void Add(AffectAgentBuilder agent, IReadOnlyDictionary<string, string> settings) =>
        Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton(agent.Services, new BackendProbe(settings));
}
