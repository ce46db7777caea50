using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;
using StreamJsonRpc;

namespace RunbookSdk.Cli.Tests.LanguageServers;

/// <summary>
/// A server of the Language Server Protocol 3.17 as an editor drives it: a process of its own that is asked over its standard streams
/// (https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/).
/// </summary>
internal sealed class LanguageServer : IAsyncDisposable
{
    /// <summary>An answer that does not come fails the test; machines under load are slow.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static readonly string[] Markdown = ["markdown"];

    private readonly Process process;
    private readonly JsonRpc rpc;
    private readonly Editor editor;
    private readonly Dictionary<string, (int Version, string Text)> texts = [];

    private LanguageServer(Process process, JsonRpc rpc, Editor editor) => (this.process, this.rpc, this.editor) = (process, rpc, editor);

    /// <summary>Starts it on a folder.</summary>
    /// <param name="command">The program, then what it is given.</param>
    /// <param name="folder">The workspace.</param>
    /// <param name="settings">What the editor answers when the server asks for settings.</param>
    /// <param name="environment">What its environment has besides that of the tests.</param>
    public static async Task<LanguageServer> StartAsync(
        string[] command, string folder, JsonElement settings, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { }; // read away, so that a server that tells much is not held up
        process.BeginErrorReadLine();
        var formatter = new SystemTextJsonFormatter();
        var rpc = new JsonRpc(new HeaderDelimitedMessageHandler(process.StandardInput.BaseStream, process.StandardOutput.BaseStream, formatter));
        var editor = new Editor(settings);
        rpc.AddLocalRpcTarget(editor, new() { UseSingleObjectParameterDeserialization = true });
        rpc.StartListening();
        var server = new LanguageServer(process, rpc, editor);
        await server.InitializeAsync(folder, settings);
        return server;
    }

    /// <summary>Opens a text, or changes it to another one.</summary>
    public async Task ShowAsync(string path, string language, string text)
    {
        var uri = UriOf(path);
        if (!texts.TryGetValue(uri, out var shown))
        {
            texts[uri] = (1, text);
            await rpc.NotifyWithParameterObjectAsync("textDocument/didOpen", new { textDocument = new { uri, languageId = language, version = 1, text } });
            return;
        }

        var lines = shown.Text.Split('\n');
        texts[uri] = (shown.Version + 1, text);
        await rpc.NotifyWithParameterObjectAsync("textDocument/didChange", new
        {
            textDocument = new { uri, version = shown.Version + 1 },
            contentChanges = new[] { new { range = new { start = new { line = 0, character = 0 }, end = new { line = lines.Length - 1, character = lines[^1].Length } }, text } },
        });
    }

    /// <summary>Asks about a place in a text.</summary>
    /// <param name="method">Such as <c>textDocument/hover</c>.</param>
    /// <param name="path">The text.</param>
    /// <param name="offset">The place: how many characters are before it.</param>
    public Task<JsonElement> AskAtAsync(string method, string path, int offset)
    {
        var before = texts[UriOf(path)].Text[..offset].Split('\n');
        return AskAsync(method, new { textDocument = new { uri = UriOf(path) }, position = new { line = before.Length - 1, character = before[^1].Length }, newName = "Renamed" });
    }

    public Task<JsonElement> AskAsync(string method, object parameters) =>
        rpc.InvokeWithParameterObjectAsync<JsonElement>(method, parameters).WaitAsync(Patience);

    /// <summary>The next diagnostics that the server says by itself of a text.</summary>
    public async Task<JsonElement> NextDiagnosticsAsync(string path) =>
        await editor.DiagnosticsOf(UriOf(path)).Reader.ReadAsync().AsTask().WaitAsync(Patience);

    /// <summary>The files of which the server wants to be asked for diagnostics, as it has registered them.</summary>
    public IEnumerable<string> DiagnosedFiles =>
        from asked in editor.Registered
        from registration in asked.GetProperty("registrations").EnumerateArray()
        where registration.GetProperty("method").GetString() == "textDocument/diagnostic"
        from selector in registration.GetProperty("registerOptions").GetProperty("documentSelector").EnumerateArray()
        select selector.GetProperty("pattern").GetString();

    public static string UriOf(string path) => new Uri(path).AbsoluteUri;

    public async ValueTask DisposeAsync()
    {
        try
        {
            await rpc.InvokeAsync<JsonElement?>("shutdown").WaitAsync(TimeSpan.FromSeconds(20));
            await rpc.NotifyAsync("exit");
        }
        catch (Exception exception) when (exception is TimeoutException or RemoteRpcException or ConnectionLostException or IOException)
        {
            // It is ended below all the same.
        }

        rpc.Dispose();
        if (!process.WaitForExit(TimeSpan.FromSeconds(5))) process.Kill(entireProcessTree: true);
        process.Dispose();
    }

    private async Task InitializeAsync(string folder, JsonElement settings)
    {
        var root = UriOf(folder);
        await AskAsync("initialize", new
        {
            processId = Environment.ProcessId,
            rootUri = root,
            workspaceFolders = new[] { new { uri = root, name = "workspace" } },
            capabilities = new
            {
                workspace = new { configuration = true, workspaceFolders = true, workspaceEdit = new { documentChanges = true }, didChangeConfiguration = new { dynamicRegistration = true } },
                textDocument = new { hover = new { contentFormat = Markdown }, diagnostic = new { dynamicRegistration = true }, publishDiagnostics = new { } },
            },
        });
        await rpc.NotifyWithParameterObjectAsync("initialized", new { });
        await rpc.NotifyWithParameterObjectAsync("workspace/didChangeConfiguration", new { settings });
    }

    /// <summary>What a server may ask of an editor, and tell it.</summary>
    private sealed class Editor(JsonElement settings)
    {
        private readonly ConcurrentDictionary<string, Channel<JsonElement>> diagnostics = [];

        public ConcurrentQueue<JsonElement> Registered { get; } = [];

        public Channel<JsonElement> DiagnosticsOf(string uri) => diagnostics.GetOrAdd(uri, _ => Channel.CreateUnbounded<JsonElement>());

        [JsonRpcMethod("workspace/configuration")]
        public JsonElement?[] Configuration(JsonElement asked) =>
            [.. asked.GetProperty("items").EnumerateArray().Select(i => i.TryGetProperty("section", out var section) ? Section(section.GetString()!) : settings)];

        [JsonRpcMethod("textDocument/publishDiagnostics")]
        public void Publish(JsonElement told) => DiagnosticsOf(told.GetProperty("uri").GetString()!).Writer.TryWrite(told.GetProperty("diagnostics").Clone());

        [JsonRpcMethod("client/registerCapability")]
        public object? Register(JsonElement asked)
        {
            Registered.Enqueue(asked.Clone());
            return null;
        }

        [JsonRpcMethod("window/workDoneProgress/create")]
        public static object? CreateProgress(JsonElement _) => null;

        private JsonElement? Section(string path)
        {
            var found = settings;
            foreach (var part in path.Split('.'))
                if (found.ValueKind != JsonValueKind.Object || !found.TryGetProperty(part, out found)) return null;
            return found;
        }
    }
}
