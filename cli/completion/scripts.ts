/*
 * What a shell needs to ask `pathwatch complete -- WORD…`: the words before the cursor, the last one as far as it was typed.
 * The answer is a line for each candidate, its value and its description with a tab between them; the line `:files` or
 * `:folders` says that the shell is to complete those itself.
 */

/** In a template `${$}{name}` is what a shell writes with one sign less. */
const $ = '$';

/** bash 4 or later. A name is a word of its own there only up to a colon or an equals sign, so what is told is cut to that. */
const bash = String.raw`# Completion of pathwatch for bash. In ~/.bashrc:
#   source <(pathwatch completion bash)
_pathwatch() {
  local rest=${$}{COMP_LINE:0:COMP_POINT} breaks= head= i gap word line value
  local -a words=()
  [[ $COMP_WORDBREAKS == *:* ]] && breaks+=:
  [[ $COMP_WORDBREAKS == *=* ]] && breaks+==
  # What was split without a space is one word again.
  for ((i = 0; i <= COMP_CWORD; i++)); do
    gap=${$}{rest%%[![:space:]]*}
    rest=${$}{rest#"$gap"}
    word=${$}{COMP_WORDS[i]}
    ((i == COMP_CWORD)) && word=$rest
    [[ $rest == "$word"* ]] || gap=' '
    rest=${$}{rest#"$word"}
    if ((i > 0)) && [[ -z $gap && -n $word ]]; then words[${$}{#words[@]}-1]+=$word; else words+=("$word"); fi
  done
  word=${$}{words[${$}{#words[@]}-1]}
  if [[ -n $breaks && $word != [\"\']* && $word == *["$breaks"]* ]]; then head=${$}{word%"${$}{word##*["$breaks"]}"}; fi
  words=("${$}{words[@]//[\"\'\\]/}")
  COMPREPLY=()
  while IFS= read -r line; do
    case $line in
      '') ;;
      :files) compopt -o default ;;
      :folders) compopt -o dirnames ;;
      *)
        value=${$}{line%%$'\t'*}
        value=${$}{value#"$head"}
        [[ $word == [\"\']* ]] || printf -v value %q "$value"
        COMPREPLY+=("$value")
        ;;
    esac
  done < <(pathwatch complete -- "${$}{words[@]:1}" 2>/dev/null)
}
complete -F _pathwatch pathwatch`;

const zsh = String.raw`#compdef pathwatch
# Completion of pathwatch for zsh. In ~/.zshrc, after compinit:
#   source <(pathwatch completion zsh)
# or as the file _pathwatch in a folder of $fpath.
_pathwatch() {
  local line
  local -a candidates
  for line in "${$}{(@f)$(pathwatch complete -- "${$}{(@Q)words[2,CURRENT-1]}" "${$}{(Q)PREFIX}" 2>/dev/null)}"; do
    case $line in
      '') ;;
      :files | :folders)
        [[ $PREFIX == --*=* ]] && compset -P 1 '*='
        if [[ $line == :files ]]; then _files; else _files -/; fi
        return
        ;;
      *) candidates+=("${$}{${$}{line%%$'\t'*}//:/\\:}:${$}{line#*$'\t'}") ;;
    esac
  done
  _describe pathwatch candidates
}
if [[ $funcstack[1] == _pathwatch ]]; then _pathwatch "$@"; else compdef _pathwatch pathwatch; fi`;

const fish = `# Completion of pathwatch for fish. In ~/.config/fish/config.fish:
#   pathwatch completion fish | source
# or as the file ~/.config/fish/completions/pathwatch.fish.
function __pathwatch_complete
    set -l words (commandline -opc)
    set -l word (commandline -ct)
    set -l prefix (string match -r -- '^--[^=]+=' "$word")
    set -l value (string replace -r -- '^--[^=]+=' '' "$word")
    for line in (pathwatch complete -- $words[2..-1] "$word" 2>/dev/null)
        switch $line
            case ''
            case :files
                for place in (__fish_complete_path "$value")
                    echo -- "$prefix$place"
                end
            case :folders
                for place in (__fish_complete_directories "$value")
                    echo -- "$prefix$place"
                end
            case '*'
                echo -- $line
        end
    end
end
complete -c pathwatch -f -a '(__pathwatch_complete)'`;

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

/** What a shell reads to complete the words of `pathwatch`. */
export const scripts: Readonly<Record<Shell, string>> = { bash, zsh, fish };
