using Portal.ServiceDefaults.Http;

namespace Portal.ServiceDefaults.Tests.Http;

public sealed class PagingTests
{
    [Theory]
    [InlineData(null, null, 1, 20)]
    [InlineData("3", "5", 3, 5)]
    [InlineData("۳", "٥", 3, 5)]
    [InlineData("100000", "100", 100_000, 100)]
    public void A_page_is_read_or_the_first_twenty_are_meant(string? page, string? pageSize, int number, int size)
    {
        var faults = new Faults();

        Paging.Read(page, pageSize, faults).ShouldBe(new Paging(number, size));
        faults.Any.ShouldBeFalse();
    }

    [Theory]
    [InlineData("0", null, "page")]
    [InlineData("-1", null, "page")]
    [InlineData("100001", null, "page")]
    [InlineData("99999999999999", null, "page")]
    [InlineData("1.5", null, "page")]
    [InlineData("", null, "page")]
    [InlineData(null, "0", "pageSize")]
    [InlineData(null, "101", "pageSize")]
    [InlineData(null, "ten", "pageSize")]
    public void What_is_no_page_is_a_fault_of_the_parameter(string? page, string? pageSize, string parameter)
    {
        var faults = new Faults();

        Paging.Read(page, pageSize, faults);

        faults.All.ShouldHaveSingleItem().ShouldSatisfyAllConditions(fault => fault.Pointer.ShouldBe(parameter), fault => fault.Code.ShouldBe("out-of-range"));
    }

    [Fact]
    public void Both_parameters_at_fault_are_told_at_once()
    {
        var faults = new Faults();

        Paging.Read("x", "y", faults);

        faults.All.Select(fault => fault.Pointer).ShouldBe(["page", "pageSize"]);
    }

    [Fact]
    public void Pages_hold_every_item_once_and_the_last_may_be_short()
    {
        var pages = Enumerable.Range(1, 4).Select(number => new Paging(number, 10).Take(Enumerable.Range(0, 25))).ToList();

        pages.SelectMany(page => page.Items).ShouldBe(Enumerable.Range(0, 25));
        pages.Select(page => page.Items.Count).ShouldBe([10, 10, 5, 0]);
        pages.ShouldAllBe(page => page.Total == 25);
    }

    [Fact]
    public void A_place_within_one_that_is_at_fault_is_not_judged_again()
    {
        var faults = new Faults();
        faults.Add("/items/1", "wrong-type", "first");

        faults.Add("/items/1/name", "required", "second");
        faults.Add("/items/10", "wrong-type", "third");
        faults.Unless(true, "/items/2", "never", "never");

        faults.All.Select(fault => fault.Detail).ShouldBe(["first", "third"]);
    }
}
