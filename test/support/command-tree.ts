import type { Command } from 'commander';
import pc from 'picocolors';
import { commandTree } from '../../cli/command-tree.ts';

/** The command line without anything to run it in: for its words. */
export const wholeTree = (say: (text: string) => void = () => undefined): Command =>
  commandTree(
    {
      contextOf: () => {
        throw new Error('nothing is run here');
      },
      answered: () => undefined,
    },
    { colours: pc.createColors(false), width: undefined, now: new Date(0), timeZone: 'UTC', say },
  );

/** The words of a command line as a shell splits it, where nothing of it is expanded. */
export const shellWords = (typed: string): readonly string[] =>
  [...typed.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)].map(([word]) => word.replace(/["']/g, ''));
