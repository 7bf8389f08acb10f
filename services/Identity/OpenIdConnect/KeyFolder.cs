using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Portal.Identity.OpenIdConnect;

/// <summary>
/// The keys of the provider, as PEM files that only the owner may read: made at the first start, kept from then on.
/// Replicas share the folder, or get the files as a mounted secret.
/// </summary>
internal sealed class KeyFolder
{
    public KeyFolder(string path)
    {
        Path = Directory.CreateDirectory(path).FullName;
        Signing = Key("signing.pem");
        Encryption = Key("encryption.pem");
    }

    public string Path { get; }

    /// <summary>Signs tokens; services get its public half from the JWKS endpoint.</summary>
    public RsaSecurityKey Signing { get; }

    /// <summary>Encrypts what only this provider reads again: authorization codes and refresh tokens.</summary>
    public RsaSecurityKey Encryption { get; }

    private RsaSecurityKey Key(string name)
    {
        var file = System.IO.Path.Combine(Path, name);
        if (!File.Exists(file))
            Make(file);
        var rsa = RSA.Create();
        rsa.ImportFromPem(File.ReadAllText(file));
        return new RsaSecurityKey(rsa) { KeyId = Convert.ToHexString(SHA256.HashData(rsa.ExportSubjectPublicKeyInfo()))[..16] };
    }

    /// <summary>Written aside and then moved, so that nobody reads half a key and the first of several replicas wins.</summary>
    private static void Make(string file)
    {
        using var rsa = RSA.Create(2048);
        var draft = $"{file}.{Guid.NewGuid():N}";
        File.WriteAllText(draft, rsa.ExportPkcs8PrivateKeyPem());
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(draft, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        try
        {
            File.Move(draft, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(draft);
        }
    }
}
