namespace Portal.ServiceDefaults.Hosting;

/// <summary>The program cannot start, for a reason its user can mend. The message is all that is printed.</summary>
public sealed class StartupFailure(string message) : Exception(message);
