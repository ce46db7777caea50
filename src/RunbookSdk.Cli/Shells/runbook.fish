# Completion of runbook for fish, as 'runbook completion fish' prints it.
# The words come from the command itself, so they are those of the version that is installed; file names come from the shell, where the command knows none.
function __runbook_words
    set -l command (commandline -opc)[1]
    set -l word (commandline -ct)
    set -l line (commandline -cp | string collect)
    set -l before (string sub -l (math (string length -- "$line") - (string length -- "$word")) -- "$line")
    set before (string replace -- $command runbook "$before")
    set -l written (string trim --left --chars '"\'' -- "$word")
    set -l names ($command "[suggest:"(string length -- "$before")"]" "$before" 2> /dev/null | string match -vr -- '^(/|$)')
    string match -q -- '-*' "$written"; or set names (string match -v -- '-*' $names)
    if test (count $names) -gt 0; and string match -qr -- '^'(string escape --style=regex -- "$written") $names
        printf '%s\n' $names
    else
        __fish_complete_path "$written"
    end
end
complete -c runbook -f -a '(__runbook_words)'
