import { output, type Place } from './machine.ts';

/** Milliseconds: the middle of seven runs, for others run on this machine too. */
const median = async (action: () => Promise<unknown>): Promise<number> => {
  const times: number[] = [];
  for (let count = 0; count < 7; count += 1) {
    const from = performance.now();
    await action();
    times.push(performance.now() - from);
  }
  return times.sort((a, b) => a - b)[3] ?? 0;
};

/** How long the help takes, beside a Node that does nothing. */
export const startUp = async (program: string, place: Place): Promise<string> => {
  const node = await median(() => output('node', ['-e', '0'], place));
  const help = await median(() => output(program, ['--help'], place));
  return `--help ${help.toFixed(0)} ms, node -e 0 ${node.toFixed(0)} ms: ${(help / node).toFixed(1)} times`;
};
