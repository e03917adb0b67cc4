using System.Buffers.Binary;
using System.Buffers.Text;
using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Toombos.Server.Tests.Passkeys;

/// <summary>
/// What a browser and a security key do together, by hand: one ES256 key pair, client data, authenticator data. Each part can be made
/// to lie, which real ones refuse to.
/// </summary>
sealed class SoftwareAuthenticator : IDisposable
{
    const byte UserPresent = 0x01, UserVerified = 0x04, HasCredential = 0x40;

    readonly ECDsa _pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    readonly byte[] _id = RandomNumberGenerator.GetBytes(32);

    /// <summary>Address of the page that asks.</summary>
    public required string Origin { get; set; }
    public string Domain { get; set; } = "localhost";
    public bool Verifies { get; set; } = true;
    public uint Counter { get; set; }
    public string? UserHandle { get; set; }
    public string Id => Base64Url.EncodeToString(_id);

    /// <summary>Answers options for making a passkey.</summary>
    public string Make(string options, string? challenge = null)
    {
        var asked = JsonNode.Parse(options)!;
        UserHandle = (string)asked["user"]!["id"]!;
        var data = new CborWriter(CborConformanceMode.Ctap2Canonical);
        data.WriteStartMap(3);
        data.WriteTextString("fmt");
        data.WriteTextString("none");
        data.WriteTextString("attStmt");
        data.WriteStartMap(0);
        data.WriteEndMap();
        data.WriteTextString("authData");
        data.WriteByteString(AuthenticatorData(withCredential: true));
        data.WriteEndMap();
        return Answer(new()
        {
            ["clientDataJSON"] = Base64Url.EncodeToString(ClientData("webauthn.create", challenge ?? (string)asked["challenge"]!)),
            ["attestationObject"] = Base64Url.EncodeToString(data.Encode()), ["transports"] = new JsonArray("internal"),
        });
    }

    /// <summary>Answers options for signing in.</summary>
    public string Sign(string options, string? challenge = null)
    {
        Counter++;
        var client = ClientData("webauthn.get", challenge ?? (string)JsonNode.Parse(options)!["challenge"]!);
        var data = AuthenticatorData(withCredential: false);
        var signature = _pair.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return Answer(new()
        {
            ["clientDataJSON"] = Base64Url.EncodeToString(client), ["authenticatorData"] = Base64Url.EncodeToString(data),
            ["signature"] = Base64Url.EncodeToString(signature), ["userHandle"] = UserHandle,
        });
    }

    string Answer(JsonObject response) => new JsonObject
    {
        ["id"] = Id, ["rawId"] = Id, ["type"] = "public-key", ["authenticatorAttachment"] = "platform", ["clientExtensionResults"] = new JsonObject(), ["response"] = response,
    }.ToJsonString();

    byte[] ClientData(string type, string challenge) =>
        JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object> { ["type"] = type, ["challenge"] = challenge, ["origin"] = Origin, ["crossOrigin"] = false });

    byte[] AuthenticatorData(bool withCredential)
    {
        var flags = (byte)(UserPresent | (Verifies ? UserVerified : 0) | (withCredential ? HasCredential : 0));
        var counter = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(counter, Counter);
        byte[] head = [.. SHA256.HashData(Encoding.UTF8.GetBytes(Domain)), flags, .. counter];
        return withCredential ? [.. head, .. new byte[16], 0, (byte)_id.Length, .. _id, .. PublicKey()] : head;
    }

    byte[] PublicKey()
    {
        var point = _pair.ExportParameters(includePrivateParameters: false).Q;
        var key = new CborWriter(CborConformanceMode.Ctap2Canonical);
        key.WriteStartMap(5);
        foreach (var (label, value) in new[] { (1, 2), (3, -7), (-1, 1) })
        {
            key.WriteInt32(label);
            key.WriteInt32(value);
        }
        key.WriteInt32(-2);
        key.WriteByteString(point.X!);
        key.WriteInt32(-3);
        key.WriteByteString(point.Y!);
        key.WriteEndMap();
        return key.Encode();
    }

    public void Dispose() => _pair.Dispose();
}
