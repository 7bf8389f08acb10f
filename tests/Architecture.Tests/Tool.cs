using System.Diagnostics;

namespace Portal.Architecture.Tests;

/// <summary>Programs that tests ask for their opinion.</summary>
internal static class Tool
{
    public static bool Installed(string program) =>
        Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    /// <summary>Runs the program at the root of the repository, to its end.</summary>
    public static async Task<(int Code, string Said)> Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = Repository.Root, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, $"{await output}{await error}");
    }
}
