using Portal.Customs.Declarations;

namespace Portal.Customs.Tests;

public sealed class MrnTests
{
    private static readonly DateTime Noon = new(2026, 3, 21, 12, 0, 0, DateTimeKind.Utc);

    [Theory, InlineData("AZ"), InlineData("AF"), InlineData("ZZ")]
    public void It_is_the_year_the_country_thirteen_letters_or_digits_and_a_check_digit(string country)
    {
        var mrn = Mrn.Next(country, Noon);

        mrn.ShouldMatch($"^26{country}[0-9A-Z]{{13}}[0-9]$");
        Mrn.CheckDigit(mrn[..17]).ShouldBe(mrn[17]);
    }

    // 2*1 + 6*2 + A(10)*4 + Z(38)*8 = 358; 358 modulo 11 = 6.
    [Fact]
    public void The_check_digit_follows_ISO_6346() => Mrn.CheckDigit("26AZ0000000000000").ShouldBe('6');

    [Fact]
    public void The_check_digit_catches_most_single_mistakes()
    {
        int changed = 0, caught = 0;
        for (var i = 0; i < 100; i++)
        {
            var mrn = Mrn.Next("AZ", Noon.AddSeconds(i));
            for (var place = 0; place < 17; place++)
            {
                foreach (var letter in "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ".Where(letter => letter != mrn[place]))
                {
                    changed++;
                    caught += Mrn.CheckDigit(mrn[..place] + letter + mrn[(place + 1)..17]) == mrn[17] ? 0 : 1;
                }
            }
        }

        ((double)caught / changed).ShouldBeInRange(0.85, 1);
    }

    [Fact]
    public void A_hundred_thousand_are_all_different_and_grow_with_time()
    {
        var mrns = Enumerable.Range(0, 100_000).Select(second => Mrn.Next("AZ", Noon.AddSeconds(second))).ToList();

        mrns.ToHashSet(StringComparer.Ordinal).Count.ShouldBe(100_000);
        mrns.ShouldBe(mrns.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Within_one_second_two_alike_are_rare() =>
        Enumerable.Range(0, 100_000).Select(_ => Mrn.Next("AZ", Noon)).Distinct(StringComparer.Ordinal).Count().ShouldBeGreaterThan(99_950);
}
