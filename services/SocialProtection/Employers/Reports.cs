using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Contracts.SocialProtection;
using Portal.ServiceDefaults.CountryPacks;
using Portal.ServiceDefaults.Http;
using Portal.ServiceDefaults.Messaging;
using Portal.ServiceDefaults.Security;
using Portal.SocialProtection.Register;

namespace Portal.SocialProtection.Employers;

/// <summary>Takes reports into the register.</summary>
internal sealed class Reports(SocialProtectionDbContext db, ReportRules check, CountryPack country, Rules.SocialProtectionRules rules, Outbox<SocialProtectionDbContext> outbox, TimeProvider clock)
{
    public async Task<Results<Ok<ReportView>, Problem>> File(Caller caller, DateOnly month, IReadOnlyList<ReportRow> lines, Faults faults)
    {
        if (caller.TraderId is not { } employer || !await db.Employers.AnyAsync(known => known.Id == employer))
            return EmployerRoutes.NotAnEmployer();
        var rows = lines.Count > 0 || !faults.Any ? await check.Check(lines, month, faults) : [];
        if (faults.Any)
            return Problem.Invalid(faults);

        await using var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync() : null;
        // An employer's reports take turns: this changes nothing, and holds the row until the commit.
        await db.Employers.Where(known => known.Id == employer).ExecuteUpdateAsync(row => row.SetProperty(known => known.Name, known => known.Name));
        var digest = ReportRules.DigestOf(rows);
        var report = await db.Reports.FindAsync(employer, month);
        if (report?.Digest == digest)
            return TypedResults.Ok(View(report));
        if (report is null)
            db.Add(report = new EmployerReport { EmployerId = employer, Month = month });

        var before = await db.Contributions.Where(contribution => contribution.EmployerId == employer && contribution.Month == month).Select(contribution => contribution.PersonId).ToListAsync();
        await db.Contributions.Where(contribution => contribution.EmployerId == employer && contribution.Month == month).ExecuteDeleteAsync();
        report.Take(digest, rows.Count, rows.Sum(row => row.Line.InsuredShare + row.Line.EmployerShare), clock.GetUtcNow().UtcDateTime);
        await BulkInsert.Into(db, "contributions", rows.Select(row => new Contribution
        {
            PersonId = row.Line.PersonId, Month = month, EmployerId = employer, Category = row.Line.Category!,
            Earnings = row.Line.Earnings, InsuredShare = row.Line.InsuredShare, EmployerShare = row.Line.EmployerShare,
        }), BulkInsert.Contribution);
        await Employ(rows, before, employer, month);
        outbox.Publish(new PersonRecordsChanged { PersonIds = [.. rows.Select(row => row.Line.PersonId).Union(before)], EmployerIds = [employer] });
        await db.SaveChangesAsync();
        if (own is not null)
            await own.CommitAsync();
        return TypedResults.Ok(View(report));
    }

    public ReportView View(EmployerReport report) => new(report.EmployerId, report.Month, report.Lines, report.Due, report.Paid, country.Currency.Code,
        rules.Contributions.PayableBy(report.Month), report.Revision, report.ReceivedAt);

    /// <summary>
    /// Whoever is reported for the first time has begun to work there that month, and ends on the last day the report tells;
    /// months reported behind it are an employment of their own. A late report moves the beginning back, or stands alone until
    /// the months beside it are reported. A report in the place of another takes back the last days that the other told, and
    /// the employments that only it began. Whoever is reported with an occupation has it from then on. A day that an officer
    /// has corrected stays: no report changes it, or says of a month again what the officer has taken back.
    /// </summary>
    private async Task Employ(List<ReportRow> rows, List<string> before, string employer, DateOnly month)
    {
        var (end, replaced) = (month.AddMonths(1).AddDays(-1), before.ToHashSet(StringComparer.Ordinal));
        var gone = before.Except(rows.Select(row => row.Line.PersonId)).ToList();
        var ids = rows.Select(row => row.Line.PersonId).Concat(gone).ToList();
        var leaving = rows.Where(row => row.Line.LastDay is not null).Select(row => row.Line.PersonId).Concat(gone).ToList();
        var employments = (await db.Set<Employment>().Where(employment => employment.EmployerId == employer && ids.Contains(employment.PersonId)).ToListAsync()).ToLookup(employment => employment.PersonId, StringComparer.Ordinal);
        var corrected = (await db.Corrections.Where(correction => correction.EmploymentId != null && ids.Contains(correction.PersonId)).ToListAsync()).ToLookup(correction => correction.Field, correction => correction.EmploymentId!.Value);
        var (begun, ended) = (corrected[CorrectableField.EmploymentFrom].ToHashSet(), corrected[CorrectableField.EmploymentUntil].ToHashSet());
        var workedOn = (await db.Contributions.Where(contribution => contribution.EmployerId == employer && contribution.Month > end && leaving.Contains(contribution.PersonId))
            .Select(contribution => new { contribution.PersonId, contribution.Month }).ToListAsync()).ToLookup(contribution => contribution.PersonId, contribution => contribution.Month, StringComparer.Ordinal);
        foreach (var line in rows.Select(row => row.Line))
        {
            var known = employments[line.PersonId].OrderBy(employment => employment.From).ToList();
            var inMonth = known.FindAll(one => one.From <= end && !(one.Until < month));
            // Reported before, and yet no employment: an officer has taken it back.
            if (inMonth.Exists(one => ended.Contains(one.Id)) || (inMonth.Count == 0 && replaced.Contains(line.PersonId)))
                continue;
            var employment = known.FindLast(one => one.From <= end && !(one.Until < month.AddDays(-1)) && !ended.Contains(one.Id));
            var later = known.Find(one => one.From > end);
            var until = line.LastDay ?? (later is null ? null : end);
            if (employment is null && later?.From == end.AddDays(1) && line.LastDay is null && !begun.Contains(later.Id))
            {
                employment = later;
                employment.From = month;
            }
            else if (employment is null)
            {
                db.Add(employment = New(line.PersonId, line.Occupation, month, until));
            }
            else if (line.LastDay >= employment.From)
            {
                if (workedOn[line.PersonId].Where(employment.Covers).Min(worked => (DateOnly?)worked) is { } again)
                    db.Add(New(line.PersonId, employment.Occupation, again, employment.Until));
                employment.Until = until;
            }
            else if (line.LastDay is null && (employment.Until < month || (employment.Until <= end && replaced.Contains(line.PersonId))))
            {
                employment.Until = until;
            }

            employment.Occupation = line.Occupation ?? employment.Occupation;
        }

        foreach (var employment in gone.SelectMany(person => employments[person]).Where(employment => !ended.Contains(employment.Id)))
        {
            if (employment.From == month && !begun.Contains(employment.Id))
            {
                if (workedOn[employment.PersonId].Where(employment.Covers).Min(worked => (DateOnly?)worked) is { } first)
                    employment.From = first;
                else
                    db.Remove(employment);
            }
            else if (employment.Until >= month && employment.Until <= end && !employments[employment.PersonId].Any(other => other != employment && !(other.Until <= employment.Until)))
            {
                employment.Until = null;
            }
        }

        Employment New(string person, string? occupation, DateOnly from, DateOnly? until) => new()
        {
            Id = Guid.CreateVersion7(), PersonId = person, EmployerId = employer, Occupation = occupation, From = from, Until = until,
        };
    }
}
