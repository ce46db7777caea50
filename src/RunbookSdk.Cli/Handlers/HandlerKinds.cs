using RunbookSdk.Actions;
using RunbookSdk.Diagnostics;
using RunbookSdk.Hosting;
using RunbookSdk.Hosting.Alertmanager;
using RunbookSdk.Hosting.Handlers;
using RunbookSdk.Testing.Scenarios;
using RunbookSdk.Testing.Scenarios.Reading;

namespace RunbookSdk.Cli.Handlers;

/// <summary>What each kind of handler is told in a file.</summary>
internal static class HandlerKinds
{
    private static readonly SortedDictionary<string, Action<string, Fields, Action<HandlerOptions>, HandlerReading>> Kinds = new(StringComparer.Ordinal)
    {
        ["alertmanager-alerts"] = Alerts,
        ["alertmanager-silences"] = Silences,
        ["file"] = Append,
        ["process"] = Run,
        ["slack"] = Slack,
        ["statuspage"] = Statuspage,
        ["webhook"] = Webhook,
    };

    /// <summary>Adds a handler.</summary>
    public static void Read(YamlField handler, HandlerReading reading)
    {
        if (Fields.Of(handler.Value, $"the handler '{handler.Name}'", reading.Problems) is not { } fields) return;
        var before = reading.Problems.Count;
        var type = fields.RequiredText("type");
        var options = Options(fields, reading);
        if (type is not null && Kinds.TryGetValue(type.Text, out var read)) read(handler.Name, fields, options, reading);
        else if (type is not null) reading.Problems.Add(Unknown(type));
        if (type is not null && (Kinds.ContainsKey(type.Text) || reading.Problems.Count == before)) fields.Finish();
    }

    private static Diagnostic Unknown(YamlText type) => ScenarioProblems.WrongKind(
        "The type of a handler", $"one of {string.Join(", ", Kinds.Keys)}", $"{type.Kind}{(ScenarioProblems.DidYouMean(type.Text, Kinds.Keys) is { } hint ? $" ({hint})" : "")}", type.Location);

    private static Action<HandlerOptions> Options(Fields fields, HandlerReading reading)
    {
        HashSet<string> takes = [.. fields.Texts("takes").Select(t => t.Text)];
        var (timeout, first, longest) = (reading.Time(fields.Text("timeout")), reading.Time(fields.Text("first-delay")), reading.Time(fields.Text("max-delay")));
        var (attempts, concurrency) = (reading.Number(fields.Text("max-attempts")), reading.Number(fields.Text("max-concurrency")));
        bool? reports = fields.Has("reports-outcome") ? fields.Flag("reports-outcome") : null;
        return options =>
        {
            if (takes.Count > 0) options.Takes = action => takes.Contains(action.Name);
            options.Timeout = timeout ?? options.Timeout;
            options.FirstDelay = first ?? options.FirstDelay;
            options.MaxDelay = longest ?? options.MaxDelay;
            options.MaxAttempts = attempts ?? options.MaxAttempts;
            options.MaxConcurrency = concurrency ?? options.MaxConcurrency;
            options.ReportsOutcome = reports ?? options.ReportsOutcome;
        };
    }

    private static void Append(string name, Fields fields, Action<HandlerOptions> options, HandlerReading reading)
    {
        if (reading.FilePath(fields.RequiredText("path")) is { } path) reading.Builder.AddFileHandler(path, name, options);
    }

    private static void Run(string name, Fields fields, Action<HandlerOptions> options, HandlerReading reading)
    {
        var (program, folder) = (reading.Value(fields.RequiredText("program")), reading.FilePath(fields.Text("folder")));
        var arguments = fields.Texts("arguments").Select(a => a.Text).ToList();
        var releases = !fields.Has("releases") || fields.Flag("releases");
        if (program is null) return;
        var command = new ProcessCommand<RunbookAction>(Located(program, reading))
        {
            Arguments = delivery => arguments.Select(a => Filled(a, delivery)),
            WorkingDirectory = folder,
            Releases = releases,
        };
        reading.Builder.AddProcessHandler(name, command, options);
    }

    /// <summary>A name is looked for in the path; what has a slash is a file, relative to the file of handlers.</summary>
    private static string Located(string program, HandlerReading reading) => program.Contains('/', StringComparison.Ordinal)
        ? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(reading.Path))!, program)
        : program;

    /// <summary>An argument with what it names in braces; what is filled in is never looked at again, and no shell sees it.</summary>
    private static string Filled(string argument, ActionDelivery<RunbookAction> delivery)
    {
        if (!argument.StartsWith('{') || !argument.EndsWith('}')) return argument;
        return argument[1..^1] switch
        {
            "action" => delivery.Action.Name,
            "because" => delivery.Decision.Because,
            "key" => delivery.IdempotencyKey,
            "kind" => delivery.Kind.ToString().ToLowerInvariant(),
            "rule" => delivery.Decision.Rule,
            "target" => delivery.Decision.Target,
            "target-name" => delivery.Action.Target.Name,
            var name => delivery.Decision.Details.FirstOrDefault(d => d.Key == name).Value ?? argument,
        };
    }

    private static void Webhook(string name, Fields fields, Action<HandlerOptions> options, HandlerReading reading)
    {
        var url = reading.Address(fields.RequiredText("url"));
        var secrets = fields.Texts("secrets").Select(reading.Value).OfType<string>().ToList();
        if (url is null) return;
        reading.Builder.AddWebhook(
            name,
            webhook =>
            {
                webhook.Url = url;
                foreach (var secret in secrets) webhook.Secrets.Add(secret);
            },
            options);
    }

    private static void Slack(string name, Fields fields, Action<HandlerOptions> options, HandlerReading reading)
    {
        if (reading.Address(fields.RequiredText("url")) is { } url) reading.Builder.AddSlack(name, slack => slack.Url = url, options);
    }

    private static void Alerts(string name, Fields fields, Action<HandlerOptions> options, HandlerReading reading)
    {
        if (Alertmanager(fields, reading) is { } configure) reading.Builder.AddAlertmanagerAlerts(name, configure, options);
    }

    private static void Silences(string name, Fields fields, Action<HandlerOptions> options, HandlerReading reading)
    {
        if (Alertmanager(fields, reading) is { } configure) reading.Builder.AddAlertmanagerSilences(name, configure, options);
    }

    private static Action<AlertmanagerOptions>? Alertmanager(Fields fields, HandlerReading reading)
    {
        var url = reading.Address(fields.RequiredText("url"));
        var (alert, longest) = (reading.Time(fields.Text("alert-duration")), reading.Time(fields.Text("longest-duration")));
        var labels = Texts(fields.Map("labels"), reading);
        if (url is null) return null;
        return options =>
        {
            options.Url = url;
            options.AlertDuration = alert ?? options.AlertDuration;
            options.LongestDuration = longest ?? options.LongestDuration;
            foreach (var (label, value) in labels) options.Labels[label] = value;
        };
    }

    private static void Statuspage(string name, Fields fields, Action<HandlerOptions> options, HandlerReading reading)
    {
        var (page, key, state) = (reading.Value(fields.RequiredText("page")), reading.Value(fields.RequiredText("key")), reading.FilePath(fields.Text("state")));
        var components = Texts(fields.Map("components"), reading);
        var api = reading.Address(fields.Text("api"));
        if (components.Count > 0) fields.Require("state");
        if (page is null || key is null || (components.Count > 0 && state is null)) return;
        reading.Builder.AddStatuspage(
            name,
            statuspage =>
            {
                (statuspage.PageId, statuspage.ApiKey, statuspage.StateFile, statuspage.Api) = (page, key, state ?? "", api ?? statuspage.Api);
                statuspage.Known = reading.Known;
                foreach (var (target, id) in components) statuspage.Components[target] = id;
            },
            options);
    }

    private static List<(string Name, string Value)> Texts(YamlMap? map, HandlerReading reading)
    {
        var texts = new List<(string, string)>();
        foreach (var field in map?.Fields ?? [])
        {
            if (field.Value is YamlText text && reading.Value(text) is { } value) texts.Add((field.Name, value));
            else if (field.Value is not YamlText) reading.Problems.Add(ScenarioProblems.WrongKind($"'{field.Name}'", "a text", field.Value.Kind, field.Value.Location));
        }

        return texts;
    }
}
