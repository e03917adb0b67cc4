namespace Toombos.Server.Features.Documents.Parsing;
/// <summary>Bytes as text.</summary>
public static class DocumentText { public const int MaxBytes = 10 * 1024 * 1024; public static string Decode(ReadOnlySpan<byte> bytes) => System.Text.Encoding.UTF8.GetString(bytes); }
