import type { Io } from '../../cli/io.ts';
import { type Page, pageOf } from '../../cli/page.ts';

const NOW = new Date('2026-11-22T12:00:00Z');

/** What was written, and how. */
export interface ToldIo {
  readonly page: Page;
  stdout(): string;
  stderr(): string;
}

const refuse = (what: string) => (): never => {
  throw new Error(`${what}: nothing is run here`);
};

/** The world of a command that may read what is piped in, and nothing else. */
export const openIo = (stdin: Uint8Array = new Uint8Array()): { readonly io: Io; readonly told: ToldIo } => {
  const written = { stdout: '', stderr: '' };
  const stream = (name: 'stdout' | 'stderr') => ({
    write: (text: string) => {
      written[name] += text;
    },
    isTerminal: false,
  });
  const io: Io = {
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    stdin: async function* () {
      yield stdin;
    },
    terminal: () => undefined,
    columns: undefined,
    size: () => undefined,
    keys: () => undefined,
    environment: { NO_COLOR: '1' },
    user: () => undefined,
    folder: '/nowhere',
    now: () => NOW,
    wait: refuse('wait'),
    untilStopped: refuse('untilStopped'),
    beforeEnd: refuse('beforeEnd'),
    timeZone: 'Europe/Berlin',
  };
  return { io, told: { page: pageOf(io), stdout: () => written.stdout, stderr: () => written.stderr } };
};
