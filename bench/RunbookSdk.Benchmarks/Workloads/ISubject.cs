namespace RunbookSdk.Benchmarks.Workloads;

/// <summary>Something that takes facts one at a time and knows which matches stand: our session, hand-written code, another engine.</summary>
internal interface ISubject
{
    /// <summary>Takes one fact; says how many matches began or ended by it.</summary>
    int Update(object fact);
}
