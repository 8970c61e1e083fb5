import type { Command } from 'commander';

/** A command and all within it, but those that the help does not show. */
export const everyCommand = (command: Command): readonly Command[] => [
  command,
  ...command.commands
    .filter((each) => command.createHelp().visibleCommands(command).includes(each))
    .flatMap(everyCommand),
];
