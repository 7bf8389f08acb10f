using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Customs.Migrations
{
    /// <inheritdoc />
    public partial class ListsAndStatistics : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_declarations_declarant_id_functional_reference_id",
                table: "declarations");

            migrationBuilder.Sql("""
                ALTER TABLE declarations ALTER COLUMN lane TYPE integer
                USING CASE lane WHEN 'Green' THEN 0 WHEN 'Blue' THEN 1 WHEN 'Yellow' THEN 2 WHEN 'Red' THEN 3 END;
                """);

            migrationBuilder.AddColumn<string>(
                name: "chapter",
                table: "declarations",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<decimal>(
                name: "customs_value",
                table: "declarations",
                type: "numeric(18,4)",
                precision: 18,
                scale: 4,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "declarant_name",
                table: "declarations",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "goods_item_count",
                table: "declarations",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateOnly>(
                name: "lodged_on",
                table: "declarations",
                type: "date",
                nullable: false,
                defaultValue: new DateOnly(1, 1, 1));

            migrationBuilder.AddColumn<string>(
                name: "procedure_code",
                table: "declarations",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "seconds_to_release",
                table: "declarations",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "status_since",
                table: "declarations",
                type: "timestamp with time zone",
                nullable: false,
                defaultValue: new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified));

            migrationBuilder.AddColumn<string>(
                name: "type",
                table: "declarations",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "");

            // What stands already, as near as the database can tell: days by UTC, and the time of the last step from the moments that were kept.
            migrationBuilder.Sql("""
                UPDATE declarations SET
                    type = initcap(data::jsonb->>'type'),
                    procedure_code = data::jsonb->>'procedureCode',
                    goods_item_count = jsonb_array_length(data::jsonb->'goodsItems'),
                    declarant_name = CASE declarant_id WHEN data::jsonb->'importer'->>'id' THEN data::jsonb->'importer'->>'name' WHEN data::jsonb->'exporter'->>'id' THEN data::jsonb->'exporter'->>'name' END,
                    customs_value = (assessment::jsonb->>'customsValue')::numeric,
                    chapter = left(assessment::jsonb->'items'->0->>'commodityCode', 2),
                    lodged_on = (lodged_at AT TIME ZONE 'UTC')::date,
                    status_since = coalesce(released_at, accepted_at, lodged_at),
                    seconds_to_release = extract(epoch FROM released_at - lodged_at)::integer;
                """);

            migrationBuilder.CreateTable(
                name: "revenue_entries",
                columns: table => new
                {
                    mrn = table.Column<string>(type: "text", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    charge = table.Column<string>(type: "text", nullable: false),
                    amount = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_revenue_entries", x => new { x.mrn, x.revision, x.kind, x.charge });
                });

            migrationBuilder.CreateIndex(
                name: "ix_declarations_customs_value",
                table: "declarations",
                column: "customs_value");

            migrationBuilder.CreateIndex(
                name: "ix_declarations_functional_reference_id_declarant_id",
                table: "declarations",
                columns: new[] { "functional_reference_id", "declarant_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_declarations_lane_lodged_at",
                table: "declarations",
                columns: new[] { "lane", "lodged_at" },
                descending: new[] { true, false });

            migrationBuilder.CreateIndex(
                name: "ix_declarations_lodged_at",
                table: "declarations",
                column: "lodged_at");

            migrationBuilder.CreateIndex(
                name: "ix_declarations_lodged_on_lane_status_seconds_to_release_chapt",
                table: "declarations",
                columns: new[] { "lodged_on", "lane", "status", "seconds_to_release", "chapter", "customs_value" });

            migrationBuilder.CreateIndex(
                name: "ix_revenue_entries_day_charge",
                table: "revenue_entries",
                columns: new[] { "day", "charge" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "revenue_entries");

            migrationBuilder.DropIndex(
                name: "ix_declarations_customs_value",
                table: "declarations");

            migrationBuilder.DropIndex(
                name: "ix_declarations_functional_reference_id_declarant_id",
                table: "declarations");

            migrationBuilder.DropIndex(
                name: "ix_declarations_lane_lodged_at",
                table: "declarations");

            migrationBuilder.DropIndex(
                name: "ix_declarations_lodged_at",
                table: "declarations");

            migrationBuilder.DropIndex(
                name: "ix_declarations_lodged_on_lane_status_seconds_to_release_chapt",
                table: "declarations");

            migrationBuilder.DropColumn(
                name: "chapter",
                table: "declarations");

            migrationBuilder.DropColumn(
                name: "customs_value",
                table: "declarations");

            migrationBuilder.DropColumn(
                name: "declarant_name",
                table: "declarations");

            migrationBuilder.DropColumn(
                name: "goods_item_count",
                table: "declarations");

            migrationBuilder.DropColumn(
                name: "lodged_on",
                table: "declarations");

            migrationBuilder.DropColumn(
                name: "procedure_code",
                table: "declarations");

            migrationBuilder.DropColumn(
                name: "seconds_to_release",
                table: "declarations");

            migrationBuilder.DropColumn(
                name: "status_since",
                table: "declarations");

            migrationBuilder.DropColumn(
                name: "type",
                table: "declarations");

            migrationBuilder.Sql("""
                ALTER TABLE declarations ALTER COLUMN lane TYPE character varying(40)
                USING CASE lane WHEN 0 THEN 'Green' WHEN 1 THEN 'Blue' WHEN 2 THEN 'Yellow' WHEN 3 THEN 'Red' END;
                """);

            migrationBuilder.CreateIndex(
                name: "ix_declarations_declarant_id_functional_reference_id",
                table: "declarations",
                columns: new[] { "declarant_id", "functional_reference_id" },
                unique: true);
        }
    }
}
