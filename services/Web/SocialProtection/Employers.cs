namespace Portal.Web.SocialProtection;

/// <summary>An employer, as the fund tells it to whoever acts for it or to an officer.</summary>
public sealed record Employer(string Id, string Name, int Employees, string Currency, decimal Arrears);

/// <summary>What an employer reported for a month.</summary>
public sealed record EmployerReport(string EmployerId, DateOnly Month, int Lines, decimal Due, decimal Paid, string Currency, DateOnly PayableBy, int Revision, DateTime ReceivedAt);
