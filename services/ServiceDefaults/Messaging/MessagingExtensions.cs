using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Portal.ServiceDefaults.Hosting;
using Portal.ServiceDefaults.Persistence;

namespace Portal.ServiceDefaults.Messaging;

/// <summary>Gives a service its outbox and mailbox, and the process its bus.</summary>
public static class MessagingExtensions
{
    /// <summary>Registers a service's database together with its outbox, relay and mailbox.</summary>
    public static void AddServiceDatabase<TDb>(this IHostApplicationBuilder builder, string name, DatabaseSeed<TDb>? seed = null)
        where TDb : ServiceDbContext
    {
        builder.AddDatabase(name, seed, (services, options) => options.AddInterceptors(services.GetRequiredService<OutboxSignal<TDb>>()));
        builder.Services.AddSingleton<OutboxSignal<TDb>>();
        builder.Services.AddScoped<Outbox<TDb>>();
        builder.Services.AddSingleton<IMailbox>(services => ActivatorUtilities.CreateInstance<Mailbox<TDb>>(services, name));
        builder.Services.AddHostedService<OutboxRelay<TDb>>();
        builder.Services.AddHostedService<Housekeeping<TDb>>();
        builder.Services.AddSingleton<IOutboxDesk>(services => new OutboxDesk<TDb>(name, services.GetRequiredService<IServiceScopeFactory>()));
    }

    /// <summary>Registers the one bus of the process: RabbitMQ where its connection string is set, else in memory.</summary>
    internal static void AddBus(this IHostApplicationBuilder builder, IReadOnlyList<IServiceModule> modules)
    {
        var consumers = modules.ToDictionary(module => module.Name, MessageTypes.ConsumersOf, StringComparer.Ordinal);
        var contracts = AppDomain.CurrentDomain.GetAssemblies().Where(assembly => assembly.GetName().Name == "Portal.Contracts");
        builder.Services.AddSingleton(new MessageTypes(modules, contracts));

        var broker = builder.Configuration.GetConnectionString("rabbitmq");
        if (broker is null)
            builder.Services.AddSingleton<DeliveryLedger>();

        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            foreach (var consumer in consumers.Values.SelectMany(types => types))
                bus.AddConsumer(consumer);

            if (broker is null)
                bus.UsingInMemory((context, configuration) => AddMailboxes(context, configuration, consumers));
            else
                bus.UsingRabbitMq((context, configuration) =>
                {
                    configuration.Host(new Uri(broker));
                    AddMailboxes(context, configuration, consumers);
                });
        });
        builder.Services.Configure<MassTransitHostOptions>(options => options.StopTimeout = TimeSpan.FromSeconds(10));
    }

    private static void AddMailboxes(IBusRegistrationContext context, IBusFactoryConfigurator bus, Dictionary<string, IReadOnlyList<Type>> consumers)
    {
        foreach (var (service, types) in consumers.Where(service => service.Value.Count > 0))
        {
            bus.ReceiveEndpoint(service, endpoint =>
            {
                endpoint.PrefetchCount = 200;
                endpoint.PublishFaults = false;
                if (endpoint is IRabbitMqReceiveEndpointConfigurator rabbit)
                    rabbit.SetQuorumQueue();

                endpoint.UseFilter(context.GetServices<IMailbox>().Single(mailbox => mailbox.Service == service));
                foreach (var type in types)
                    endpoint.ConfigureConsumer(context, type);
            });
        }
    }
}
