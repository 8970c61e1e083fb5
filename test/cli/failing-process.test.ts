import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

/* What only a process of its own shows: streams that break, and errors that nobody awaits. */

const entry = resolve(import.meta.dirname, '../../bin/pathwatch.ts');
const root = resolve(import.meta.dirname, '../..');
const shell = (script: string) => spawnSync('bash', ['-c', script], { cwd: root, encoding: 'utf8' });
const program = `"${process.execPath}" "${entry}"`;

test('a reader that goes before the answer is whole changes nothing', () => {
  const { stderr } = shell(`(${program} completion bash; echo "exit $?" >&2) | true`);
  expect(stderr).toBe('exit 0\n');
});

/** Throws where nobody awaits it, once the program has begun to listen for that. */
const thrower = `const again = setInterval(() => {
  if (process.listenerCount('uncaughtException') === 0) return;
  clearInterval(again);
  throw new TypeError('nobody awaits this');
}, 5)`;

test.each([
  [
    '',
    /^error: something went wrong that should not: nobody awaits this\nrun the command again with `--debug`, [^\n]*\n$/,
  ],
  ['--debug', /^TypeError: nobody awaits this\n +at [\s\S]*\nerror: something went wrong/],
])('an error that nobody awaits is told as any defect %s', (option, told) => {
  const module = `data:text/javascript,${encodeURIComponent(thrower)}`;
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--import', module, entry, 'flows', option].filter(Boolean),
    {
      cwd: root,
      encoding: 'utf8',
      // Standard input that never ends, which `flows` waits for.
      stdio: ['pipe', 'pipe', 'pipe'],
      input: undefined,
      timeout: 60_000,
    },
  );
  expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
  expect(stderr).toMatch(told);
});
