import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { writeFolder } from '../../lambda/snapshot/write-folder.ts';
import { openShell, type Shell } from '../support/command-line.ts';
import { aFault } from '../support/network.ts';
import { smallNetwork } from '../support/small-network.ts';
import { threeTiers } from './discover/sample.ts';

let shell: Shell;
beforeEach(async () => {
  shell = await openShell();
  await writeFolder(join(shell.folder, 'net'), threeTiers().snapshot());
  await writeFolder(join(shell.folder, 'empty'), smallNetwork().snapshot());
});
afterEach(() => shell.remove());

const content = (name = 'pathwatch.yaml'): Promise<string> => readFile(join(shell.folder, name), 'utf8');

const pathsOf = async (options = '') => (await shell.json(`validate ${options}`)).document as { paths: string[] };

test('what gets through is written active, the rest as comments; the file is right', async () => {
  const { exit, document } = await shell.json('init --snapshot net');
  expect(exit).toBe(0);
  expect(document).toEqual({
    file: 'pathwatch.yaml',
    takenAt: '2026-01-01T00:00:00.000Z',
    candidates: [
      expect.objectContaining({ id: 'internet-to-shop-443', kind: 'front-door', active: true }),
      expect.objectContaining({ id: 'shop-to-web-8080', kind: 'targets', active: true }),
      {
        id: 'web-to-rds-sg-db-5432',
        from: { tags: { Name: 'web' } },
        to: 'eni-000000d1',
        protocol: 'tcp',
        port: 5432,
        expect: 'reachable',
        kind: 'database',
        why: 'the security group sg-db (sg-db) admits sg-web (sg-web) on tcp/5432, the port of PostgreSQL; the interface is of RDS',
        now: { verdict: 'reachable', reason: null, pairs: 2, lookedAt: 2 },
        monthly: 1.08,
        active: true,
      },
      expect.objectContaining({
        kind: 'promise',
        expect: 'unreachable',
        now: expect.objectContaining({ verdict: 'unreachable', reason: expect.any(String) }),
        active: false,
      }),
    ],
    left: { 'front-door': 0, targets: 0, database: 0, service: 0, 'linked-vpcs': 0, promise: 0 },
    unasked: [],
    unreadable: {},
  });
  expect(await pathsOf()).toMatchObject({
    ok: true,
    paths: ['internet-to-shop-443', 'shop-to-web-8080', 'web-to-rds-sg-db-5432'],
  });
  expect(await shell.json('list-targets --snapshot net')).toMatchObject({ exit: 0 });
});

test('people are told each candidate, what the file has, and what is next', async () => {
  const { exit, stdout, stderr } = await shell.run('init --snapshot net');
  expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
  expect(stdout).toContain(`✓ internet-to-shop-443
    the load balancer shop faces the internet and listens on port 443
    reachable (network model); about $0.54 a month
`);
  expect(stdout).toContain('# internet-not-to-rds-sg-db-5432\n');
  expect(stdout).toContain(`
pathwatch.yaml: 3 paths, about $2.71 a month for analyses.
1 other stands in it as a comment (#).
Next: read it, then \`pathwatch validate\`, \`pathwatch list-targets\` and \`pathwatch cost\`.
`);
});

test('candidates are bounded, and those left out are counted by what they are', async () => {
  const { document } = await shell.json('init --snapshot net --max 1');
  expect(document).toMatchObject({
    candidates: [{ id: 'internet-to-shop-443' }],
    left: { 'front-door': 0, targets: 1, database: 1, promise: 1 },
  });
  expect(await content()).toContain('# 3 more candidates found no room here: `pathwatch init --max N`.');
  const { stdout } = await shell.run('init --snapshot net --max 1 --force');
  expect(stdout).toContain(
    '3 more candidates found no room: 1 target group, 1 database, 1 promise. `--max N` takes more.',
  );
  expect(await shell.json('init --snapshot net --max 0 --force')).toMatchObject({ exit: 2 });
});

test('an empty network is said to have nothing, and the file shows how to declare a path by hand', async () => {
  const { exit, stdout } = await shell.run('init --snapshot empty');
  expect(exit).toBe(0);
  expect(stdout).toMatch(/^Nothing was found that looks like a critical path/);
  expect(stdout).toContain('pathwatch.yaml: no path is declared; one stands in, to be replaced.');
  expect(await content()).toContain('A file must declare a path, and this one stands for none');
  expect(await pathsOf()).toMatchObject({ ok: true, paths: ['replace-me'] });
  expect(await shell.json('list-targets --snapshot empty')).toMatchObject({ exit: 3 });
});

test('what could not be described makes it 3 and is told; the file is written all the same', async () => {
  const snapshot = threeTiers().snapshot();
  const { LoadBalancers: _, ...documents } = snapshot.documents;
  await writeFolder(join(shell.folder, 'part'), {
    ...snapshot,
    documents,
    unreadable: { LoadBalancers: aFault('DescribeLoadBalancers') },
  });
  const { exit, document } = await shell.json('init --snapshot part');
  expect({ exit, document }).toMatchObject({
    exit: 3,
    document: { unreadable: { LoadBalancers: { code: 'UnauthorizedOperation' } }, unasked: [] },
  });
  expect(await pathsOf()).toMatchObject({ ok: true });
  const { stdout } = await shell.run('init --snapshot part --force');
  expect(stdout).toContain('DescribeLoadBalancers: UnauthorizedOperation');
});

test('what was not asked for is told as unlooked at', async () => {
  const { document } = await shell.json(`init --snapshot ${resolve('examples/web-db')}`);
  expect(document).toMatchObject({
    candidates: [{ id: 'web-1-to-db-1-5432', active: true }],
    unasked: ['InternetGateways', 'TransitGatewayAttachments', 'VpcPeeringConnections', 'LoadBalancers'],
  });
});

describe('a file that is there', () => {
  test('is not overwritten, and nothing is described', async () => {
    await shell.write('pathwatch.yaml', 'mine');
    expect(await shell.json('init --snapshot nowhere')).toMatchObject({
      exit: 2,
      document: { error: { code: 'file-exists', message: 'pathwatch.yaml is there already' } },
    });
    expect(await content()).toBe('mine');
  });

  test('is overwritten whole with --force, and no draft is left', async () => {
    await shell.write('pathwatch.yaml', 'mine');
    expect(await shell.json('init --snapshot net --force')).toMatchObject({ exit: 0 });
    expect(await pathsOf()).toMatchObject({ ok: true });
    expect((await readdir(shell.folder)).sort()).toEqual(['empty', 'net', 'pathwatch.yaml']);
  });

  test('of the other name would be put out of use, which is not done unasked', async () => {
    await shell.write('pathwatch.json', '{}');
    expect(await shell.json('init --snapshot net')).toMatchObject({
      exit: 2,
      document: { error: { code: 'file-exists', message: expect.stringContaining('pathwatch.json') } },
    });
    expect(existsSync(join(shell.folder, 'pathwatch.yaml'))).toBe(false);
    expect(await shell.json('init --snapshot net --out other.yaml')).toMatchObject({ exit: 0 });
  });

  test('is not followed where it is a link to nowhere', async () => {
    await symlink(join(shell.folder, 'target'), join(shell.folder, 'pathwatch.yaml'));
    expect(await shell.json('init --snapshot net')).toMatchObject({
      exit: 2,
      document: { error: { code: 'file-exists' } },
    });
    expect(existsSync(join(shell.folder, 'target'))).toBe(false);
  });
});

test('a file is written where --out or --config says; a folder that is not there is told before anything is described', async () => {
  await mkdir(join(shell.folder, 'conf'));
  expect(await shell.json('init --snapshot net --out conf/paths.yaml')).toMatchObject({
    exit: 0,
    document: { file: 'conf/paths.yaml' },
  });
  expect(await shell.json('init --snapshot net --config other.yaml')).toMatchObject({ exit: 0 });
  expect(await pathsOf('--config other.yaml')).toMatchObject({ ok: true });
  expect(await shell.json('init --snapshot nowhere --out none/paths.yaml')).toMatchObject({
    exit: 2,
    document: { error: { code: 'out-unusable' } },
  });
  expect(await shell.json('init --snapshot net --force --out conf')).toMatchObject({
    exit: 2,
    document: { error: { code: 'out-unusable' } },
  });
  expect(await readdir(join(shell.folder, 'conf'))).toEqual(['paths.yaml']);
});

test('the first line names the schema: of the checkout that the file lies in, else of the package', async () => {
  await shell.run('init --snapshot net');
  expect((await content()).split('\n')[0]).toBe(
    '# yaml-language-server: $schema=node_modules/pathwatch/docs/pathwatch.schema.json',
  );
  await mkdir(join(shell.folder, 'docs'));
  await mkdir(join(shell.folder, 'conf'));
  await writeFile(join(shell.folder, 'docs', 'pathwatch.schema.json'), '{}');
  await shell.run('init --snapshot net --out conf/paths.yaml');
  expect((await content('conf/paths.yaml')).split('\n')[0]).toBe(
    '# yaml-language-server: $schema=../docs/pathwatch.schema.json',
  );
});

test('the embedded account is described and looked through', async () => {
  expect(await shell.json('init --local')).toMatchObject({
    exit: 0,
    document: { candidates: [{ kind: 'linked-vpcs', port: 3389, active: true }, { active: false }] },
  });
});
