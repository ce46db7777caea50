# Completion of runbook for PowerShell, as 'runbook completion powershell' prints it.
# The words come from the command itself, so they are those of the version that is installed; file names come from the shell.
Register-ArgumentCompleter -Native -CommandName runbook -ScriptBlock {
    param($word, $line, $position)
    # The position counts from the beginning of all that is written, of which the command may be a part; the command's name may be quoted.
    $command = $line.CommandElements[0]
    $name = if ($command -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $command.Value } else { $command.Extent.Text }
    $begin = $command.Extent.EndOffset - $line.Extent.StartOffset
    $length = [Math]::Max($begin, [Math]::Min($position - $line.Extent.StartOffset, $line.Extent.Text.Length))
    $before = 'runbook' + $line.Extent.Text.Substring($begin, $length - $begin)
    # The word comes with the quote at its end that is not written yet.
    foreach ($end in $word, ($word -replace '[''"]$', '')) {
        if ($end -and $before.EndsWith($end)) { $before = $before.Substring(0, $before.Length - $end.Length); break }
    }
    $before = $before.TrimEnd() + ' '
    $written = $word.Trim("'", '"')
    & $name "[suggest:$($before.Length)]" $before 2> $null |
        Where-Object { $_ -and $_ -notlike '/*' -and $_.StartsWith($written, 'OrdinalIgnoreCase') -and ($written -like '-*' -or $_ -notlike '-*') } |
        ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
}
