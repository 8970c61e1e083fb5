import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { version } from '../../lambda/version.ts';
import { install, pack } from './install.ts';
import { machineEnvironment, output, type Place, type Ran, run, start } from './machine.ts';
import { startUp } from './start-up.ts';

/*
 * `npm run test:package`: the command line as its users have it, packed, installed by `npm i -g` below a temporary folder,
 * and run by the Node of the machine from a folder that has nothing in it.
 */

const checkout = fileURLToPath(new URL('../..', import.meta.url));

/** Does a part of the run, and tells how long it took; of an action that gives a text, that too. */
type Step = (name: string, action: () => Promise<unknown>) => Promise<void>;

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

const play = async (folder: string, step: Step): Promise<void> => {
  const environment = machineEnvironment({ ...process.env, TZ: 'UTC', AWS_EC2_METADATA_DISABLED: 'true' });
  const home = join(folder, 'home');
  const work = join(folder, 'work');
  const data = join(work, '.pathwatch');
  await Promise.all([home, work].map((each) => mkdir(each)));
  // npm keeps its own home: its settings and its cache are the machine's.
  const npm: Place = { folder, environment };
  const place: Place = { folder: work, environment: { ...environment, HOME: home } };
  let file = '';
  let program = '';

  const pathwatch = async (words: string, exit: number): Promise<Ran> => {
    const ran = await run(program, words.split(' '), place);
    assert.deepEqual(
      { exit: ran.exit, stderr: ran.stderr },
      { exit, stderr: '' },
      `pathwatch ${words}:\n${ran.stdout}`,
    );
    return ran;
  };
  const nothingIsLeft = (): void => {
    for (const name of ['lock', 'address.json'])
      assert.equal(existsSync(join(data, name)), false, `${name} is left behind`);
  };

  await step('packed', async () => {
    const packed = await pack(checkout, folder, environment);
    file = packed.file;
    return megabytes(packed.bytes);
  });
  await step('installed globally, without what is bundled and without the stack', async () => {
    const installed = await install(file, join(folder, 'prefix'), npm);
    program = installed.program;
    assert.deepEqual(
      installed.packages.filter((name) => /^(@aws|aws-cdk|@smithy|constructs|esbuild|typescript|zod)/.test(name)),
      [],
    );
    return `${installed.packages.length} packages with it, ${megabytes(installed.bytes)} in all`;
  });
  await step('brings the bills of materials of what is shipped', async () => {
    const folder = join(dirname(dirname(await realpath(program))), 'sbom');
    const names = (await readdir(folder)).sort();
    assert.deepEqual(
      names,
      ['-farewell', '-gather', '-start', '-sweep', '-widget', ''].map((name) => `pathwatch${name}.cdx.json`),
    );
    const { components } = JSON.parse(await readFile(join(folder, 'pathwatch.cdx.json'), 'utf8'));
    return `${components.length} components in the command line's`;
  });
  await step('--version and --help', async () => {
    assert.equal((await pathwatch('--version', 0)).stdout, `${version}\n`);
    assert.match((await pathwatch('--help', 0)).stdout, /^Usage: pathwatch(.|\n)*\n {2}check (.|\n)*\n {2}local /);
  });
  await step('validate of a configuration that was written', async () => {
    await writeFile(join(work, 'pathwatch.yaml'), await readFile(join(checkout, 'pathwatch.yaml'), 'utf8'));
    assert.match((await pathwatch('validate', 0)).stdout, /^pathwatch\.yaml is right: 2 paths/);
    await writeFile(join(work, 'wrong.yaml'), 'paths: 1\n');
    assert.match((await pathwatch('validate --config wrong.yaml', 2)).stdout, /^wrong\.yaml:1:8: /);
  });
  await step('check --local, which runs the durable SDK', async () => {
    assert.match(
      (await pathwatch('check --local', 0)).stdout,
      /2 paths: 0 not as expected, 0 undetermined, 2 as expected/,
    );
    const { stdout } = await pathwatch('check --local --scene security-group-closed', 1);
    assert.match(stdout, /sg-073c4d556bf048ea0 has no inbound rule/);
    nothingIsLeft();
  });
  await step('status --local', async () => {
    assert.match((await pathwatch('status --local', 1)).stdout, /a-to-b-rdp +unreachable +NOT AS EXPECTED/);
    assert.equal(JSON.parse((await pathwatch('status --local --json', 1)).stdout).length, 2);
  });
  await step('report --html, as one page', async () => {
    assert.match((await pathwatch('report --local --html report.html', 0)).stdout, /^report\.html: 2 paths, /);
    const html = await readFile(join(work, 'report.html'), 'utf8');
    for (const told of ['sg-073c4d556bf048ea0 has no inbound rule', 'windows2016-private-sub-a', 'class="picture"'])
      assert.ok(html.includes(told), `the report does not tell ${told}`);
  });
  await step('ui, whose page comes with the package', async () => {
    const page = start(program, ['ui', '--local', '--json'], place);
    const { url } = JSON.parse(await page.until('}'));
    const welcome = await fetch(url);
    const cookie = welcome.headers.get('set-cookie')?.split(';')[0] ?? '';
    const asked = async (path: string): Promise<string> => {
      const answer = await fetch(new URL(path, url), { headers: { cookie } });
      assert.equal(answer.status, 200, `${path} is answered ${answer.status}`);
      return answer.text();
    };
    assert.match(await asked('/'), /<script type="module" src="\/page.js">/);
    assert.ok((await asked('/page.js')).length > 10_000);
    assert.match(await asked('/page.css'), /--unexpected/);
    assert.equal(JSON.parse(await asked('/api/overview')).paths[0].standing, 'unexpected');
    assert.equal((await fetch(new URL('/api/overview', url))).status, 403);
    page.signal('SIGINT');
    assert.equal((await page.ended).exit, 0);
    nothingIsLeft();
  });
  await step('analyze over what snapshot --local has written', async () => {
    await pathwatch('snapshot --local --out taken', 0);
    const asked =
      'analyze --snapshot taken --from i-0d1c5a8e3f7b92604 --to i-0e4f7a2b6c9d13508 --protocol tcp --port 3389';
    assert.match((await pathwatch(asked, 1)).stdout, /sg-073c4d556bf048ea0/);
  });
  await step('cost', async () => {
    assert.equal(JSON.parse((await pathwatch('cost --json', 0)).stdout).currency, 'USD');
  });
  await step('local until Ctrl-C, and status --local beside it', async () => {
    const local = start(program, ['local'], place);
    await local.until('Ctrl-C ends it');
    assert.equal(existsSync(join(data, 'address.json')), true);
    await pathwatch('status --local', 1);
    local.signal('SIGINT');
    const { exit, stderr } = await local.ended;
    assert.deepEqual({ exit, stderr, isAlive: local.isAlive() }, { exit: 0, stderr: '', isAlive: false });
    nothingIsLeft();
  });
  await step('Ctrl-C while it checks', async () => {
    const checking = start(program, ['check', '--local', '--audit'], place);
    while (!existsSync(join(data, 'lock'))) await new Promise((resolve) => setTimeout(resolve, 5));
    checking.signal('SIGINT');
    const { exit, stdout, stderr } = await checking.ended;
    assert.deepEqual({ exit, stdout, isAlive: checking.isAlive() }, { exit: 130, stdout: '', isAlive: false });
    assert.match(stderr, /^ended by SIGINT: .*\n$/);
    nothingIsLeft();
  });
  await step('start-up', () => startUp(program, place));
};

const print = (text: string): void => void process.stdout.write(`${text}\n`);

const main = async (): Promise<number> => {
  let passed = 0;
  const step: Step = async (name, action) => {
    const from = performance.now();
    try {
      const note = await action();
      passed += 1;
      print(
        `${name}${typeof note === 'string' ? `: ${note}` : ''} (${((performance.now() - from) / 1000).toFixed(1)} s)`,
      );
    } catch (error) {
      print(`FAILED: ${name}`);
      throw error;
    }
  };
  const folder = await mkdtemp(join(tmpdir(), 'pathwatch-package-'));
  let failed = 0;
  try {
    const machine = { folder, environment: machineEnvironment(process.env) };
    print(
      `by node ${(await output('node', ['--version'], machine)).trim()}, npm ${(await output('npm', ['--version'], machine)).trim()}`,
    );
    await play(folder, step);
  } catch (error) {
    failed = 1;
    print(error instanceof Error ? error.message : String(error));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  print(`package: ${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
};

process.exitCode = await main();
