#compdef runbook
# Completion of runbook for zsh, as 'runbook completion zsh' prints it.
# The words come from the command itself, so they are those of the version that is installed; file names come from the shell.
_runbook() {
    local word=${words[CURRENT]} before="runbook ${(j: :)words[2,CURRENT-1]} "
    local -a names
    names=(${(f)"$(${words[1]} "[suggest:${#before}]" "$before" 2> /dev/null)"})
    names=(${names:#/*})
    [[ $word == -* ]] || names=(${names:#-*})
    compadd -a names || _files
}
# In a file of its own, which is loaded when Tab is pressed for the first time, there is something to complete already.
if [[ ${funcstack[1]} == _runbook ]]; then
    _runbook "$@"
else
    compdef _runbook runbook
fi
