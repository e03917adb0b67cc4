using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Toombos.Server.Platform.Database.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Rest : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "audit_entries",
                columns: table => new
                {
                    WorkspaceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    ActorKind = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    ActorId = table.Column<Guid>(type: "TEXT", nullable: true),
                    ActorName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Action = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    TargetKind = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    TargetId = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Address = table.Column<string>(type: "TEXT", maxLength: 45, nullable: true),
                    Device = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    Summary = table.Column<string>(type: "TEXT", maxLength: 8000, nullable: false),
                    PreviousHash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    Hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_entries", x => new { x.WorkspaceId, x.Sequence });
                });

            migrationBuilder.CreateTable(
                name: "audit_heads",
                columns: table => new
                {
                    WorkspaceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    Hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    TrimmedSequence = table.Column<long>(type: "INTEGER", nullable: false),
                    TrimmedHash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_heads", x => x.WorkspaceId);
                });

            migrationBuilder.CreateTable(
                name: "consents",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false),
                    Version = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Address = table.Column<string>(type: "TEXT", maxLength: 45, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_consents", x => x.Id);
                    table.ForeignKey(
                        name: "FK_consents_people_PersonId",
                        column: x => x.PersonId,
                        principalTable: "people",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "discarded_files",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Place = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Location = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    After = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_discarded_files", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "files",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    WorkspaceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ContentType = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false),
                    Size = table.Column<long>(type: "INTEGER", nullable: false),
                    Width = table.Column<int>(type: "INTEGER", nullable: false),
                    Height = table.Column<int>(type: "INTEGER", nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Public = table.Column<bool>(type: "INTEGER", nullable: false),
                    Place = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Location = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    CreatedBy = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_files", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "retention_rules",
                columns: table => new
                {
                    WorkspaceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    AuditMonths = table.Column<int>(type: "INTEGER", nullable: true),
                    SnapshotVersions = table.Column<int>(type: "INTEGER", nullable: true),
                    DraftVersions = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_retention_rules", x => x.WorkspaceId);
                });

            migrationBuilder.CreateTable(
                name: "secret_keys",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Xml = table.Column<string>(type: "TEXT", maxLength: 20000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_secret_keys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "secret_rotations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    KeyId = table.Column<Guid>(type: "TEXT", nullable: false),
                    StartedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    FinishedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_secret_rotations", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "spent_states",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_spent_states", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "sso_domains",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    WorkspaceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Domain = table.Column<string>(type: "TEXT", maxLength: 253, nullable: false),
                    Challenge = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    VerifiedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sso_domains", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "sso_providers",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    WorkspaceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Issuer = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    ClientId = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    SealedSecret = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    DefaultRole = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Required = table.Column<bool>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sso_providers", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "stored_secrets",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Value = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_stored_secrets", x => x.Name);
                });

            migrationBuilder.CreateIndex(
                name: "IX_snapshots_WorkspaceId_Id",
                table: "snapshots",
                columns: new[] { "WorkspaceId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_snapshot_items_WorkspaceId_Id",
                table: "snapshot_items",
                columns: new[] { "WorkspaceId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_drafts_WorkspaceId_Id",
                table: "drafts",
                columns: new[] { "WorkspaceId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_draft_versions_WorkspaceId_Id",
                table: "draft_versions",
                columns: new[] { "WorkspaceId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_claim_acceptances_WorkspaceId_Id",
                table: "claim_acceptances",
                columns: new[] { "WorkspaceId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_audit_entries_WorkspaceId_Action_Sequence",
                table: "audit_entries",
                columns: new[] { "WorkspaceId", "Action", "Sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_audit_entries_WorkspaceId_ActorId_Sequence",
                table: "audit_entries",
                columns: new[] { "WorkspaceId", "ActorId", "Sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_audit_entries_WorkspaceId_Address_Sequence",
                table: "audit_entries",
                columns: new[] { "WorkspaceId", "Address", "Sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_audit_entries_WorkspaceId_At_Sequence",
                table: "audit_entries",
                columns: new[] { "WorkspaceId", "At", "Sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_audit_entries_WorkspaceId_TargetId_Sequence",
                table: "audit_entries",
                columns: new[] { "WorkspaceId", "TargetId", "Sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_audit_entries_WorkspaceId_TargetKind_Sequence",
                table: "audit_entries",
                columns: new[] { "WorkspaceId", "TargetKind", "Sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_consents_PersonId_Id",
                table: "consents",
                columns: new[] { "PersonId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_discarded_files_After",
                table: "discarded_files",
                column: "After");

            migrationBuilder.CreateIndex(
                name: "IX_files_WorkspaceId_Id",
                table: "files",
                columns: new[] { "WorkspaceId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_spent_states_ExpiresAt",
                table: "spent_states",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_sso_domains_Domain",
                table: "sso_domains",
                column: "Domain",
                unique: true,
                filter: "\"VerifiedAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_sso_domains_WorkspaceId_Domain",
                table: "sso_domains",
                columns: new[] { "WorkspaceId", "Domain" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_sso_providers_WorkspaceId",
                table: "sso_providers",
                column: "WorkspaceId",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "audit_entries");

            migrationBuilder.DropTable(
                name: "audit_heads");

            migrationBuilder.DropTable(
                name: "consents");

            migrationBuilder.DropTable(
                name: "discarded_files");

            migrationBuilder.DropTable(
                name: "files");

            migrationBuilder.DropTable(
                name: "retention_rules");

            migrationBuilder.DropTable(
                name: "secret_keys");

            migrationBuilder.DropTable(
                name: "secret_rotations");

            migrationBuilder.DropTable(
                name: "spent_states");

            migrationBuilder.DropTable(
                name: "sso_domains");

            migrationBuilder.DropTable(
                name: "sso_providers");

            migrationBuilder.DropTable(
                name: "stored_secrets");

            migrationBuilder.DropIndex(
                name: "IX_snapshots_WorkspaceId_Id",
                table: "snapshots");

            migrationBuilder.DropIndex(
                name: "IX_snapshot_items_WorkspaceId_Id",
                table: "snapshot_items");

            migrationBuilder.DropIndex(
                name: "IX_drafts_WorkspaceId_Id",
                table: "drafts");

            migrationBuilder.DropIndex(
                name: "IX_draft_versions_WorkspaceId_Id",
                table: "draft_versions");

            migrationBuilder.DropIndex(
                name: "IX_claim_acceptances_WorkspaceId_Id",
                table: "claim_acceptances");
        }
    }
}
