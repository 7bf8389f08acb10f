using Portal.ServiceDefaults.Http;

namespace Portal.SocialProtection.Register;

/// <summary>A person in the fund's register.</summary>
public sealed class InsuredPerson
{
    private readonly List<Certificate> certificates = [];
    private readonly List<Employment> employments = [];
    private readonly List<Benefit> benefits = [];

    private InsuredPerson() { }

    /// <summary>The person's number.</summary>
    public string Id { get; private init; } = "";

    /// <summary>Social insurance number.</summary>
    public string InsuranceNumber { get; private init; } = "";

    /// <summary>Full name as written in the country.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The same in Latin letters, where it is written in others.</summary>
    public string? LatinName { get; private set; }

    /// <summary>Father's name.</summary>
    public string? FatherName { get; private set; }

    /// <summary>Sex, as the pension age may depend on it.</summary>
    public Sex Sex { get; private set; }

    /// <summary>Date of birth.</summary>
    public DateOnly Born { get; private set; }

    /// <summary>All names in folded letters, each word behind a space; what a search looks at.</summary>
    public string SearchName { get; private set; } = "";

    /// <summary>What the fund has certified.</summary>
    public IReadOnlyList<Certificate> Certificates => certificates;

    /// <summary>Where the person has worked.</summary>
    public IReadOnlyList<Employment> Employments => employments;

    /// <summary>What the person receives or received.</summary>
    public IReadOnlyList<Benefit> Benefits => benefits;

    internal static InsuredPerson Enter(string id, string insuranceNumber, string name, string? latinName, string? fatherName, Sex sex, DateOnly born)
    {
        var person = new InsuredPerson { Id = id, InsuranceNumber = insuranceNumber, Name = name, LatinName = latinName, FatherName = fatherName, Sex = sex, Born = born };
        person.FoldNames();
        return person;
    }

    internal void Rename(string name, string? latinName, string? fatherName)
    {
        (Name, LatinName, FatherName) = (name, latinName, fatherName);
        FoldNames();
    }

    internal void CorrectBirth(DateOnly born) => Born = born;

    private void FoldNames() => SearchName = SearchText.Fold($"{Name} {FatherName} {LatinName}");
}

/// <summary>Sex as registered at birth.</summary>
public enum Sex
{
    /// <summary>Female.</summary>
    Female,

    /// <summary>Male.</summary>
    Male,
}
