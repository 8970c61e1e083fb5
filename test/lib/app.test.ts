import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const app = resolve(import.meta.dirname, '../../bin/app.ts');

/** Runs the app as the CDK command line does, and answers how it ended. */
const synthesize = (configuration: string) => {
  const folder = mkdtempSync(join(tmpdir(), 'app-'));
  const file = join(folder, 'paths.yaml');
  writeFileSync(file, configuration);
  const { status, stderr } = spawnSync(process.execPath, ['--no-warnings', app], {
    cwd: folder,
    encoding: 'utf8',
    env: {
      PATH: '',
      HOME: folder,
      CDK_OUTDIR: join(folder, 'out'),
      CDK_CONTEXT_JSON: JSON.stringify({ config: file }),
    },
  });
  rmSync(folder, { recursive: true });
  return { status, stderr: stderr.replaceAll(file, 'paths.yaml') };
};

test('a wrong configuration ends the synthesis, with file, line and column, before anything is deployed', () => {
  const { status, stderr } = synthesize(`paths:
  - id: a
    from: i-0aaaaaaaaaaaaaaaa
    to: i-0bbbbbbbbbbbbbbbb
    protocol: tcp
    port: 70000
    evry: 5 minutes
`);
  expect(status).toBe(2);
  expect(stderr).toMatch(/^paths\.yaml:6:11: /m);
  expect(stderr).toMatch(/^paths\.yaml:7:5: .*every/m);
});
