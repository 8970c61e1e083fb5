import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { closeClients } from '../lambda/aws/clients.ts';
import { clientsOf, servicesOf } from '../lambda/compose.ts';
import { bundle } from '../lib/bundle.ts';
import { type EmbeddedAccount, openAccount } from '../local/account.ts';
import { useEmbeddedCredentials } from '../local/credentials.ts';
import { functionEnvironment } from './support/function-environment.ts';
import { type Lambda, openLambda } from './support/lambda.ts';
import { openSandbox, type Sandbox } from './support/lambda-sandbox.ts';

const entry = fileURLToPath(new URL('../lambda/handlers/sweep.ts', import.meta.url));
const example = fileURLToPath(new URL('../pathwatch.yaml', import.meta.url));

describe('the built function', () => {
  let folder: string;
  let built: string;
  let account: EmbeddedAccount;
  let lambda: Lambda;

  const build = async (name: string) =>
    bundle({ entry, outdir: join(folder, name), configuration: parse(await readFile(example, 'utf8')) });
  const sandboxOf = (file: string): Promise<Sandbox> =>
    openSandbox({ file, environment: functionEnvironment(account.environment, lambda.url) });

  beforeAll(async () => {
    useEmbeddedCredentials();
    folder = await mkdtemp(join(tmpdir(), 'pathwatch-'));
    built = (await build('built')).folder;
    account = await openAccount({ runSeconds: 0 });
    lambda = await openLambda();
  }, 60_000);

  afterAll(async () => {
    await Promise.all([account.close(), lambda.close()]);
    await rm(folder, { recursive: true });
  });

  test('sweeps the example in a process of its own, over the real clients', async () => {
    const sandbox = await sandboxOf(join(built, 'index.mjs'));
    const clients = clientsOf(account.environment);
    try {
      const record = await lambda.run(sandbox, { trigger: { by: 'hand' } });
      expect(record).toMatchObject({ due: 2, tally: { expected: 2, troubled: 0 }, notes: [] });

      const { store } = servicesOf(account.environment, clients);
      for (const [pathId, verdict] of [
        ['a-to-b-rdp', 'reachable'],
        ['b-not-to-a-smb', 'unreachable'],
      ] as const) {
        const { items } = await store.checks(pathId, { limit: 10 });
        expect(items).toMatchObject([{ pathId, verdict }]);
      }
      expect(sandbox.printed()).not.toContain('Dynamic require');
    } finally {
      closeClients(clients);
      await sandbox.close();
    }
  }, 60_000);

  test('dies without the banner that gives it `require`', async () => {
    const [banner, ...rest] = (await readFile(join(built, 'index.mjs'), 'utf8')).split('\n');
    expect(banner).toContain('createRequire');
    const file = join(built, 'bare.mjs');
    await writeFile(file, rest.join('\n'));
    const sandbox = await sandboxOf(file);
    try {
      await expect(lambda.run(sandbox, { trigger: { by: 'hand' } })).rejects.toThrow('Dynamic require');
    } finally {
      await sandbox.close();
      await rm(file);
    }
  }, 60_000);

  test('has the same bytes at every build, wherever it is built to, and names nothing of this machine', async () => {
    const again = (await build(join('deeper', 'again'))).folder;
    const files = await readdir(again);
    expect(files.sort()).toEqual(['index.mjs', 'index.mjs.map', 'pathwatch.json']);
    for (const file of files) {
      const content = await readFile(join(again, file), 'utf8');
      expect(content === (await readFile(join(built, file), 'utf8'))).toBe(true);
      expect(content).not.toContain(fileURLToPath(new URL('..', import.meta.url)));
      expect(content).not.toContain(folder);
    }
  }, 60_000);

  test('has less than 2 MB of code', async () => {
    expect((await build('sized')).bytes).toBeLessThan(2_000_000);
  }, 60_000);
});
