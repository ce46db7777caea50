# Completion of runbook for PowerShell, as 'runbook completion powershell' prints it.
# The words come from the command itself, so they are those of the version that is installed; file names come from the shell.
Register-ArgumentCompleter -Native -CommandName runbook -ScriptBlock {
    param($word, $line, $position)
    $text = $line.Extent.Text
    if ($position -lt $text.Length) { $text = $text.Substring(0, $position) }
    $before = ($text -replace "$([regex]::Escape($word))$", '').TrimEnd() + ' '
    & $line.CommandElements[0].Extent.Text "[suggest:$($before.Length)]" $before 2> $null |
        Where-Object { $_ -notlike '/*' -and $_ -like "$word*" -and ($word -like '-*' -or $_ -notlike '-*') } |
        ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
}
