using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using System.Text.Json;
using RunbookSdk.Facts;

namespace RunbookSdk.Tests.Facts;

public sealed class FactUnloadTests
{
    [Fact]
    public void Records_that_were_read_and_written_can_be_unloaded()
    {
        var type = ReadAndWrite();

        for (var i = 0; i < 20 && type.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(type.IsAlive);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference ReadAndWrite()
    {
        var type = EmitRecord();
        var accepted = new List<Observation>();
        new CloudEventReader(DomainFacts.CatalogWith(type)).Read(
            """{"specversion":"1.0","id":"1","source":"/m","type":"Weather","time":"2019-09-11T08:46:00Z","data":{"place":"Oslo"}}"""u8, "f", 1, accepted, []);
        Assert.Equal("Oslo", FactType.Of(type).KeyText(Assert.Single(accepted).Fact));
        using var buffer = new MemoryStream();
        using var writer = new Utf8JsonWriter(buffer);
        new FactJson().Write(writer, accepted[0].Fact);
        return new WeakReference(type);
    }

    /// <summary>A class with one key, in an assembly that can be unloaded, as the assembly of a script can.</summary>
    private static Type EmitRecord()
    {
        var assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Emitted"), AssemblyBuilderAccess.RunAndCollect);
        var type = assembly.DefineDynamicModule("Emitted").DefineType("Weather", TypeAttributes.Public);
        var field = type.DefineField("place", typeof(string), FieldAttributes.Private);
        var property = type.DefineProperty("Place", PropertyAttributes.None, typeof(string), null);
        property.SetCustomAttribute(new CustomAttributeBuilder(typeof(KeyAttribute).GetConstructor([])!, []));
        var get = type.DefineMethod("get_Place", MethodAttributes.Public | MethodAttributes.SpecialName, typeof(string), []);
        Emit(get.GetILGenerator(), (OpCodes.Ldarg_0, null), (OpCodes.Ldfld, field), (OpCodes.Ret, null));
        var set = type.DefineMethod("set_Place", MethodAttributes.Public | MethodAttributes.SpecialName, null, [typeof(string)]);
        Emit(set.GetILGenerator(), (OpCodes.Ldarg_0, null), (OpCodes.Ldarg_1, null), (OpCodes.Stfld, field), (OpCodes.Ret, null));
        property.SetGetMethod(get);
        property.SetSetMethod(set);
        return type.CreateType();
    }

    private static void Emit(ILGenerator code, params (OpCode Code, FieldInfo? Field)[] steps)
    {
        foreach (var (step, field) in steps)
        {
            if (field is null) code.Emit(step);
            else code.Emit(step, field);
        }
    }
}
