namespace RunbookSdk.Facts;

/// <summary>A fact of which more comes than what rules make of it: the session itself follows what is said of it. Others it need not look at.</summary>
internal interface IFollowedFact;
