namespace Portal.Customs.Declarations;

/// <summary>Where a declaration stands.</summary>
public enum DeclarationStatus
{
    /// <summary>Received and numbered.</summary>
    Registered,

    /// <summary>Waits for another agency's answer.</summary>
    AwaitingConfirmation,

    /// <summary>Assessed; the deposit account is short.</summary>
    AwaitingPayment,

    /// <summary>An officer reads the documents (yellow lane).</summary>
    UnderDocumentaryCheck,

    /// <summary>An officer examines the goods (red lane).</summary>
    UnderExamination,

    /// <summary>The declarant must hand in documents.</summary>
    DocumentsRequested,

    /// <summary>Checked without findings; an officer releases it.</summary>
    Checked,

    /// <summary>The goods may go; an audit follows (blue lane).</summary>
    Released,

    /// <summary>Finished.</summary>
    Cleared,

    /// <summary>Refused by customs.</summary>
    Rejected,

    /// <summary>Withdrawn by the declarant.</summary>
    Cancelled,
}
