# Completion of runbook for bash, as 'runbook completion bash' prints it.
# The words come from the command itself, so they are those of the version that is installed; file names come from the shell.
_runbook() {
    local word=${COMP_WORDS[COMP_CWORD]} line=${COMP_LINE:0:COMP_POINT} name
    local before=${line%"$word"}
    before="runbook${before#"${COMP_WORDS[0]}"}"
    COMPREPLY=()
    while IFS= read -r name; do
        [[ $name == /* || ($name == -* && $word != -*) ]] && continue
        [[ $name == "$word"* ]] && COMPREPLY+=("$name")
    done < <("${COMP_WORDS[0]}" "[suggest:${#before}]" "$before" 2> /dev/null)
}
complete -o default -o bashdefault -F _runbook runbook
