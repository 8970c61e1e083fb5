import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AuthorizeSecurityGroupIngressCommand, EC2Client } from '@aws-sdk/client-ec2';
import { ids } from '../../local/scenario/ids.ts';
import { builtCommandLine } from '../support/built-command-line.ts';
import { openShell, type Ran, type Shell, twoPaths } from '../support/command-line.ts';

let shell: Shell;
let program: string;
const children: ChildProcess[] = [];
beforeAll(async () => {
  program = await builtCommandLine();
});
beforeEach(async () => {
  shell = await openShell();
  await shell.write('pathwatch.yaml', twoPaths);
});
afterEach(async () => {
  for (const child of children.splice(0))
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  await shell.remove();
});

/** A test runs it a dozen times: what it is compiled to is kept. */
const environment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  NODE_OPTIONS: '',
  NODE_COMPILE_CACHE: join(dirname(program), 'compiled'),
});

/** A running `pathwatch local`, by what it prints. */
interface Running {
  readonly child: ChildProcess;
  readonly text: () => string;
  readonly errors: () => string;
  /** Waits until it has printed that. */
  printed(what: RegExp): Promise<void>;
  /** What it printed to be exported. */
  exported(name: string): string;
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

const start = async (...args: readonly string[]): Promise<Running> => {
  const child = spawn(process.execPath, [program, 'local', ...args], {
    cwd: shell.folder,
    env: environment(),
  });
  children.push(child);
  let text = '';
  let errors = '';
  child.stdout.on('data', (chunk) => (text += chunk));
  child.stderr.on('data', (chunk) => (errors += chunk));
  const printed = async (what: RegExp): Promise<void> => {
    while (!what.test(text)) {
      if (child.exitCode !== null) throw new Error(`it ended: ${text}${errors}`);
      await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
    }
  };
  await printed(/Ctrl-C ends it|"exports"[\s\S]*^}$/m);
  return {
    child,
    text: () => text,
    errors: () => errors,
    printed,
    exported: (name) => new RegExp(`^export ${name}=(.*)$`, 'm').exec(text)?.[1] ?? '',
    stop: async (signal = 'SIGINT') => {
      child.kill(signal);
      await once(child, 'exit');
      return child.exitCode;
    },
  };
};

const pathwatch = (...args: readonly string[]): Promise<Ran> =>
  new Promise((done) => {
    execFile(process.execPath, [program, ...args], { cwd: shell.folder, env: environment() }, (error, stdout, stderr) =>
      done({ exit: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    );
  });

/** A call as the AWS CLI sends it: a form, by POST. */
const call = async (running: Running, parameters: Readonly<Record<string, string>>): Promise<string> => {
  const reply = await fetch(running.exported('AWS_ENDPOINT_URL_EC2'), {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    body: new URLSearchParams({ Version: '2016-11-15', ...parameters }).toString(),
  });
  return reply.text();
};

const withoutReturnRoute = { Action: 'DeleteRoute', RouteTableId: ids.routesB, DestinationCidrBlock: '10.0.0.0/16' };

test('the network is broken over the wire, the alert comes, and both outlive the process', async () => {
  const first = await start('--every', '1');
  await first.printed(/2 paths: 0 not as expected, 0 undetermined, 2 as expected/);
  expect(await pathwatch('check', '--local')).toMatchObject({ exit: 0 });

  // The case that no analyzer of AWS sees, by a query as the AWS CLI sends it.
  expect(await call(first, withoutReturnRoute)).toContain('<return>true</return>');
  await first.printed(/BROKEN a-to-b: rtb-021ab122f4f50d879/);
  const broken = await pathwatch('check', 'a-to-b', '--local');
  expect(broken.exit).toBe(1);
  expect(broken.stdout).toContain('a-to-b: unreachable, NOT AS EXPECTED');
  expect(await pathwatch('status', '--local')).toMatchObject({ exit: 1 });

  expect(await first.stop()).toBe(0);
  expect(first.errors()).toBe('');
  expect(existsSync(join(shell.folder, '.pathwatch/address.json'))).toBe(false);
  expect(existsSync(join(shell.folder, '.pathwatch/lock'))).toBe(false);

  // Without it, the same folder in the command's own process.
  expect(await pathwatch('status', '--local')).toMatchObject({ exit: 1 });

  const second = await start('--every', '1');
  await second.printed(/2 paths: 1 not as expected, 0 undetermined, 1 as expected/);
  expect(await call(second, { Action: 'DescribeRouteTables', 'RouteTableId.1': ids.routesB })).not.toContain(
    '10.0.0.0/16',
  );
  await call(second, { ...withoutReturnRoute, Action: 'CreateRoute', TransitGatewayId: ids.transitGateway });
  await second.printed(/RECOVERED a-to-b/);
  const history = await pathwatch('history', 'a-to-b', '--local');
  expect(history.stdout.match(/ (un)?reachable /g)?.map((verdict) => verdict.trim())).toEqual(
    expect.arrayContaining(['reachable', 'unreachable']),
  );
  expect(await second.stop('SIGTERM')).toBe(0);
}, 120_000);

test('a change starts a sweep by its event, long before the next is due, and names who it was', async () => {
  const running = await start('--every', '3600', '--data', 'events');
  await running.printed(/2 paths: 0 not as expected, 0 undetermined, 2 as expected/);
  expect(running.text()).toContain('every 3600 seconds, and at each change.');
  expect(await call(running, withoutReturnRoute)).toContain('<return>true</return>');
  await running.printed(
    /BROKEN a-to-b: rtb-021ab122f4f50d879[\s\S]*- DeleteRoute by\s+arn:aws:iam::111111111111:user\/operator/,
  );
  await running.printed(/2 paths: 1 not as expected, 0 undetermined, 1 as expected/);
  await call(running, { ...withoutReturnRoute, Action: 'CreateRoute', TransitGatewayId: ids.transitGateway });
  await running.printed(/RECOVERED a-to-b/);
  expect(await running.stop()).toBe(0);
  expect(running.errors()).toBe('');
}, 120_000);

test('a client of EC2 changes it too, `--scene` does, and a second one on the folder is refused', async () => {
  const running = await start('--data', 'held');
  await running.printed(/2 as expected/);
  const ec2 = new EC2Client({
    region: running.exported('AWS_REGION'),
    endpoint: running.exported('AWS_ENDPOINT_URL_EC2'),
    credentials: {
      accessKeyId: running.exported('AWS_ACCESS_KEY_ID'),
      secretAccessKey: running.exported('AWS_SECRET_ACCESS_KEY'),
    },
  });
  // A promise of segmentation is broken by what opens the way.
  const smb = { IpProtocol: 'tcp', FromPort: 445, ToPort: 445, IpRanges: [{ CidrIp: '172.16.0.0/16' }] };
  await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: ids.groupA, IpPermissions: [smb] }));
  ec2.destroy();
  // Each change starts a sweep there too: by whichever of the two a path is analysed, the alert comes once it is.
  await running.printed(/OPEN b-not-to-a/);
  expect(await pathwatch('check', 'b-not-to-a', '--local', '--data', 'held')).toMatchObject({ exit: 1 });

  await pathwatch('check', 'a-to-b', '--local', '--data', 'held', '--scene', 'security-group-closed');
  await running.printed(/BROKEN a-to-b: sg-073c4d556bf048ea0/);
  expect(await call(running, { Action: 'DescribeSecurityGroups', 'GroupId.1': ids.groupB })).not.toContain('3389');

  const second = await pathwatch('local', '--data', 'held', '--json');
  expect(second.exit).toBe(3);
  expect(JSON.parse(second.stdout)).toMatchObject({
    error: { code: 'data-in-use', message: expect.stringContaining(`as process ${running.child.pid}`) },
  });
  expect(await running.stop()).toBe(0);
}, 120_000);

test('an address that a dead one left behind is not believed, and neither its lock', async () => {
  const running = await start('--data', 'left');
  await running.stop('SIGKILL');
  expect(existsSync(join(shell.folder, 'left/address.json'))).toBe(true);
  expect(await pathwatch('check', '--local', '--data', 'left')).toMatchObject({ exit: 0 });
  expect(existsSync(join(shell.folder, 'left/address.json'))).toBe(false);
}, 60_000);

test('with --json its one document is what programs wait for', async () => {
  const running = await start('--json', '--data', 'j');
  const { exports, environment } = JSON.parse(running.text());
  expect(exports).toMatchObject({
    AWS_ENDPOINT_URL_EC2: environment.ENDPOINT_EC2,
    AWS_ENDPOINT_URL_ELASTIC_LOAD_BALANCING_V2: environment.ENDPOINT_ELB,
    AWS_REGION: 'ap-northeast-1',
  });
  expect(await running.stop()).toBe(0);
  expect(JSON.parse(running.text())).toMatchObject({ exports });
}, 60_000);

test('it begins with a snapshot folder, unless it has a network already', async () => {
  expect(await pathwatch('snapshot', '--local', '--out', 'net')).toMatchObject({ exit: 0 });
  const running = await start('--data', 'own', '--snapshot', 'net');
  expect(await call(running, { Action: 'DescribeVpcs' })).toContain(ids.vpcB);
  expect(await running.stop()).toBe(0);
  expect(await pathwatch('local', '--data', 'own', '--snapshot', 'net')).toMatchObject({
    exit: 2,
    stderr: expect.stringContaining('keeps a network already'),
  });
}, 60_000);
