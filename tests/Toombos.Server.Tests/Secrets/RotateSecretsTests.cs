using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Toombos.Server.Features.Workspaces;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Secrets;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Secrets;

/// <summary>A change of keys reaches every stored secret, can be cut short, and disturbs nobody.</summary>
public sealed class RotateSecretsTests(Hosts hosts)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task Every_sealed_column_is_found_and_lies_under_the_new_key_afterwards(DatabaseKind database)
    {
        await using var host = await ToombosHost.StartAsync(database);
        await using var scope = host.Services.CreateAsyncScope();
        var (db, box) = (scope.ServiceProvider.GetRequiredService<ToombosDb>(), host.Services.GetRequiredService<SecretBox>());
        var signing = await host.Services.GetRequiredService<SigningKeys>().PublicAsync(Ct);
        var address = await host.Services.GetRequiredService<StoredSecrets>().GetAsync("files", Ct);
        var (person, users) = await PersonAsync(scope.ServiceProvider);
        await users.ResetAuthenticatorKeyAsync(person);
        var authenticator = await users.GetAuthenticatorKeyAsync(person);
        var before = await TextsAsync(db);
        Assert.True(before.Count >= 3, string.Join(", ", before.Keys));

        var report = await scope.ServiceProvider.GetRequiredService<RotateSecrets>().RunAsync(Ct);

        var after = await TextsAsync(db);
        Assert.Equal((before.Count, 0, false), (report.Renewed, report.Unreadable, report.Resumed));
        Assert.All(before, old => Assert.NotEqual(old.Value.Text, after[old.Key].Text));
        Assert.All(after.Values, now => Assert.Null(box.Renew(now.Purpose, now.Text)));
        host.Services.GetRequiredService<SigningKeys>().Forget();
        Assert.Equal(signing.Select(k => k.X), (await host.Services.GetRequiredService<SigningKeys>().PublicAsync(Ct)).Select(k => k.X));
        Assert.Equal(address, await new StoredSecrets(host.Services.GetRequiredService<IServiceScopeFactory>(), box).GetAsync("files", Ct));
        db.ChangeTracker.Clear();
        Assert.Equal(authenticator, await users.GetAuthenticatorKeyAsync(person));
        var again = await scope.ServiceProvider.GetRequiredService<RotateSecrets>().RunAsync(Ct);
        Assert.NotEqual(report.KeyId, again.KeyId);
    }

    [Theory, BothDatabases]
    public async Task One_that_was_cut_short_is_taken_up_with_the_same_key_and_skips_what_is_done(DatabaseKind database)
    {
        await using var host = await ToombosHost.StartAsync(database);
        await using var scope = host.Services.CreateAsyncScope();
        var (db, box, ring) = (scope.ServiceProvider.GetRequiredService<ToombosDb>(), host.Services.GetRequiredService<SecretBox>(), host.Services.GetRequiredService<SecretRing>());
        for (var i = 0; i < 450; i++) db.Add(new StoredSecret { Name = $"old {i:000}", Value = box.Protect(StoredSecret.Purpose, $"{i}") });
        await db.SaveChangesAsync(Ct);
        var key = ring.AddKey();
        db.Add(new SecretRotation { KeyId = key, StartedAt = host.Clock.GetUtcNow() });
        for (var i = 0; i < 250; i++) db.Add(new StoredSecret { Name = $"done {i:000}", Value = box.Protect(StoredSecret.Purpose, $"{i}") });
        db.Add(new StoredSecret { Name = "broken", Value = "not sealed by anybody" });
        await db.SaveChangesAsync(Ct);

        var report = await scope.ServiceProvider.GetRequiredService<RotateSecrets>().RunAsync(Ct);

        Assert.Equal(new RotationReport(key, Resumed: true, Renewed: 450, Unreadable: 1), report);
        Assert.NotNull(await db.Set<SecretRotation>().AsNoTracking().Select(r => r.FinishedAt).SingleAsync(Ct));
        db.ChangeTracker.Clear();
        Assert.Equal("449", box.Unprotect(StoredSecret.Purpose, await db.Set<StoredSecret>().Where(s => s.Name == "old 449").Select(s => s.Value).SingleAsync(Ct)));
    }

    [Theory, BothDatabases]
    public async Task Keys_of_authenticator_apps_and_recovery_codes_lie_sealed(DatabaseKind database)
    {
        var host = await hosts.GetAsync(database);
        await using var scope = host.Services.CreateAsyncScope();
        var (person, users) = await PersonAsync(scope.ServiceProvider);
        await users.ResetAuthenticatorKeyAsync(person);
        var codes = (await users.GenerateNewTwoFactorRecoveryCodesAsync(person, 10))!.ToList();
        var key = await users.GetAuthenticatorKeyAsync(person);

        var stored = await scope.ServiceProvider.GetRequiredService<ToombosDb>().Set<PersonToken>().AsNoTracking().Where(t => t.UserId == person.Id).Select(t => t.Value!).ToListAsync(Ct);

        Assert.Equal(2, stored.Count);
        Assert.All(stored, text => Assert.DoesNotContain(codes.Append(key!), secret => text.Contains(secret, StringComparison.OrdinalIgnoreCase)));
        Assert.True((await users.RedeemTwoFactorRecoveryCodeAsync(person, codes[3])).Succeeded);
        Assert.False((await users.RedeemTwoFactorRecoveryCodeAsync(person, codes[3])).Succeeded);
        Assert.Equal(9, await users.CountRecoveryCodesAsync(person));
    }

    /// <summary>Hashes open nothing, so they need no seal; whatever else is named like a secret does.</summary>
    [Fact]
    public async Task What_is_named_like_a_secret_is_sealed()
    {
        await using var scope = (await hosts.GetAsync(DatabaseKind.Sqlite)).Services.CreateAsyncScope();
        string[] words = ["Secret", "Sealed", "PrivateKey", "Password", "ApiKey", "Credential", "TokenValue"];
        var bare = from entity in scope.ServiceProvider.GetRequiredService<ToombosDb>().Model.GetEntityTypes().Where(e => !e.IsMappedToJson())
                   from property in entity.GetProperties()
                   where property.ClrType == typeof(string) && words.Any(w => property.Name.Contains(w, StringComparison.Ordinal)) && !property.Name.EndsWith("Hash", StringComparison.Ordinal)
                   where SealedColumn.PurposeOf(property) is null
                   select $"{entity.ClrType.Name}.{property.Name}";
        Assert.Empty(bare);
    }

    static async Task<(Person, UserManager<Person>)> PersonAsync(IServiceProvider services)
    {
        var (users, db) = (services.GetRequiredService<UserManager<Person>>(), services.GetRequiredService<ToombosDb>());
        var person = services.GetRequiredService<ProvisionWorkspace>().NewOwner("Ines", $"ines-{Guid.NewGuid():N}@example.com");
        db.Add(person);
        await db.SaveChangesAsync(Ct);
        return (person, users);
    }

    static async Task<Dictionary<string, (string Purpose, string Text)>> TextsAsync(ToombosDb db)
    {
        var found = new Dictionary<string, (string, string)>();
        await db.Database.OpenConnectionAsync(Ct);
        foreach (var column in SealedColumn.All(db, db.GetService<ISqlGenerationHelper>()))
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"select {string.Join(" || ' ' || ", column.Key.Select(k => $"cast({k} as text)"))}, {column.Name} from {column.Table} where {column.Name} is not null";
            await using var reader = await command.ExecuteReaderAsync(Ct);
            while (await reader.ReadAsync(Ct)) found[$"{column.Table} {reader.GetString(0)}"] = (column.Purpose, reader.GetString(1));
        }
        await db.Database.CloseConnectionAsync();
        return found;
    }
}
