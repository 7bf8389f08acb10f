using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Customs.Migrations
{
    /// <inheritdoc />
    public partial class PersonsOfDeclarations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "persons",
                table: "declarations",
                type: "text",
                nullable: false,
                defaultValue: "[]");

            // What stands already, as near as the database can tell: it does not know the form of a personal number, only which numbers traders have declared under.
            migrationBuilder.Sql("""
                UPDATE declarations SET persons = (
                    SELECT coalesce(json_agg(DISTINCT person), '[]')::text
                    FROM unnest(ARRAY[person_id, data::jsonb->'importer'->>'id', data::jsonb->'exporter'->>'id']) AS person
                    WHERE person = person_id OR (person <> declarant_id AND NOT EXISTS (
                        SELECT FROM declarations other WHERE other.declarant_id = person AND other.person_id IS DISTINCT FROM person)));
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "persons",
                table: "declarations");
        }
    }
}
