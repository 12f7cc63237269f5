# Completes kprofefe in fish: kprofefe completion fish | source

function __kprofefe_complete
    set -l words (commandline -opc)
    set -l last (commandline -ct)
    set -l program $words[1]
    set -e words[1]
    set -l answer ($program __complete $words "$last" 2>/dev/null)
    # The bits are cobra's.
    set -l directive (string replace : '' -- $answer[-1])
    test -n "$directive"; or set directive 0
    set -e answer[-1]
    if test (count $answer) -gt 0
        printf '%s\n' $answer
        return
    end
    set -l before (string match -r -- '^--[^=]*=' "$last")
    set -l path (string replace -r -- '^--[^=]*=' '' "$last")
    if test (math "bitand($directive, 16)") -ne 0
        printf "$before%s\n" (__fish_complete_directories "$path")
    else if test (math "bitand($directive, 4)") -eq 0
        printf "$before%s\n" (__fish_complete_path "$path")
    end
end

complete -c kprofefe -k -f -a '(__kprofefe_complete)'
complete -c kubectl-profefe -k -f -a '(__kprofefe_complete)'
