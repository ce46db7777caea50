namespace RunbookSdk.Tests.Sessions;

/// <summary>A runbook whose rules a test writes where it needs them.</summary>
internal sealed class Book(Action<Book> define) : Runbook
{
    protected override void Define() => define(this);
}
