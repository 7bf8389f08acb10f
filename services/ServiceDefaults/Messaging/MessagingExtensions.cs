using MassTransit;
using MassTransit.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Portal.ServiceDefaults.Hosting;
using Portal.ServiceDefaults.Persistence;
using Portal.ServiceDefaults.UsageLog;

namespace Portal.ServiceDefaults.Messaging;

/// <summary>Gives a service its outbox and mailbox, and the process its bus.</summary>
public static class MessagingExtensions
{
    /// <summary>Registers a service's database together with its outbox, relay and mailbox.</summary>
    public static void AddServiceDatabase<TDb>(this IHostApplicationBuilder builder, string name, DatabaseSeed<TDb>? seed = null)
        where TDb : ServiceDbContext
    {
        builder.AddDatabase(name, seed, (services, options) => options.AddInterceptors(services.GetRequiredService<HandOver<TDb>>()));
        builder.Services.AddSingleton<HandOver<TDb>>();
        builder.Services.AddSingleton<OutboxRelay<TDb>>();
        builder.Services.AddScoped<Outbox<TDb>>();
        builder.Services.AddSingleton<IMailbox>(services => ActivatorUtilities.CreateInstance<Mailbox<TDb>>(services, name));
        builder.Services.AddHostedService(services => services.GetRequiredService<OutboxRelay<TDb>>());
        builder.Services.AddHostedService<Housekeeping<TDb>>();
        builder.Services.AddSingleton<IOutboxDesk>(services => ActivatorUtilities.CreateInstance<OutboxDesk<TDb>>(services, name));
        builder.Services.AddUsageLog<TDb>(name);
    }

    /// <summary>
    /// Registers the one bus of the process: RabbitMQ where its connection string is set, else in memory. Who neither sends nor
    /// gets messages has none, and waits for no broker.
    /// </summary>
    internal static void AddBus(this IHostApplicationBuilder builder, IReadOnlyList<IServiceModule> modules)
    {
        var consumers = modules.ToDictionary(module => module.Name, MessageTypes.ConsumersOf, StringComparer.Ordinal);
        if (!consumers.Values.Any(types => types.Count > 0) && !builder.Services.Any(service => service.ServiceType == typeof(IMailbox)))
            return;
        var contracts = AppDomain.CurrentDomain.GetAssemblies().Where(assembly => assembly.GetName().Name == "Portal.Contracts");
        builder.Services.AddSingleton(new MessageTypes(modules, contracts));

        var broker = builder.Configuration.GetConnectionString("rabbitmq") is { Length: > 0 } address ? new Uri(address) : null;
        if (broker is null)
            builder.Services.AddSingleton<DeliveryLedger>();
        else
            builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<Broker>(services, broker)).AddSingleton(new ErrorQueues(broker));
        builder.Services.AddSingleton<MailboxesOpen>();
        builder.Services.AddHealthChecks().AddCheck<MailboxesOpen>("messages", tags: ["ready"]);

        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.ConfigureHealthCheckOptions(options => options.Tags.Clear());
            foreach (var consumer in consumers.Values.SelectMany(types => types))
                bus.AddConsumer(consumer);

            if (broker is null)
                bus.UsingInMemory((context, configuration) => AddMailboxes(context, configuration, consumers));
            else
                bus.UsingRabbitMq((context, configuration) =>
                {
                    configuration.Host(broker, host => host.OnRefreshConnectionFactory = _ => context.GetRequiredService<Broker>().UntilItListens());
                    AddMailboxes(context, configuration, consumers);
                });
        });
        builder.Services.Configure<MassTransitHostOptions>(options =>
        {
            // Two seconds to finish what has come; what is left then is given back.
            options.ConsumerStopTimeout = TimeSpan.FromSeconds(2);
            options.StopTimeout = TimeSpan.FromSeconds(8);
        });
    }

    private static void AddMailboxes(IBusRegistrationContext context, IBusFactoryConfigurator bus, Dictionary<string, IReadOnlyList<Type>> consumers)
    {
        foreach (var (service, types) in consumers.Where(service => service.Value.Count > 0))
        {
            bus.ReceiveEndpoint(service, endpoint =>
            {
                // Measured with tests/Benchmarks (two hops): twice what the mailbox takes at once, so that the next group waits here already.
                endpoint.PrefetchCount = 400;
                endpoint.PublishFaults = false;
                if (endpoint is IRabbitMqReceiveEndpointConfigurator rabbit)
                {
                    rabbit.SetQuorumQueue();
                    // From version 4 on RabbitMQ drops what came back twenty times, which is no more than twenty crashes.
                    rabbit.SetQueueArgument("x-delivery-limit", 1_000_000);
                }

                endpoint.AddPrePipeSpecification(new FilterPipeSpecification<ConsumeContext>(new UnknownMessages(context.GetService<DeliveryLedger>())));
                endpoint.UseFilter(context.GetServices<IMailbox>().Single(mailbox => mailbox.Service == service));
                foreach (var type in types)
                    endpoint.ConfigureConsumer(context, type);
            });
        }
    }
}
