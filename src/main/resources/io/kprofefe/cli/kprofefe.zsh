#compdef kprofefe kubectl-profefe
# Completes kprofefe in zsh: source <(kprofefe completion zsh) behind compinit, or as _kprofefe in a folder of $fpath.

_kprofefe() {
  local -a said answer candidates order
  local line word directive=0
  said=("${(@Q)words[1,CURRENT-1]}" "${(Q)PREFIX}")
  said=("${(@)said/#\~\//$HOME/}")
  answer=("${(@f)$("$said[1]" __complete "${(@)said[2,-1]}" 2>/dev/null)}")
  for line in "${(@)answer}"; do
    case $line in
      '') ;;
      :*) directive=${line#:} ;;
      *$'\t'*)
        word=${line%%$'\t'*}
        candidates+=("${word//:/\\:}:${line#*$'\t'}")
        ;;
      *) candidates+=("${line//:/\\:}") ;;
    esac
  done
  # The bits are cobra's.
  (( directive & 32 )) && order=(-V)
  if (( $#candidates )); then
    _describe $order kprofefe candidates
  elif (( directive & 16 )); then
    compset -P '--*='
    _path_files -/
  elif (( ! (directive & 4) )); then
    compset -P '--*='
    _files
  fi
}

# In a folder of $fpath this file is the function itself.
if [[ $funcstack[1] == _kprofefe ]]; then
  _kprofefe "$@"
else
  compdef _kprofefe kprofefe kubectl-profefe
fi
