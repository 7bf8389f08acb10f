using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.SocialProtection.Migrations
{
    /// <inheritdoc />
    public partial class BenefitEnds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "ended",
                table: "benefits",
                type: "text",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "ended",
                table: "benefits");
        }
    }
}
