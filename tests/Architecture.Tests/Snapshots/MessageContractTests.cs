using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Portal.Architecture.Tests.Snapshots;

/// <summary>A message's full name and shape are the wire contract: what is under way, or kept in an outbox, must stay readable.</summary>
public sealed class MessageContractTests
{
    private static IEnumerable<Type> Messages => Repository.Load("Contracts").GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal);

    [Fact]
    public void Messages_have_the_names_and_shapes_that_were_agreed() =>
        Snapshot.Match("messages.txt", string.Join("\n", Messages.Select(Describe)));

    [Fact]
    public void Messages_live_in_a_namespace_of_their_owner() =>
        Messages.Where(type => type.Namespace!.Split('.') is not ["Portal", "Contracts", _]).Select(type => type.FullName).ShouldBeEmpty();

    private static string Describe(Type type)
    {
        var text = new StringBuilder().Append(type.FullName).Append('\n');
        if (type.IsEnum)
        {
            foreach (var name in Enum.GetNames(type))
                text.Append("  ").Append(name).Append('\n');
            return text.ToString();
        }

        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).OrderBy(property => property.Name, StringComparer.Ordinal))
        {
            text.Append("  ").Append(property.Name).Append(": ").Append(NameOf(property));
            if (property.IsDefined(typeof(RequiredMemberAttribute)))
                text.Append(", required");
            text.Append('\n');
        }

        return text.ToString();
    }

    private static string NameOf(PropertyInfo property)
    {
        var nullable = new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable;
        return NameOf(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) + (nullable ? "?" : "");
    }

    private static string NameOf(Type type) => type.IsGenericType
        ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>"
        : type.Namespace == "System" ? type.Name : type.FullName!;
}
