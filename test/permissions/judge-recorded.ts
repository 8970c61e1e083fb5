import { globSync, readFileSync } from 'node:fs';
import { deniedOf } from './judge.ts';
import type { Call } from './recorder.ts';
import { synthesized } from './synthesized.ts';

/*
 * `node test/permissions/judge-recorded.ts FOLDER`: judges every call that the tests of a whole run made and recorded there
 * (see PATHWATCH_CALLS in recorder.ts). Says how many and which would be denied; exits with 1 if any would, or if there are none.
 */

const [folder = process.env.PATHWATCH_CALLS ?? ''] = process.argv.slice(2);
const calls = globSync(`${folder}/*.jsonl`).flatMap((file) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Call),
);
const denied = await deniedOf(calls, synthesized());
for (const { role, action, resource, context } of denied)
  process.stdout.write(`denied: ${role} ${action} on ${resource} ${JSON.stringify(context)}\n`);
process.stdout.write(`calls of all tests checked ${calls.length}, denied ${denied.length}\n`);
process.exitCode = denied.length === 0 && calls.length > 0 ? 0 : 1;
