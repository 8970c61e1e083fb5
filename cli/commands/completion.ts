import { Argument } from 'commander';
import type { AddCommand } from '../adding.ts';
import type { Answer } from '../answer.ts';
import { type Shell, scripts, shells } from '../completion/scripts.ts';
import { guided } from '../guide.ts';

/** `pathwatch completion SHELL`: what the shell reads to complete commands, options and their values. */
export const completion = (shell: Shell): Answer => ({
  exit: 0,
  document: { shell, script: scripts[shell] },
  text: () => scripts[shell],
});

export const addCompletion: AddCommand = (program, { answered }) => {
  guided(program.command('completion'), {
    group: 'Setting up',
    examples: [
      ['completion bash', 'in ~/.bashrc: source <(pathwatch completion bash)'],
      ['completion zsh', 'in ~/.zshrc, after compinit: source <(pathwatch completion zsh)'],
      ['completion fish', 'in ~/.config/fish/config.fish: pathwatch completion fish | source'],
    ],
  })
    .description('print what completes commands, options, ids of paths and tags in a shell')
    .addArgument(new Argument('<shell>', 'the shell').choices(shells))
    .action((shell: Shell) => answered(completion(shell)));
};
