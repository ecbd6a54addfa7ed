import { completionWord } from './completion-word.js';

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

/*
 * Each script hands over the words up to the cursor and reads an answer: a first line that says what the shell itself should
 * offer (`files`, `folders` or nothing), then `value<tab>description` a line. Nothing that was typed is evaluated.
 */
const bash = `# Completion of eventbook for bash.
_eventbook() {
  local answer values=() line
  mapfile -t answer < <(eventbook ${completionWord} -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  COMPREPLY=()
  case "\${answer[0]}" in
    files) compopt -o default; return ;;
    folders) compopt -o dirnames; return ;;
  esac
  for line in "\${answer[@]:1}"; do COMPREPLY+=("\${line%%$'\\t'*}"); done
}
complete -F _eventbook eventbook
`;

const zsh = `#compdef eventbook
# Completion of eventbook for zsh.
_eventbook() {
  local -a answer values
  local line
  answer=("\${(@f)$(eventbook ${completionWord} -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  case "\${answer[1]}" in
    files) _files; return ;;
    folders) _files -/; return ;;
  esac
  for line in "\${(@)answer[2,-1]}"; do
    values+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
  done
  _describe eventbook values
}
if [ "$funcstack[1]" = "_eventbook" ]; then _eventbook; else compdef _eventbook eventbook; fi
`;

const fish = `# Completion of eventbook for fish.
function __eventbook_complete
    set -l typed (commandline -opc)
    set -l current (commandline -ct)
    set -l answer (eventbook ${completionWord} -- $typed[2..-1] "$current" 2>/dev/null)
    switch "$answer[1]"
        case files
            __fish_complete_path "$current"
        case folders
            __fish_complete_directories "$current" ''
        case '*'
            string join \\n -- $answer[2..-1]
    end
end
complete -c eventbook -f -a '(__eventbook_complete)'
`;

const scripts: Readonly<Record<Shell, string>> = { bash, zsh, fish };

export function shellScript(shell: Shell): string {
  return scripts[shell];
}
