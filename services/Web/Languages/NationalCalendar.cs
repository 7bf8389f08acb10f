using System.Globalization;

namespace Portal.Web.Languages;

/// <summary>Day, month and year as the country counts them.</summary>
internal static class NationalCalendar
{
    public const string Gregorian = "gregorian";

    // Its arithmetic is that of the Solar Hijri calendar; its month names are Iranian, so ours are in the texts.
    private static readonly PersianCalendar SolarHijri = new();

    public static (int Year, int Month, int Day) Parts(DateOnly date, string calendar)
    {
        if (calendar == Gregorian)
            return (date.Year, date.Month, date.Day);
        var moment = date.ToDateTime(TimeOnly.MinValue);
        return (SolarHijri.GetYear(moment), SolarHijri.GetMonth(moment), SolarHijri.GetDayOfMonth(moment));
    }

    /// <summary>The date of the parts, or null where the calendar has no such day.</summary>
    public static DateOnly? Date(int year, int month, int day, string calendar)
    {
        try
        {
            return calendar == Gregorian ? new DateOnly(year, month, day) : DateOnly.FromDateTime(SolarHijri.ToDateTime(year, month, day, 0, 0, 0, 0));
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }
}
