namespace Portal.Customs.Risk;

/// <summary>Selectivity lane of a declaration, least strict first (ASYCUDA).</summary>
public enum RiskLane
{
    /// <summary>Release.</summary>
    Green,

    /// <summary>Release, and audit later.</summary>
    Blue,

    /// <summary>Check the documents.</summary>
    Yellow,

    /// <summary>Examine goods and documents.</summary>
    Red,
}
