using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Toombos.Server.Platform.Database;

/// <summary>Which database, section <c>Database</c>. Without a PostgreSQL connection string a SQLite file in the data folder is used.</summary>
public sealed class DatabaseOptions
{
    /// <summary>PostgreSQL connection string; SQLite when empty.</summary>
    [StringLength(2000)]
    public string? Postgres { get; set; }

    /// <summary>Folder of the SQLite file and of everything else kept on disk.</summary>
    [Required, StringLength(1000, MinimumLength = 1)]
    public string DataFolder { get; set; } = "data";

    /// <summary>Whether the schema is brought up to date when the process starts.</summary>
    public bool MigrateAtStart { get; set; } = true;
}

/// <summary>Checks the options when the process starts.</summary>
[OptionsValidator]
public sealed partial class DatabaseOptionsValidator : IValidateOptions<DatabaseOptions>;
