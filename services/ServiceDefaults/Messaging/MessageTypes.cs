using MassTransit;
using Portal.ServiceDefaults.Hosting;

namespace Portal.ServiceDefaults.Messaging;

/// <summary>The message types and who consumes them, read from the consumers of the services in this process.</summary>
internal sealed class MessageTypes
{
    private readonly Dictionary<string, Type> byName = new(StringComparer.Ordinal);
    private readonly ILookup<Type, string> mailboxes;

    public MessageTypes(IEnumerable<IServiceModule> modules, IEnumerable<System.Reflection.Assembly> contracts)
    {
        foreach (var type in contracts.SelectMany(assembly => assembly.GetExportedTypes()))
            byName[type.FullName!] = type;

        mailboxes = modules
            .SelectMany(module => ConsumersOf(module).SelectMany(MessagesOf).Distinct().Select(message => (message, module.Name)))
            .ToLookup(pair => pair.message, pair => pair.Name);
        foreach (var message in mailboxes)
            byName[message.Key.FullName!] = message.Key;
    }

    /// <summary>The consumers in the module's namespace, in a fixed order.</summary>
    public static IReadOnlyList<Type> ConsumersOf(IServiceModule module) =>
        [.. module.GetType().Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && MessagesOf(type).Any()
                && $"{type.Namespace}.".StartsWith($"{module.GetType().Namespace}.", StringComparison.Ordinal))
            .OrderBy(type => type.FullName, StringComparer.Ordinal)];

    public Type? Find(string fullName) => byName.GetValueOrDefault(fullName);

    /// <summary>How many mailboxes in this process take the message.</summary>
    public int MailboxesOf(Type message) => mailboxes[message].Count();

    private static IEnumerable<Type> MessagesOf(Type consumer) =>
        consumer.GetInterfaces().Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IConsumer<>)).Select(type => type.GetGenericArguments()[0]);
}
