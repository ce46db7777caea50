using System.Runtime.InteropServices;
using RunbookSdk.Cli.Replay;

namespace RunbookSdk.Cli;

/// <summary>What a command talks to. Tests give it their own, so that they need no process.</summary>
/// <param name="Input">Standard input.</param>
/// <param name="Output">Standard output: decisions, and nothing else when a program reads them.</param>
/// <param name="Error">Standard error: everything else.</param>
internal sealed record CommandConsole(Stream Input, TextWriter Output, TextWriter Error)
{
    /// <summary>The command line, as it was given.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>True when a person looks at the output: colours are of use there.</summary>
    public bool OutputIsTerminal { get; init; }

    /// <summary>True when a person looks at standard error: a progress line is of use there.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>True when a person types the input.</summary>
    public bool InputIsTerminal { get; init; }

    /// <summary>How many characters a line of the terminal has.</summary>
    public int Width { get; init; } = 80;

    /// <summary>Lets a command hear that somebody pressed Ctrl-C, until it disposes of the answer; true keeps the process alive.</summary>
    public Func<Func<bool>, IDisposable> OnInterrupt { get; init; } = static heard =>
        PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = heard());

    /// <summary>Who runs the command.</summary>
    public string User { get; init; } = Environment.UserName;

    /// <summary>The folder that paths are told from, where a program reads them.</summary>
    public string Folder { get; init; } = Environment.CurrentDirectory;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public IRunbookSource Runbooks { get; init; } = new ScriptRunbookSource();

    public StartSession StartSession { get; init; } = SdkSession.Start;
}
