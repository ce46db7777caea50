# Completion of runbook for fish, as 'runbook completion fish' prints it.
# The words come from the command itself, so they are those of the version that is installed; file names come from the shell.
function __runbook_words
    set -l words (commandline -opc)
    set -l before (string join ' ' -- runbook $words[2..-1])' '
    $words[1] "[suggest:"(string length -- $before)"]" $before 2> /dev/null | string match -v -- '/*'
end
complete -c runbook -a '(__runbook_words)'
