import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openEnding } from '../../cli/ending.ts';
import { twoPaths } from '../support/command-line.ts';
import { aFolder, type TemporaryFolder } from '../support/folders.ts';
import { CTRL_C, type RunningInPipe, runInPipe, runInTerminal, startInPipe } from '../support/process.ts';

const line = (signal: string): string =>
  `ended by ${signal}: the embedded account is closed; what was recorded before is kept\n`;

describe('a signal', () => {
  const opened = () => {
    const said: string[] = [];
    const exits: number[] = [];
    const process = Object.assign(new EventEmitter(), {
      exit: (code: number) => {
        exits.push(code);
      },
    });
    const ending = openEnding(process as unknown as NodeJS.Process, (text) => said.push(text));
    const heard = (): number => process.listenerCount('SIGINT') + process.listenerCount('SIGTERM');
    return { ...ending, said, exits, heard, send: (signal: NodeJS.Signals) => process.emit(signal, signal) };
  };
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  test('ends the process by itself where nothing is open, and again once all is closed', () => {
    const { heard, beforeEnd } = opened();
    expect(heard()).toBe(0);
    const forget = beforeEnd(async () => '');
    expect(heard()).toBe(2);
    forget();
    expect(heard()).toBe(0);
  });

  test('has everything closed, tells so in a line, and ends the process; the second one does not wait for that', async () => {
    const { heard, beforeEnd, isUnderWay, send, said, exits } = opened();
    let close = (_: string): void => undefined;
    const closed = new Promise<string>((resolve) => {
      close = resolve;
    });
    beforeEnd(() => closed);
    beforeEnd(async () => '');
    send('SIGTERM');
    await turn();
    expect({ heard: heard(), isUnderWay: isUnderWay(), said, exits }).toEqual({
      heard: 0,
      isUnderWay: true,
      said: [],
      exits: [],
    });
    close('the door is closed');
    await turn();
    expect({ said, exits }).toEqual({ said: ['ended by SIGTERM: the door is closed\n'], exits: [143] });
  });

  test('lets what is shown be wiped before all else is silent', async () => {
    const { beforeEnd, isUnderWay, send, said } = opened();
    const silent: boolean[] = [];
    beforeEnd(async () => {
      silent.push(isUnderWay());
      return '';
    });
    send('SIGINT');
    await turn();
    expect({ silent, said }).toEqual({ silent: [false], said: ['ended by SIGINT\n'] });
  });

  test('is told to a command that waits for its end, and closes nothing behind its back', async () => {
    const { beforeEnd, untilStopped, send, said, exits, heard } = opened();
    let closed = false;
    const stopped = untilStopped();
    beforeEnd(async () => {
      closed = true;
      return '';
    });
    send('SIGINT');
    await stopped;
    await turn();
    expect({ closed, said, exits, heard: heard() }).toEqual({ closed: false, said: [], exits: [], heard: 0 });
  });
});

describe('Ctrl-C', () => {
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = aFolder();
    folder.put('pathwatch.yaml', twoPaths);
  });
  afterEach(() => folder.remove());

  const lock = (): string => join(folder.path, '.pathwatch/lock');

  /** Once the account is open in the process. */
  const checking = async (): Promise<RunningInPipe> => {
    const running = await startInPipe('check --local', { folder: folder.path });
    while (!existsSync(lock())) await new Promise((resolve) => setTimeout(resolve, 5));
    return running;
  };

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('as %s closes the embedded account, and leaves nothing', async (signal, exit) => {
    const running = await checking();
    running.signal(signal);
    expect(await running.ended).toEqual({ exit, stdout: '', stderr: line(signal) });
    expect(existsSync(lock())).toBe(false);
    expect((await runInPipe('check --local', { folder: folder.path })).exit).toBe(0);
  });

  test('in a terminal takes the place of what it waits for', async () => {
    const { exit, screen } = await runInTerminal('check --local', {
      folder: folder.path,
      keys: [['queued', CTRL_C]],
    });
    expect(exit).toBe(130);
    const after = screen.slice(screen.lastIndexOf('waited'));
    // Up three lines, each wiped.
    expect(after).toContain('\x1b[1G\x1b[K\x1b[1A\x1b[K\x1b[1A\x1b[K\x1b[1A\x1b[K');
    expect(after.endsWith(`\r\x1b[K${line('SIGINT').trimEnd()}\r\n`)).toBe(true);
    expect(existsSync(lock())).toBe(false);
  });

  test('twice ends at once, and whoever comes next takes the folder over', async () => {
    const running = await checking();
    running.signal('SIGINT');
    running.signal('SIGINT');
    expect((await running.ended).exit).toBe(130);
    expect((await runInPipe('check --local', { folder: folder.path })).exit).toBe(0);
  });
});
