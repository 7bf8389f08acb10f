using System.Globalization;
using CsCheck;
using Portal.Web.Languages;

namespace Portal.Web.Tests;

/// <summary>Days in the country's calendar; in Afghanistan the Solar Hijri one, with the months' Afghan names.</summary>
public sealed class CalendarTests
{
    private const string SolarHijri = "solar-hijri";

    /// <summary>New years and the last days of leap years are known from almanacs.</summary>
    [Theory]
    [InlineData("2021-03-20", 1399, 12, 30)]
    [InlineData("2021-03-21", 1400, 1, 1)]
    [InlineData("2024-03-19", 1402, 12, 29)]
    [InlineData("2024-03-20", 1403, 1, 1)]
    [InlineData("2025-03-20", 1403, 12, 30)]
    [InlineData("2025-03-21", 1404, 1, 1)]
    [InlineData("2026-03-20", 1404, 12, 29)]
    [InlineData("2026-03-21", 1405, 1, 1)]
    [InlineData("2026-09-22", 1405, 6, 31)]
    [InlineData("2026-09-23", 1405, 7, 1)]
    [InlineData("1979-02-11", 1357, 11, 22)]
    public void A_day_is_counted_as_almanacs_count_it(string gregorian, int year, int month, int day)
    {
        var date = DateOnly.ParseExact(gregorian, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        NationalCalendar.Parts(date, SolarHijri).ShouldBe((year, month, day));
        NationalCalendar.Date(year, month, day, SolarHijri).ShouldBe(date);
    }

    [Theory]
    [InlineData(SolarHijri, 1404, 12, 30)]
    [InlineData(SolarHijri, 1403, 7, 31)]
    [InlineData(SolarHijri, 1403, 13, 1)]
    [InlineData(SolarHijri, 0, 1, 1)]
    [InlineData(SolarHijri, 99999, 1, 1)]
    [InlineData(NationalCalendar.Gregorian, 2026, 2, 29)]
    [InlineData(NationalCalendar.Gregorian, 2026, 13, 1)]
    [InlineData(NationalCalendar.Gregorian, 0, 0, 0)]
    public void A_day_that_the_calendar_does_not_have_is_no_date(string calendar, int year, int month, int day) =>
        NationalCalendar.Date(year, month, day, calendar).ShouldBeNull();

    [Fact]
    public void Every_day_comes_back_from_its_parts() => Gen.Select(Gen.Int[0, 80_000], Gen.Bool).Sample((days, solar) =>
    {
        var (date, calendar) = (new DateOnly(1900, 1, 1).AddDays(days), solar ? SolarHijri : NationalCalendar.Gregorian);
        var (year, month, day) = NationalCalendar.Parts(date, calendar);
        return NationalCalendar.Date(year, month, day, calendar) == date;
    }, iter: 2000);

    [Theory]
    [InlineData("af", "fa", "۱ حمل ۱۴۰۵")]
    [InlineData("af", "ps", "۱ وری ۱۴۰۵")]
    [InlineData("af", "en", "1 Hamal 1405")]
    [InlineData("az", "en", "21 March 2026")]
    [InlineData("az", "az", "21 mart 2026")]
    [InlineData("az", "fa", "۲۱ مارچ ۲۰۲۶")]
    public void A_date_is_said_in_the_countrys_calendar(string country, string language, string said) =>
        Speech.On(language, country).Date(new DateOnly(2026, 3, 21)).ShouldBe(said);

    /// <summary>Employers report by the months of the Gregorian calendar; most of March lies in Hut.</summary>
    [Theory]
    [InlineData("af", "fa", "حوت ۱۴۰۴ (مارچ ۲۰۲۶)")]
    [InlineData("af", "ps", "کب ۱۴۰۴ (مارچ ۲۰۲۶)")]
    [InlineData("af", "en", "Hut 1404 (March 2026)")]
    [InlineData("az", "az", "mart 2026")]
    public void A_month_is_said_in_the_countrys_calendar_and_by_its_own_name(string country, string language, string said) =>
        Speech.On(language, country).MonthOf(new DateOnly(2026, 3, 1)).ShouldBe(said);

    [Fact]
    public void The_months_have_their_Afghan_names()
    {
        Months("fa").ShouldBe(["حمل", "ثور", "جوزا", "سرطان", "اسد", "سنبله", "میزان", "عقرب", "قوس", "جدی", "دلو", "حوت"]);
        Months("ps").ShouldBe(["وری", "غویی", "غبرګولی", "چنګاښ", "زمری", "وږی", "تله", "لړم", "لیندۍ", "مرغومی", "سلواغه", "کب"]);

        static IEnumerable<string> Months(string language) => Enumerable.Range(1, 12).Select(Speech.On(language, "af").Month);
    }

    [Fact]
    public void Where_it_matters_the_Gregorian_date_stands_beside_it()
    {
        Speech.On("fa", "af").Date(new DateOnly(2025, 3, 20), both: true).ShouldBe("۳۰ حوت ۱۴۰۳ (۲۰ مارچ ۲۰۲۵)");
        Speech.On("az").Date(new DateOnly(2025, 3, 20), both: true).ShouldBe("20 mart 2025");
    }

    [Fact]
    public void The_day_is_that_of_the_country_and_not_of_the_server()
    {
        var lateInTheEvening = new DateTime(2026, 3, 20, 19, 45, 0, DateTimeKind.Utc);
        Speech.On("en", "af").Moment(lateInTheEvening).ShouldBe("1 Hamal 1405, 00:15");
        Speech.On("en").Moment(lateInTheEvening).ShouldBe("20 March 2026, 23:45");
    }
}
