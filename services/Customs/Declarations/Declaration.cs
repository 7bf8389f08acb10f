using System.Text.Json;
using Portal.Customs.Duties;
using Portal.Customs.Risk;
using Portal.ServiceDefaults.CountryPacks;
using Portal.ServiceDefaults.Http;
using Portal.ServiceDefaults.Security;

namespace Portal.Customs.Declarations;

/// <summary>A customs declaration on its way from lodging to clearance. Every step it takes is a verb here.</summary>
public sealed class Declaration
{
    private readonly List<Notification> notifications = [];

    private Declaration() { }

    /// <summary>Movement reference number.</summary>
    public string Mrn { get; private init; } = "";

    /// <summary>Trader, or person for a private importer, who answers for it.</summary>
    public string DeclarantId { get; private init; } = "";

    /// <summary>The person who lodged it; claims of relief are about this person.</summary>
    public string? PersonId { get; private init; }

    /// <summary>Whose data it holds, by personal number: who lodged it, and importer and exporter where they are no traders.</summary>
    public IReadOnlyList<string> Persons { get; private set; } = [];

    /// <summary>The declarant's own reference.</summary>
    public string FunctionalReferenceId { get; private init; } = "";

    /// <summary>The declarant's name, where one of the parties is the declarant.</summary>
    public string? DeclarantName { get; private set; }

    /// <summary>Import, export or transit.</summary>
    public DeclarationType Type { get; private init; }

    /// <summary>Requested and previous procedure.</summary>
    public string ProcedureCode { get; private set; } = "";

    /// <summary>Number of goods items.</summary>
    public int GoodsItemCount { get; private set; }

    /// <summary>Office that handles it.</summary>
    public string CustomsOffice { get; private set; } = "";

    /// <summary>What was declared.</summary>
    public DeclarationData Data { get; private set; } = new();

    /// <summary>1 as lodged; one more with every amendment.</summary>
    public int Revision { get; private set; } = 1;

    /// <summary>Where it stands.</summary>
    public DeclarationStatus Status { get; private set; }

    /// <summary>When it came to stand there (UTC).</summary>
    public DateTime StatusSince { get; private set; }

    /// <summary>Lane in force; null until assessed.</summary>
    public RiskLane? Lane { get; private set; }

    /// <summary>When it was lodged (UTC).</summary>
    public DateTime LodgedAt { get; private init; }

    /// <summary>The legal day of that.</summary>
    public DateOnly LodgedOn { get; private init; }

    /// <summary>When it was first accepted (UTC); its day fixes the exchange rate.</summary>
    public DateTime? AcceptedAt { get; private set; }

    /// <summary>When the goods were released (UTC).</summary>
    public DateTime? ReleasedAt { get; private set; }

    /// <summary>From lodging to release.</summary>
    public int? SecondsToRelease { get; private set; }

    /// <summary>National currency, of all goods; null until assessed.</summary>
    public decimal? CustomsValue { get; private set; }

    /// <summary>Chapter of the tariff of the goods item of greatest customs value; null until assessed.</summary>
    public string? Chapter { get; private set; }

    /// <summary>What is due.</summary>
    public Assessment? Assessment { get; private set; }

    /// <summary>Why it got its lane.</summary>
    public RiskVerdict? Risk { get; private set; }

    /// <summary>Facts other agencies were asked for, with their answers.</summary>
    public IReadOnlyList<ConfirmationState> Confirmations { get; private set; } = [];

    /// <summary>Revision whose duties have been debited; 0 when none.</summary>
    public int PaidRevision { get; private set; }

    /// <summary>Documents the officer asked for and has not got yet.</summary>
    public IReadOnlyList<string> MissingDocuments { get; private set; } = [];

    /// <summary>They must be there by then (UTC).</summary>
    public DateTime? DocumentsDeadline { get; private set; }

    /// <summary>What officers decided, in order.</summary>
    public IReadOnlyList<Decision> Decisions { get; private set; } = [];

    /// <summary>How many notifications there are.</summary>
    public int NotificationCount { get; private set; }

    /// <summary>Notifications of this unit of work.</summary>
    public IReadOnlyList<Notification> Notifications => notifications;

    /// <summary>Whether its duties have been debited.</summary>
    public bool IsPaid => PaidRevision == Revision;

    /// <summary>What an officer may decide now.</summary>
    internal IReadOnlyList<OfficerAction> OpenToOfficers => [.. Enum.GetValues<OfficerAction>().Where(May)];

    /// <summary>What the declarant may do now.</summary>
    internal IReadOnlyList<DeclarantAction> OpenToDeclarant => [.. Enum.GetValues<DeclarantAction>().Where(May)];

    private bool IsFinal => Status is DeclarationStatus.Released or DeclarationStatus.Cleared or DeclarationStatus.Rejected or DeclarationStatus.Cancelled;

    private bool May(OfficerAction action) => action switch
    {
        OfficerAction.DocumentaryCheck => Status is DeclarationStatus.UnderDocumentaryCheck or DeclarationStatus.Released,
        OfficerAction.Examination => Status is DeclarationStatus.UnderExamination,
        OfficerAction.DocumentsRequest => Status is DeclarationStatus.UnderDocumentaryCheck or DeclarationStatus.UnderExamination or DeclarationStatus.DocumentsRequested,
        OfficerAction.Lane => !IsFinal && Lane < RiskLane.Red,
        OfficerAction.Release => Status is DeclarationStatus.Checked,
        _ => !IsFinal,
    };

    private bool May(DeclarantAction action) => action switch
    {
        DeclarantAction.Amendment => !IsFinal && Status is not (DeclarationStatus.UnderExamination or DeclarationStatus.Checked or DeclarationStatus.DocumentsRequested),
        DeclarantAction.Cancellation => !IsFinal && Status is not DeclarationStatus.UnderExamination,
        _ => !IsFinal || Status == DeclarationStatus.Released,
    };

    internal static Declaration Lodge(string mrn, string declarantId, string? personId, DeclarationData data, CountryPack country, DateTime now)
    {
        var declaration = new Declaration
        {
            Mrn = mrn, DeclarantId = declarantId, PersonId = personId, FunctionalReferenceId = data.FunctionalReferenceId, Type = data.Type,
            LodgedAt = now, LodgedOn = country.DayOf(now), Status = DeclarationStatus.Registered, StatusSince = now,
        };
        declaration.Declare(data, country);
        declaration.Notify(NotificationCode.Rcv, now);
        return declaration;
    }

    internal void AwaitConfirmations(IEnumerable<Confirmation> asked, DateTime now)
    {
        Confirmations = [.. asked.Select(confirmation => new ConfirmationState { Institution = confirmation.Institution, Question = confirmation.Question, AskedAt = now })];
        Become(DeclarationStatus.AwaitingConfirmation, now);
        foreach (var confirmation in Confirmations)
            Notify(NotificationCode.Qry, now, $"asked:{confirmation.Institution}");
    }

    /// <summary>The answer is late; the declaration goes on waiting, and says so once.</summary>
    internal void NoteLateConfirmation(DateTime now)
    {
        if (Status != DeclarationStatus.AwaitingConfirmation || Confirmations.All(confirmation => confirmation.IsLate || confirmation.Holds is not null))
            return;
        foreach (var late in Confirmations.Where(confirmation => confirmation.Holds is null))
            Notify(NotificationCode.Qry, now, $"waiting-for:{late.Institution}");
        Confirmations = [.. Confirmations.Select(confirmation => confirmation with { IsLate = confirmation.Holds is null })];
    }

    /// <summary>Notes an answer; true when it was the last one missing. A repeated or unasked answer changes nothing.</summary>
    internal bool NoteAnswer(string question, bool holds, string? reason, DateTime now)
    {
        if (Status != DeclarationStatus.AwaitingConfirmation || !Confirmations.Any(confirmation => confirmation.Question == question && confirmation.Holds is null))
            return false;
        Confirmations = [.. Confirmations.Select(confirmation => confirmation.Question == question ? confirmation with { Holds = holds, Reason = reason, AnsweredAt = now } : confirmation)];
        if (!holds)
            Notify(NotificationCode.Qry, now, $"relief-not-confirmed:{reason}");
        return Confirmations.All(confirmation => confirmation.Holds is not null);
    }

    /// <summary>Accepts the declaration and tells what is due.</summary>
    internal void Assess(Assessment assessment, RiskVerdict verdict, DateTime now)
    {
        if (AcceptedAt is null)
            Notify(NotificationCode.Acc, now);
        AcceptedAt ??= now;
        Assessment = assessment;
        CustomsValue = assessment.CustomsValue;
        Chapter = assessment.Items.MaxBy(item => item.CustomsValue)?.CommodityCode[..2];
        Risk = verdict;
        Lane = Lane > verdict.Lane ? Lane : verdict.Lane;
        Notify(NotificationCode.Tax, now, amount: assessment.Total);
    }

    internal void NoteShortage(DateTime now)
    {
        if (Status != DeclarationStatus.AwaitingPayment)
            Notify(NotificationCode.Cpi, now, amount: Assessment!.Total);
        Become(DeclarationStatus.AwaitingPayment, now);
    }

    /// <summary>The duties are paid; the lane decides what comes next.</summary>
    internal void NotePaid(DateTime now)
    {
        PaidRevision = Revision;
        EnterLane(now);
    }

    internal void Amend(DeclarationData data, string reason, CountryPack country, DateTime now)
    {
        if (IsFinal)
            throw new Refusal("declaration-closed", "The declaration is closed; it cannot be amended.");
        if (!May(DeclarantAction.Amendment))
            throw new Refusal("amendment-not-permitted", "Customs has begun to check this declaration; it can no longer be amended.");
        Declare(data, country);
        Revision++;
        Confirmations = [];
        Become(DeclarationStatus.Registered, now);
        Notify(NotificationCode.Res, now, remark: reason);
        Notify(NotificationCode.Req, now, "granted");
    }

    internal void Cancel(string reason, DateTime now)
    {
        if (IsFinal)
            throw new Refusal("declaration-closed", "The declaration is closed; it cannot be cancelled.");
        if (!May(DeclarantAction.Cancellation))
            throw new Refusal("cancellation-not-permitted", "The goods are being examined; the declaration cannot be cancelled now.");
        Close(DeclarationStatus.Cancelled, now);
        Notify(NotificationCode.Inv, now, remark: reason);
    }

    internal void RecordDocumentaryCheck(bool conforms, string remark, Caller officer, DateTime now)
    {
        Require(OfficerAction.DocumentaryCheck);

        // In the blue lane the check is the audit after release.
        if (Status == DeclarationStatus.Released)
        {
            Decide("audit", conforms ? "conforms" : "findings", remark, officer, now);
            Become(DeclarationStatus.Cleared, now);
            Notify(NotificationCode.Cle, now, conforms ? null : "audit-findings", remark);
            return;
        }

        Decide("documentary-check", conforms ? "conforms" : "findings", remark, officer, now);
        Conclude(conforms, remark, now);
    }

    internal void RecordExamination(bool conforms, string remark, Caller officer, DateTime now)
    {
        Require(OfficerAction.Examination);
        Decide("examination", conforms ? "conforms" : "findings", remark, officer, now);
        Conclude(conforms, remark, now);
    }

    internal void RequestDocuments(IReadOnlyList<string> documents, DateTime deadline, string remark, Caller officer, DateTime now)
    {
        Require(OfficerAction.DocumentsRequest);
        Decide("documents-request", string.Join(',', documents), remark, officer, now, deadline);
        MissingDocuments = documents;
        DocumentsDeadline = deadline;
        Become(DeclarationStatus.DocumentsRequested, now);
        Notify(NotificationCode.Doc, now, string.Join(',', documents), remark, deadline: deadline);
    }

    internal void NoteDocument(string code, DateTime now)
    {
        if (!May(DeclarantAction.Document))
            throw new Refusal("declaration-closed", "The declaration is closed; documents are no longer taken.");
        MissingDocuments = [.. MissingDocuments.Where(missing => missing != code)];
        if (Status == DeclarationStatus.DocumentsRequested && MissingDocuments.Count == 0)
            ReturnToCheck(now);
    }

    /// <summary>The deadline has come. A timer that was overtaken (documents came, a new deadline) changes nothing.</summary>
    internal bool LapseIfDocumentsMissing(DateTime deadline, DateTime now)
    {
        if (Status != DeclarationStatus.DocumentsRequested || DocumentsDeadline != deadline)
            return false;
        Close(DeclarationStatus.Rejected, now);
        Notify(NotificationCode.Rej, now, "documents-not-provided");
        return true;
    }

    internal void MoveToStricterLane(RiskLane lane, string reason, Caller officer, DateTime now)
    {
        if (IsFinal || Lane is null)
            throw new Refusal("lane-change-not-permitted", "The lane can be changed only between assessment and release.");
        if (lane <= Lane)
            throw new Refusal("lane-not-stricter", "A declaration can only be moved to a stricter lane.");
        Decide("lane", lane.ToString().ToLowerInvariant(), reason, officer, now);
        Lane = lane;
        if (IsPaid && Status != DeclarationStatus.DocumentsRequested)
            EnterLane(now);
    }

    internal void Release(string remark, Caller officer, DateTime now)
    {
        Require(OfficerAction.Release);
        Decide("release", "released", remark, officer, now);
        LetGo(now);
    }

    internal void Reject(string reason, Caller officer, DateTime now)
    {
        if (IsFinal)
            throw new Refusal("declaration-closed", "The declaration is closed already.");
        Decide("reject", "rejected", reason, officer, now);
        Close(DeclarationStatus.Rejected, now);
        Notify(NotificationCode.Rej, now, "rejected-by-officer", reason);
    }

    private void EnterLane(DateTime now)
    {
        switch (Lane)
        {
            case RiskLane.Green or RiskLane.Blue:
                LetGo(now);
                break;
            case RiskLane.Yellow:
                Become(DeclarationStatus.UnderDocumentaryCheck, now);
                break;
            default:
                Become(DeclarationStatus.UnderExamination, now);
                Notify(NotificationCode.Ctl, now);
                break;
        }
    }

    private void LetGo(DateTime now)
    {
        ReleasedAt = now;
        SecondsToRelease = (int)(now - LodgedAt).TotalSeconds;
        Become(DeclarationStatus.Released, now);
        Notify(NotificationCode.Rog, now);
        if (Lane == RiskLane.Blue)
            return;
        Become(DeclarationStatus.Cleared, now);
        Notify(NotificationCode.Cle, now);
    }

    private void Conclude(bool conforms, string remark, DateTime now)
    {
        if (conforms)
            Become(DeclarationStatus.Checked, now);
        else
            Notify(NotificationCode.Qry, now, "findings", remark);
    }

    private void ReturnToCheck(DateTime now)
    {
        DocumentsDeadline = null;
        Become(Lane == RiskLane.Red ? DeclarationStatus.UnderExamination : DeclarationStatus.UnderDocumentaryCheck, now);
    }

    private void Close(DeclarationStatus status, DateTime now)
    {
        Become(status, now);
        MissingDocuments = [];
        DocumentsDeadline = null;
    }

    private void Become(DeclarationStatus status, DateTime now)
    {
        if (Status != status)
            StatusSince = now;
        Status = status;
    }

    /// <summary>Takes what was declared, with what lists show and search of it.</summary>
    private void Declare(DeclarationData data, CountryPack country)
    {
        Data = data;
        CustomsOffice = data.CustomsOffice;
        ProcedureCode = data.ProcedureCode;
        GoodsItemCount = data.GoodsItems.Count;
        DeclarantName = new[] { data.Importer, data.Exporter }.FirstOrDefault(party => party.Id is not null && (party.Id == DeclarantId || party.Id == PersonId))?.Name;
        Persons = [.. new[] { data.Importer.Id, data.Exporter.Id }.OfType<string>().Select(country.PersonId.Canonical).Prepend(PersonId).OfType<string>().Distinct()];
    }

    private void Require(OfficerAction action)
    {
        if (!May(action))
            throw new Refusal("wrong-status", $"This cannot be done while the declaration is {JsonNamingPolicy.KebabCaseLower.ConvertName(Status.ToString())}.");
    }

    /// <summary>A decision that left the status as it was could be sent twice by accident; in the same words it is taken for the same.</summary>
    private void Decide(string kind, string outcome, string remark, Caller officer, DateTime now, DateTime? deadline = null)
    {
        var decision = new Decision(kind, outcome, remark, officer.Subject, now, deadline, officer.Name);
        if (Decisions is [.., var last] && last.At >= StatusSince && last.IsSameAs(decision))
            throw new Refusal("decision-already-made", "You have made this very decision already.");
        Decisions = [.. Decisions, decision];
    }

    private void Notify(NotificationCode code, DateTime now, string? reason = null, string? remark = null, decimal? amount = null, DateTime? deadline = null) =>
        notifications.Add(new Notification { Mrn = Mrn, Sequence = ++NotificationCount, Code = code, At = now, Reason = reason, Remark = remark, Amount = amount, Deadline = deadline });
}

/// <summary>A fact asked of another agency.</summary>
public sealed record ConfirmationState
{
    /// <summary>Service name of the institution asked.</summary>
    public required string Institution { get; init; }

    /// <summary>What was asked.</summary>
    public required string Question { get; init; }

    /// <summary>When (UTC).</summary>
    public required DateTime AskedAt { get; init; }

    /// <summary>Whether the answer took longer than expected.</summary>
    public bool IsLate { get; init; }

    /// <summary>The answer; absent until it comes.</summary>
    public bool? Holds { get; init; }

    /// <summary>Why not.</summary>
    public string? Reason { get; init; }

    /// <summary>When the answer came (UTC).</summary>
    public DateTime? AnsweredAt { get; init; }
}

/// <summary>What an officer decided.</summary>
/// <param name="Kind">Which decision: <c>documentary-check</c>, <c>audit</c>, <c>examination</c>, <c>documents-request</c>, <c>lane</c>, <c>release</c>, <c>reject</c>.</param>
/// <param name="Outcome">How it fell: <c>conforms</c>, <c>findings</c>; document types with commas between; the lane; <c>released</c>, <c>rejected</c>.</param>
/// <param name="Remark">The officer's words.</param>
/// <param name="Officer">Subject of the officer's token.</param>
/// <param name="At">When (UTC).</param>
/// <param name="Deadline">The documents must be there by then (UTC).</param>
/// <param name="OfficerName">The officer's name, as it was then.</param>
public sealed record Decision(string Kind, string Outcome, string Remark, string Officer, DateTime At, DateTime? Deadline = null, string? OfficerName = null)
{
    /// <summary>Whether it is the same but for the moment; a deadline is the same when it is as many days ahead.</summary>
    internal bool IsSameAs(Decision other) => this with { At = other.At, Deadline = other.Deadline } == other && DaysAhead == other.DaysAhead;

    private int? DaysAhead => Deadline is { } deadline ? (int)Math.Round((deadline - At).TotalDays) : null;
}

/// <summary>What an officer may decide: each is an operation of the same name under the declaration.</summary>
public enum OfficerAction
{
    /// <summary>Record the check of the documents, or the audit after release.</summary>
    DocumentaryCheck,

    /// <summary>Record the examination of the goods.</summary>
    Examination,

    /// <summary>Ask for documents.</summary>
    DocumentsRequest,

    /// <summary>Move to a stricter lane.</summary>
    Lane,

    /// <summary>Release the goods.</summary>
    Release,

    /// <summary>Reject the declaration.</summary>
    Rejection,
}

/// <summary>What a declarant may do.</summary>
public enum DeclarantAction
{
    /// <summary>Correct the declaration.</summary>
    Amendment,

    /// <summary>Withdraw it.</summary>
    Cancellation,

    /// <summary>Hand in a document.</summary>
    Document,
}
