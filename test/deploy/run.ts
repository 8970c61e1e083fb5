import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Runs a program to its end and gives its output; one that fails is an error with the last lines that it wrote. */
export const run = async (
  program: string,
  words: readonly string[],
  environment: NodeJS.ProcessEnv = process.env,
): Promise<string> => {
  const child = spawn(program, words, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
  const [code] = await once(child, 'close');
  if (code === 0) return printed;
  const last = printed.trimEnd().split('\n').slice(-12).join('\n');
  throw new Error(`${[program, ...words].join(' ')} ended with ${code}:\n${last}`);
};
