import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { parse } from 'yaml';
import { closeClients } from '../lambda/aws/clients.ts';
import { clientsOf, servicesOf } from '../lambda/compose.ts';
import { type Bundle, bundle, requireBanner } from '../lib/bundle.ts';
import { type EmbeddedAccount, openAccount } from '../local/account.ts';
import { useEmbeddedCredentials } from '../local/credentials.ts';
import { type Lambda, openLambda } from './support/durable-lambda.ts';
import { functionEnvironment } from './support/function-environment.ts';
import { openSandbox } from './support/lambda-sandbox.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const entry = join(root, 'lambda/handlers/sweep.ts');
const example = join(root, 'pathwatch.yaml');

describe('the built function', () => {
  let folder: string;
  let built: Bundle;
  let account: EmbeddedAccount;
  let lambda: Lambda;

  const buildTo = async (name: string): Promise<Bundle> =>
    bundle({ entry, outdir: join(folder, name), configuration: parse(await readFile(example, 'utf8')) });

  /** One sweep of the example by the function in `file`, in a process of its own. */
  const sweepBy = async (file: string): Promise<{ readonly record: unknown; readonly printed: string }> => {
    const sandbox = await openSandbox({ file, environment: functionEnvironment(account.environment, lambda.url) });
    try {
      return { record: await lambda.run(sandbox, { trigger: { by: 'hand' } }), printed: sandbox.printed() };
    } finally {
      await sandbox.close();
    }
  };

  /** The same function as esbuild bundles it for Node by default: dependencies as CommonJS where they have both. */
  const buildCommonJs = async (banner: string): Promise<string> => {
    const outdir = join(folder, 'commonjs');
    const file = join(outdir, 'index.mjs');
    const configuration = await readFile(join(built.folder, 'pathwatch.json'));
    await build({
      entryPoints: [entry],
      outfile: file,
      bundle: true,
      format: 'esm',
      platform: 'node',
      banner: { js: banner },
    });
    await writeFile(join(outdir, 'pathwatch.json'), configuration);
    return file;
  };

  beforeAll(async () => {
    useEmbeddedCredentials();
    folder = await mkdtemp(join(tmpdir(), 'pathwatch-'));
    built = await buildTo('built');
  }, 60_000);

  afterAll(() => rm(folder, { recursive: true }));

  beforeEach(async () => {
    let waited = 0;
    account = await openAccount({ runSeconds: 20, now: () => new Date(Date.now() + waited * 1000) });
    lambda = await openLambda((seconds) => {
      waited += seconds;
    });
  });

  afterEach(() => Promise.all([account.close(), lambda.close()]));

  test('sweeps the example in a process of its own, over the real clients', async () => {
    const { record, printed } = await sweepBy(join(built.folder, 'index.mjs'));
    expect(record).toMatchObject({ due: 2, tally: { expected: 2, troubled: 0 }, notes: [] });
    // What the two analyses cost, by path and by tag, and nothing else.
    const lines = printed.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual(
      ['Path', 'Tag', 'Path', 'Tag'].map((name) => expect.objectContaining({ [name]: expect.any(String), Spend: 0.1 })),
    );
    const calls = lambda.calls.map((call) => call.operation);
    expect(new Set(calls)).toEqual(new Set(['CheckpointDurableExecution', 'GetDurableExecutionState']));
    expect(lambda.executions.map(({ invocations }) => invocations)).toEqual([3]);

    const clients = clientsOf(account.environment);
    const { store } = servicesOf(account.environment, clients);
    const verdictsOf = async (pathId: string) =>
      (await store.checks(pathId, { limit: 10 })).items.map((check) => check.verdict);
    expect(await verdictsOf('a-to-b-rdp')).toEqual(['reachable']);
    expect(await verdictsOf('b-not-to-a-smb')).toEqual(['unreachable']);
    closeClients(clients);
  }, 60_000);

  test('would die where a dependency calls `require`, but for the banner', async () => {
    await expect(sweepBy(await buildCommonJs(''))).rejects.toThrow('Dynamic require');
    const { record } = await sweepBy(await buildCommonJs(requireBanner));
    expect(record).toMatchObject({ tally: { expected: 2 } });
  }, 60_000);

  test('has the same bytes at every build, wherever it is built to, and names nothing of this machine', async () => {
    const again = await buildTo(join('deeper', 'again'));
    const files = await readdir(again.folder);
    expect(files.sort()).toEqual(['index.mjs', 'index.mjs.map', 'pathwatch.json']);
    for (const file of files) {
      const content = await readFile(join(again.folder, file), 'utf8');
      expect(content === (await readFile(join(built.folder, file), 'utf8'))).toBe(true);
      expect(content).not.toContain(root);
      expect(content).not.toContain(folder);
    }
  }, 60_000);

  // Of which a tenth speaks to the channels and the flow logs.
  test('has less than 2.2 MB of code', () => {
    expect(built.bytes).toBeLessThan(2_200_000);
  });
});
