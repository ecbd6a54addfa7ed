import type { Command } from '../command.js';
import { shells, shellScript } from '../completion/shell-scripts.js';
import { usage } from '../options.js';

export const completion: Command = {
  description:
    'Commands, options, their values, and what the catalog has: events, fields, environments, sources, owners. Load the ' +
    'script where your shell starts, or put it where the shell looks for such: the examples say how. It asks ' +
    'the eventbook that is on the PATH, so it need not be written again after an update.',
  arguments: [{ name: '<shell>', description: `which one: ${shells.join(', ')}` }],
  options: [],
  examples: [
    { line: 'eventbook completion bash >> ~/.bashrc', purpose: 'in bash' },
    {
      line: 'eventbook completion zsh > "${fpath[1]}/_eventbook"',
      purpose: 'in zsh, which has to have run compinit',
    },
    {
      line: 'eventbook completion fish > ~/.config/fish/completions/eventbook.fish',
      purpose: 'in fish',
    },
  ],
  run({ arguments: [shell], context }) {
    const known = shells.find((each) => each === shell);
    if (known === undefined) throw usage(`Name a shell: ${shells.join(', ')}.`);
    context.stdout.write(shellScript(known));
    return Promise.resolve(0);
  },
};
