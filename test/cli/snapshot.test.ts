import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readFolder } from '../../lambda/snapshot/read-folder.ts';
import { type Endpoint, openEndpoint } from '../../local/endpoint.ts';
import { openShell, type Shell, twoPaths } from '../support/command-line.ts';
import { type OpenNetwork, openNetwork } from '../support/describing.ts';
import { callersService } from '../support/sts.ts';
import { account, wholeNetwork } from '../support/whole-network.ts';

/*
 * An account without a deployment, as the command line meets it: the real clients, sent to loopback endpoints in the way
 * in which the SDK lets every user do it.
 */
let shell: Shell;
let network: OpenNetwork;
let sts: Endpoint;
const before = { ...process.env };

beforeEach(async () => {
  shell = await openShell();
  network = await openNetwork(() => wholeNetwork, { pageSize: 100 });
  sts = await openEndpoint(callersService(account));
  Object.assign(process.env, {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_STS: sts.url,
    AWS_ENDPOINT_URL_EC2: network.ec2.url,
    AWS_ENDPOINT_URL_ELASTIC_LOAD_BALANCING: network.elb.url,
    AWS_ENDPOINT_URL_ELASTIC_LOAD_BALANCING_V2: network.elb.url,
  });
});

afterEach(async () => {
  process.env = { ...before };
  await Promise.all([network.close(), sts.close(), shell.remove()]);
});

const read = async (folder: string) =>
  (await readFolder(join(shell.folder, folder), '2026-11-22T10:00:00.000Z')).snapshot;

const refuseAddresses = (): void =>
  network.disturb(({ operation }) =>
    operation === 'DescribeAddresses'
      ? { kind: 'error', status: 403, code: 'UnauthorizedOperation', message: 'not\u001b[2J allowed' }
      : undefined,
  );

test('what was described is told by parts, and the folder reads back', async () => {
  const { exit, document } = await shell.json('snapshot --out taken');
  expect(exit).toBe(0);
  expect(document).toMatchObject({
    folder: 'taken',
    takenAt: expect.stringMatching(/^\d{4}-.*Z$/),
    parts: { Vpcs: 7, TransitGatewayRoutes: 2, LoadBalancers: 4, LoadBalancerDescriptions: 4 },
    unreadable: {},
  });
  const { documents, takenAt, unreadable } = await read('taken');
  expect({ takenAt, unreadable }).toEqual({ takenAt: (document as { takenAt: string }).takenAt, unreadable: {} });
  expect(documents.Vpcs).toHaveLength(7);
  expect(documents.TransitGatewayRoutes).toHaveLength(2);

  const { stdout } = await shell.run('snapshot --out taken');
  expect(stdout).toMatch(/^taken: \d+ elements in \d+ parts, described /);
  expect(stdout).toMatch(/^7 +Vpcs$/m);
});

test('a part that was refused makes it 3; it is told with its reason, and written all the same', async () => {
  refuseAddresses();
  const { exit, document } = await shell.json('snapshot --out taken');
  expect({ exit, document }).toMatchObject({
    exit: 3,
    document: {
      unreadable: { Addresses: { kind: 'denied', operation: 'DescribeAddresses', code: 'UnauthorizedOperation' } },
    },
  });
  expect((await read('taken')).unreadable).toMatchObject({ Addresses: { code: 'UnauthorizedOperation' } });
  const { stdout } = await shell.run('snapshot --out other');
  expect(stdout).toMatch(/^ {2}DescribeAddresses: UnauthorizedOperation: not.* allowed\n {4}Addresses$/m);
  expect(stdout).not.toContain('\u001b');
});

test('a folder that holds something else is left as it is, and one to write to must be named', async () => {
  await shell.write('notes.txt', 'mine');
  expect(await shell.json('snapshot --out .')).toMatchObject({
    exit: 2,
    document: { error: { code: 'out-unusable' } },
  });
  expect(await shell.json('snapshot --out notes.txt')).toMatchObject({ exit: 2 });
  expect(existsSync(join(shell.folder, 'Vpcs.json'))).toBe(false);
  expect(await shell.json('snapshot')).toMatchObject({ exit: 2, document: { error: { code: 'usage' } } });
});

test('credentials that are not taken, or no Region, end it before anything is described', async () => {
  sts.disturb(() => ({ kind: 'error', status: 403, code: 'ExpiredToken', message: 'The security token is expired' }));
  expect(await shell.json('snapshot --out taken')).toMatchObject({
    exit: 3,
    document: { error: { code: 'aws-expired-credentials' } },
  });
  delete process.env.AWS_REGION;
  process.env.AWS_CONFIG_FILE = join(shell.folder, 'none');
  process.env.AWS_SHARED_CREDENTIALS_FILE = join(shell.folder, 'none');
  expect(await shell.json('snapshot --out taken')).toMatchObject({
    exit: 2,
    document: { error: { code: 'no-region' } },
  });
  expect(network.calls()).toEqual([]);
  expect(existsSync(join(shell.folder, 'taken'))).toBe(false);
});

test('`analyze` without a folder asks the network as it is', async () => {
  const ask = 'analyze --from eni-1 --to eni-999 --protocol tcp --port 443';
  expect(await shell.json(ask)).toMatchObject({
    exit: 3,
    document: { verdict: 'unknown', forward: { findings: [{ component: 'eni-999' }] } },
  });
  expect(network.calls().length).toBeGreaterThan(20);
});

test('the embedded account is described, and the folder that was written answers as it does', async () => {
  const { document } = await shell.json('snapshot --local --out taken');
  expect(document).toMatchObject({ parts: { Vpcs: 2, TransitGateways: 1 } });
  expect(network.calls()).toEqual([]);
  const { documents } = await read('taken');
  const [web, app] = (documents.NetworkInterfaces ?? []).map(({ NetworkInterfaceId }) => NetworkInterfaceId);
  const ask = `analyze --from ${web} --to ${app} --protocol tcp --port 3389`;
  expect(await shell.json(`${ask} --snapshot taken`)).toEqual(await shell.json(`${ask} --local`));
});

test('the embedded account is asked as a scene left it: the way back over the transit gateway is traced', async () => {
  await shell.write('pathwatch.yaml', twoPaths);
  expect(await shell.json('analyze a-to-b --local')).toMatchObject({ exit: 0, document: { id: 'a-to-b' } });
  await shell.run('check a-to-b --local --scene vpc-route-missing');
  expect(await shell.json('analyze a-to-b --local')).toMatchObject({
    exit: 1,
    document: {
      forward: { verdict: 'reachable' },
      return: { verdict: 'unreachable', findings: [{ component: 'rtb-021ab122f4f50d879' }] },
    },
  });
});
