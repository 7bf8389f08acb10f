using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Portal.ServiceDefaults.Messaging;
using Portal.ServiceDefaults.Tests.Messaging.Tallies;
using Portal.TestSupport;

namespace Portal.ServiceDefaults.Tests.Messaging;

/// <summary>New rows go to PostgreSQL without a transaction of their own: they are saved all or none all the same.</summary>
public sealed class SaveTests
{
    private const string Other = "other";

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(150)]
    public async Task New_rows_are_saved_all_or_none_and_their_message_goes_at_once(int rows)
    {
        Assert.SkipUnless(RunningStack.Find() is not null, RunningStack.Missing);
        using var alone = await RunningStack.Alone();
        var settings = await RunningStack.Find()!.Beside($"saves{rows}", "customs");
        settings["ConnectionStrings:tally"] = settings["ConnectionStrings:customs"];
        settings["Logging:LogLevel:Default"] = "None";
        // The clock stands still, so no lease ends: what is sent was handed over by the save.
        await using var portal = await PortalUnderTest.Start(clock: new FakeTimeProvider(TimeProvider.System.GetUtcNow()), modules: [new TallyModule()], settings: settings);

        await Save(portal, Names("first", rows), Other);
        await TallyPortal.Until(async () => await Sum(portal, Other) == 1, "the message took effect");
        // Half of these rows come before the one that is there already, half behind it.
        await Should.ThrowAsync<DbUpdateException>(() => Save(portal, [.. Names("second", rows), "first-0", .. Names("third", rows)], Other));

        (await Within(portal, db => db.Tallies.CountAsync())).ShouldBe(rows + 1);
        await Save(portal, [], "last");
        await TallyPortal.Until(async () => await Sum(portal, "last") == 1, "the last message took effect");
        (await Sum(portal, Other)).ShouldBe(1);
        await TallyPortal.Until(async () => await Within(portal, db => db.Outbox.CountAsync(row => row.Body.Contains(Other))) == 0, "the row of what took effect was gone");
    }

    private static IEnumerable<string> Names(string what, int rows) => Enumerable.Range(0, rows).Select(row => $"{what}-{row}");

    /// <summary>Saves new tallies, and with them a message that counts another one up.</summary>
    private static async Task Save(PortalUnderTest portal, IEnumerable<string> names, string told)
    {
        await using var scope = portal.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TallyDbContext>();
        db.AddRange(names.Select(name => new Tally { Name = name }));
        scope.ServiceProvider.GetRequiredService<Outbox<TallyDbContext>>().Send(TallyModule.Mailbox, new CountUp(told, 1));
        await db.SaveChangesAsync();
    }

    private static Task<int> Sum(PortalUnderTest portal, string tally) => Within(portal, db => db.Tallies.Where(row => row.Name == tally).Select(row => row.Sum).SingleOrDefaultAsync());

    private static async Task<T> Within<T>(PortalUnderTest portal, Func<TallyDbContext, Task<T>> work)
    {
        await using var scope = portal.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<TallyDbContext>());
    }
}
