using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Portal.ServiceDefaults.Tests.Hosting;

/// <summary>Keeps what the console would write with scopes: each entry with its category, its exception and the scopes around it.</summary>
[ProviderAlias("Captured")]
internal sealed class CapturedLog : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<string> entries = new();
    private IExternalScopeProvider scopes = new LoggerExternalScopeProvider();

    public IReadOnlyCollection<string> Entries => entries;

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => scopes = scopeProvider;

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose() { }

    private sealed class Logger(CapturedLog log, string category) : ILogger
    {
        /// <summary>Scopes are with the provider of them all.</summary>
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var entry = new StringBuilder(category).Append(": ").Append(formatter(state, exception)).Append(' ').Append(exception);
            log.scopes.ForEachScope((scope, text) => text.Append(" => ").Append(scope), entry);
            log.entries.Enqueue(entry.ToString());
        }
    }
}
