import { writeFile } from 'node:fs/promises';
import pc from 'picocolors';
import { configurationJsonSchema } from '../lambda/domain/configuration-schema.ts';
import { commandTree } from './command-tree.ts';
import { commandsPage } from './reference/commands-page.ts';
import { configurationPage } from './reference/configuration-page.ts';

const write = (name: string, text: string): Promise<void> =>
  writeFile(new URL(`../docs/${name}`, import.meta.url), text);

/** Only its words are read: nothing is run. */
const program = commandTree(
  {
    contextOf: () => {
      throw new Error('nothing is run here');
    },
    answered: () => undefined,
  },
  { colours: pc.createColors(false), width: undefined, now: new Date(0), timeZone: 'UTC', say: () => undefined },
);

/** Writes the references of the command line and of the configuration; tests check that they are current. */
await write('commands.md', commandsPage(program));
await write('configuration-reference.md', configurationPage(configurationJsonSchema()));
