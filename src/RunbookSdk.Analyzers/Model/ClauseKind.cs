namespace RunbookSdk.Analyzers.Model;

/// <summary>What a call says in a query.</summary>
internal enum ClauseKind
{
    /// <summary><c>Facts&lt;T&gt;()</c>.</summary>
    Facts,

    /// <summary><c>InstancesOf(lifecycle)</c>.</summary>
    Instances,

    /// <summary><c>Over(fact, window)</c>, and <c>.Over(window)</c> of a source.</summary>
    Over,

    /// <summary><c>.MaxAge(age)</c>.</summary>
    MaxAge,

    /// <summary><c>where</c>.</summary>
    Where,

    /// <summary><c>.RaisedWhen(...)</c>.</summary>
    RaisedWhen,

    /// <summary><c>.ClearedWhen(...)</c>.</summary>
    ClearedWhen,

    /// <summary><c>select</c>, and <c>let</c>.</summary>
    Select,

    /// <summary>A further <c>from</c>.</summary>
    SelectMany,

    /// <summary><c>join</c>.</summary>
    Join,

    /// <summary><c>group by</c>.</summary>
    GroupBy,

    /// <summary><c>.Any(...)</c>, <c>.Count(...)</c>, <c>.Sum(...)</c> and so on: what a source is asked.</summary>
    Question,
}
