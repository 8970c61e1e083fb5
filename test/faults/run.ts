import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/*
 * Tries each kind at each site and every death by itself, and prints how many there were; and with them all the random networks of
 * which CI takes a part: `npm run -s faults`.
 */

const FILES = [
  'test/faults/',
  'test/monitor/sweep-crash',
  'test/monitor/gather-crash',
  'test/monitor/canary/crash-canary',
  'test/monitor/sweep-carried',
  'test/simulator/',
  'test/soundness/',
  'test/reachability/damaged',
  'test/reachability/footprint',
  'test/reachability/laws',
  'test/reachability/symmetry',
];

const folder = mkdtempSync(join(tmpdir(), 'pathwatch-faults-'));
const env = { ...process.env, PATHWATCH_FAULTS: folder, PATHWATCH_FAULTS_EACH: '1' };
const run = (command: string, given: readonly string[]): number =>
  spawnSync(command, [...given], { env, stdio: 'inherit' }).status ?? 1;
try {
  const tests = run('npm', ['run', '-s', 'unit', '--', ...FILES]);
  const counted = run(process.execPath, ['test/faults/count.ts', folder]);
  process.exitCode = tests === 0 ? counted : 1;
} finally {
  rmSync(folder, { recursive: true });
}
