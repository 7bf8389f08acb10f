using System.Runtime.CompilerServices;
using MassTransit;

namespace Portal.Architecture.Tests;

public sealed class NamingTests
{
    private static readonly string[] EmptySuffixes = ["Manager", "Helper", "Helpers", "Util", "Utils", "Dto", "Service", "Services", "IntegrationEvent"];

    private static IEnumerable<Type> Classes => Repository.Assemblies.SelectMany(assembly => assembly.GetTypes())
        .Where(type => type.IsClass && type.Namespace?.StartsWith("Portal.", StringComparison.Ordinal) == true && !type.Namespace.EndsWith(".Migrations", StringComparison.Ordinal) && !IsGenerated(type));

    private static IEnumerable<Type> Consumers => Classes.Where(type => MessagesOf(type).Any());

    [Fact]
    public void Classes_are_sealed_unless_they_are_abstract_or_static() =>
        Classes.Where(type => type is { IsSealed: false, IsAbstract: false }).Select(type => type.FullName).ShouldBeEmpty();

    [Fact]
    public void No_class_is_named_for_nothing() =>
        Classes.Where(type => EmptySuffixes.Any(suffix => BareName(type).EndsWith(suffix, StringComparison.Ordinal))).Select(type => type.FullName).ShouldBeEmpty();

    [Fact]
    public void Consumers_are_named_after_their_message()
    {
        Consumers.ShouldNotBeEmpty();
        Consumers.Where(type => MessagesOf(type).Count() != 1 || type.Name != $"{MessagesOf(type).First().Name}Consumer").Select(type => type.FullName).ShouldBeEmpty();
    }

    [Fact]
    public void Consumers_of_two_services_never_share_a_name() =>
        Consumers.GroupBy(type => type.Name).Where(group => group.Count() > 1).Select(group => string.Join(", ", group.Select(type => type.FullName))).ShouldBeEmpty();

    [Fact]
    public void A_command_has_a_consumer_in_one_service_only() => Consumers
        .SelectMany(type => MessagesOf(type).Select(message => (message, Service: type.Assembly.GetName().Name)))
        .Where(pair => pair.message.Namespace == $"Portal.Contracts.{pair.Service!.Split('.')[1]}" && !pair.message.Name.EndsWith("ed", StringComparison.Ordinal))
        .GroupBy(pair => pair.message).Where(group => group.Select(pair => pair.Service).Distinct().Count() > 1).Select(group => group.Key.FullName).ShouldBeEmpty();

    [Fact]
    public void Every_class_lives_in_the_namespace_of_its_assembly() =>
        Classes.Where(type => $"{type.Namespace}.".StartsWith($"{type.Assembly.GetName().Name}.", StringComparison.Ordinal) is false).Select(type => type.FullName).ShouldBeEmpty();

    private static string BareName(Type type) => type.Name.Split('`')[0];

    private static bool IsGenerated(Type type) => type.IsDefined(typeof(CompilerGeneratedAttribute), false) || type.FullName!.Contains('<', StringComparison.Ordinal)
        || (type.DeclaringType is { } outer && IsGenerated(outer));

    private static IEnumerable<Type> MessagesOf(Type type) =>
        type.GetInterfaces().Where(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IConsumer<>)).Select(face => face.GetGenericArguments()[0]);
}
