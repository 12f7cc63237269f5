# shellcheck shell=bash
# Completes kprofefe in bash: source <(kprofefe completion bash). Needs nothing but bash.

# Sets words: those up to the cursor, as they are meant. Bash has cut them at each = and :, and left their quotes.
__kprofefe_words() {
  local line=${COMP_LINE:0:COMP_POINT} word gap i last=-1
  words=()
  for ((i = 0; i <= COMP_CWORD; i++)); do
    gap=${line%%[![:space:]]*}
    line=${line#"$gap"}
    word=${COMP_WORDS[i]}
    ((i < COMP_CWORD)) || word=$line # it may go on behind the cursor
    line=${line#"$word"}
    word=${word//[\\\"\']/}
    if [[ -n $gap || $i -eq 0 ]]; then
      last=$((last + 1))
      words[last]=${word/#\~\//$HOME/}
    else
      words[last]+=$word
    fi
  done
}

_kprofefe() {
  local words line last tail break breaks='' directive=0
  __kprofefe_words
  last=${words[${#words[@]} - 1]}
  # What stands before such a character stays on the line: only what follows is replaced, and the @ itself.
  for break in = : @; do
    [[ $COMP_WORDBREAKS != *"$break"* ]] || breaks+=$break
  done
  tail=$last
  [[ -z $breaks ]] || tail=${last##*["$breaks"]}
  [[ $tail == "$last" || $last != *@"$tail" ]] || tail=@$tail
  COMPREPLY=()
  while IFS= read -r line; do
    case $line in
      :*) directive=${line#:} ;;
      *)
        line=${line%%$'\t'*}
        COMPREPLY+=("${line#"${last%"$tail"}"}") # the program offers nothing that would need quotes
        ;;
    esac
  done < <("${words[0]}" __complete "${words[@]:1}" 2>/dev/null)
  # The bits are cobra's; compopt is not in bash 3.
  if ((directive & 16)); then
    compopt +o default -o dirnames 2>/dev/null
  elif ((directive & 4)); then
    compopt +o default 2>/dev/null
  fi
  if ((directive & 32)); then
    compopt -o nosort 2>/dev/null
  fi
  return 0
}

complete -o default -F _kprofefe kprofefe kubectl-profefe
