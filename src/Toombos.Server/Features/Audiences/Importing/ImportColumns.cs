using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Audiences.Importing;

/// <summary>Where address and name stand in each line, by the head of the file, or by where its first line has an @.</summary>
sealed record ImportColumns(bool HasHead, int Email, int? Name, int? LastName)
{
    static readonly string[] EmailWords = ["email", "e-mail", "mail", "email address", "e-mail address", "mail address", "address", "subscriber", "e-post", "epost", "correo"];
    static readonly string[] NameWords = ["name", "full name", "fullname", "display name", "first name", "firstname", "given name", "namn", "nombre"];
    static readonly string[] LastNameWords = ["last name", "lastname", "surname", "family name"];

    public static ImportColumns Of(IReadOnlyList<string> first)
    {
        var cells = first.Select(cell => cell.Trim().Replace('_', ' ').ToLowerInvariant()).ToList();
        if (cells.FindIndex(cell => cell.Contains('@')) is >= 0 and var at)
            return new(HasHead: false, at, cells.Count > 1 ? at == 0 ? 1 : 0 : null, null);
        var (email, name, last) = (cells.FindIndex(EmailWords.Contains), cells.FindIndex(NameWords.Contains), cells.FindIndex(LastNameWords.Contains));
        if (email < 0) throw new DomainRuleException("import.no-email-column", "No column of the first line is called email, and none holds an address. Call the column with the addresses email.", StatusCodes.Status400BadRequest);
        return new(HasHead: true, email, name < 0 ? null : name, last < 0 ? null : last);
    }
}
