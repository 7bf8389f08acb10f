namespace Portal.Customs.Declarations;

/// <summary>What the declarant is told, in order and without gaps.</summary>
public sealed class Notification
{
    /// <summary>Movement reference number.</summary>
    public required string Mrn { get; init; }

    /// <summary>1, 2, 3, ...</summary>
    public required int Sequence { get; init; }

    /// <summary>What happened.</summary>
    public required NotificationCode Code { get; init; }

    /// <summary>When (UTC).</summary>
    public required DateTime At { get; init; }

    /// <summary>More about it for programs: a reason code, or what was asked for.</summary>
    public string? Reason { get; init; }

    /// <summary>An officer's own words.</summary>
    public string? Remark { get; init; }

    /// <summary>An amount in national currency.</summary>
    public decimal? Amount { get; init; }

    /// <summary>Something is to be done by then (UTC).</summary>
    public DateTime? Deadline { get; init; }
}

/// <summary>Notification codes as HM Revenue &amp; Customs uses them.</summary>
public enum NotificationCode
{
    /// <summary>Registered.</summary>
    Rcv,

    /// <summary>Accepted.</summary>
    Acc,

    /// <summary>Rejected.</summary>
    Rej,

    /// <summary>Documents demanded.</summary>
    Doc,

    /// <summary>Physical examination.</summary>
    Ctl,

    /// <summary>Corrected.</summary>
    Res,

    /// <summary>Duties notified.</summary>
    Tax,

    /// <summary>Insufficient funds.</summary>
    Cpi,

    /// <summary>Released.</summary>
    Rog,

    /// <summary>Cleared.</summary>
    Cle,

    /// <summary>Cancelled.</summary>
    Inv,

    /// <summary>Verdict on an amendment.</summary>
    Req,

    /// <summary>Query.</summary>
    Qry,
}
