using Microsoft.Extensions.DependencyInjection;
using Portal.ServiceDefaults.Hosting;
using RabbitMQ.Client.Exceptions;

namespace Portal.ServiceDefaults.Messaging;

/// <summary>
/// An operator's commands for what could not be sent (parked in the outbox) and what could not be handled (in the error
/// queue of RabbitMQ): <c>messages list-failed</c> and <c>messages replay</c>.
/// </summary>
public static class FailedMessages
{
    /// <summary>Prints every failed message, a line each: service, message id, moment, type and where it was to go, reason.</summary>
    public static Task List(IServiceProvider services) => EachDesk(services, async (desk, errors) =>
    {
        var parkedOnes = await desk.Parked();
        List<FailedMessage> failedOnes = errors is null ? [] : await errors.List(desk.Service);
        if (parkedOnes.Count + failedOnes.Count == 0)
            await Print($"{desk.Service}: none");
        foreach (var parked in parkedOnes)
            await Print($"{desk.Service}  {parked.MessageId}  {parked.ParkedAt:yyyy-MM-dd HH:mm:ss}Z  {parked.MessageType} -> {parked.Destination ?? "subscribers"}  {parked.ParkedReason}");
        foreach (var failed in failedOnes)
            await Print($"{desk.Service}  {failed.MessageId}  {failed.At:yyyy-MM-dd HH:mm:ss}Z  {failed.Type} in {ErrorQueues.Of(desk.Service)}  {failed.Reason}");
    });

    /// <summary>Lets them go out again, or be handled again, and prints how many.</summary>
    public static Task Replay(IServiceProvider services) => EachDesk(services, async (desk, errors) =>
    {
        await Print($"{desk.Service}: {await desk.Replay()} message(s) go out again");
        if (errors is not null)
            await Print($"{desk.Service}: {(await errors.Replay(desk.Service)).Count} message(s) are back in the mailbox");
    });

    private static async Task EachDesk(IServiceProvider services, Func<IOutboxDesk, ErrorQueues?, Task> work)
    {
        try
        {
            foreach (var desk in services.GetServices<IOutboxDesk>())
                await work(desk, services.GetService<ErrorQueues>());
        }
        catch (BrokerUnreachableException e)
        {
            throw new StartupFailure($"RabbitMQ cannot be reached: {e.GetBaseException().Message}");
        }
    }

    private static Task Print(FormattableString line) => Console.Out.WriteLineAsync(FormattableString.Invariant(line));
}
