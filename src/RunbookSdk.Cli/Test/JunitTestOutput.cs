using System.Globalization;
using System.Text;
using System.Xml;
using RunbookSdk.Diagnostics;
using RunbookSdk.Testing.Scenarios;

namespace RunbookSdk.Cli.Test;

/// <summary>
/// JUnit's XML, as CI systems read it: a suite for each file, a case for each scenario. What kept scenarios from being run is a case with an error
/// in a suite of its own, for who reads only this file would else see nothing that is wrong.
/// </summary>
internal sealed class JunitTestOutput(TextWriter output, TimeProvider time) : TestOutput
{
    private const string Tool = "runbook test";
    private readonly List<(string File, List<(ScenarioResult Result, TimeSpan Took)> Cases)> suites = [];
    private readonly DateTimeOffset began = time.GetUtcNow();

    public override void Begin(string file, int scenarios) => suites.Add((file, []));

    public override void Print(ScenarioResult result, TimeSpan took) => suites[^1].Cases.Add((result, took));

    public override void End(TestSummary summary)
    {
        var errors = summary.Problems;
        using (var xml = XmlWriter.Create(output, new XmlWriterSettings { Indent = true, NewLineChars = "\n", Encoding = Encoding.UTF8, CloseOutput = false }))
        {
            xml.WriteStartElement("testsuites");
            Counts(xml, Tool, summary.Passed + summary.Failed + errors.Count, summary.Failed, errors.Count, TimeSpan.FromTicks(suites.Sum(s => s.Cases.Sum(c => c.Took.Ticks))));
            foreach (var (file, cases) in suites) Write(xml, file, cases);
            if (errors.Count > 0) Write(xml, errors);
            xml.WriteEndElement();
        }

        output.WriteLine();
    }

    private void Write(XmlWriter xml, string file, List<(ScenarioResult Result, TimeSpan Took)> cases)
    {
        xml.WriteStartElement("testsuite");
        Counts(xml, file, cases.Count, cases.Count(c => !c.Result.IsPassed), 0, TimeSpan.FromTicks(cases.Sum(c => c.Took.Ticks)));
        xml.WriteAttributeString("timestamp", began.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture));
        foreach (var (result, took) in cases) Write(xml, file, result, took);
        xml.WriteEndElement();
    }

    private static void Write(XmlWriter xml, string file, ScenarioResult result, TimeSpan took)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", Legal(file));
        xml.WriteAttributeString("name", Legal(result.Scenario.Name));
        xml.WriteAttributeString("file", Legal(file));
        xml.WriteAttributeString("line", result.Scenario.Location.Line.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("time", Seconds(took));
        if (!result.IsPassed)
        {
            xml.WriteStartElement("failure");
            xml.WriteAttributeString("message", Legal(result.Failures[0].Message));
            xml.WriteString(Legal(string.Join("\n", result.Failures)));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Write(XmlWriter xml, IReadOnlyList<Diagnostic> errors)
    {
        xml.WriteStartElement("testsuite");
        Counts(xml, Tool, errors.Count, 0, errors.Count, TimeSpan.Zero);
        foreach (var problem in errors)
        {
            xml.WriteStartElement("testcase");
            xml.WriteAttributeString("classname", Legal(problem.Location.File));
            xml.WriteAttributeString("name", Legal(problem.ToString()));
            xml.WriteAttributeString("time", Seconds(TimeSpan.Zero));
            xml.WriteStartElement("error");
            xml.WriteAttributeString("type", problem.Code);
            xml.WriteAttributeString("message", Legal(problem.Message));
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Counts(XmlWriter xml, string name, int tests, int failures, int errors, TimeSpan took)
    {
        xml.WriteAttributeString("name", Legal(name));
        xml.WriteAttributeString("tests", tests.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("failures", failures.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("errors", errors.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("time", Seconds(took));
    }

    private static string Seconds(TimeSpan took) => took.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>A reason may hold what XML cannot.</summary>
    private static string Legal(string text) => string.Concat(text.EnumerateRunes().Select(r =>
        r.Value is '\t' or '\n' or '\r' || r.Value is >= 0x20 and not (0xFFFE or 0xFFFF) ? r.ToString() : "\uFFFD"));
}
