using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using Portal.ServiceDefaults.Security;

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
        var rsa = RSA.Create();
        rsa.ImportFromPem(KeyFile.Read(System.IO.Path.Combine(Path, name), Make));
        return new RsaSecurityKey(rsa) { KeyId = Convert.ToHexString(SHA256.HashData(rsa.ExportSubjectPublicKeyInfo()))[..16] };
    }

    private static string Make()
    {
        using var rsa = RSA.Create(2048);
        return rsa.ExportPkcs8PrivateKeyPem();
    }
}
