namespace Portal.TestSupport;

/// <summary>
/// The system's clock, ahead by as much as a test says: days pass at once, and what waits for a moment finds it come.
/// Tokens are checked against the real time, so fetch them before moving the clock.
/// </summary>
public sealed class MovableClock : TimeProvider
{
    private long ahead;

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref ahead));

    /// <summary>Lets time pass.</summary>
    public void Advance(TimeSpan time) => Interlocked.Add(ref ahead, time.Ticks);

    /// <summary>Sets the clock; it goes on from there.</summary>
    public void Set(DateTimeOffset now) => Interlocked.Exchange(ref ahead, (now - System.GetUtcNow()).Ticks);
}
