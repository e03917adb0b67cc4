using Microsoft.EntityFrameworkCore;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Platform.Database;

/// <summary>The database of many nodes.</summary>
public sealed class PostgresToombosDb(DbContextOptions<PostgresToombosDb> options, Tenant tenant, IEnumerable<ModelPart> parts)
    : ToombosDb(options, tenant, parts);
