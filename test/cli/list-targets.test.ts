import { resolve } from 'node:path';
import type { Snapshot } from '../../lambda/snapshot/snapshot.ts';
import { writeFolder } from '../../lambda/snapshot/write-folder.ts';
import { openShell, type Shell, twoPaths } from '../support/command-line.ts';
import { aFault, anAttachment, anInstance, anInterface, vpcA, vpcB } from '../support/network.ts';

const example = resolve('examples/web-db');
let shell: Shell;
beforeEach(async () => {
  shell = await openShell();
});
afterEach(() => shell.remove());

interface Document {
  readonly paths: readonly {
    readonly pathId: string;
    readonly from: { readonly resources: readonly object[]; readonly finding: object | null };
    readonly to: { readonly resources: readonly object[]; readonly finding: object | null };
    readonly pairs: object;
  }[];
}

const documents: Snapshot['documents'] = {
  Reservations: [
    anInstance('a', { tags: { Name: 'web-1' } }),
    anInstance('b', { tags: { Name: 'web-2' }, state: 'stopped' }),
    anInstance('c', { tags: { Name: 'db' }, vpc: vpcB }),
    anInstance('d', { tags: { Name: 'gone' }, state: 'terminated' }),
  ],
  NetworkInterfaces: [
    { ...anInterface('1', vpcA, '10.0.0.10'), SubnetId: 'subnet-1', Status: 'in-use' },
    anInterface('2', vpcB, '10.9.9.9'),
    anInterface('3', vpcB, '10.9.9.9'),
  ],
  InternetGateways: [],
  TransitGatewayAttachments: [anAttachment('a', vpcA), anAttachment('b', vpcB)],
};

/** The paths `p0`, `p1`, … of these ends, over a folder with those instances. */
const listed = async (
  ends: readonly (readonly [from: string, to: string])[],
  {
    ids = '',
    unreadable = {},
    more = '',
  }: {
    readonly ids?: string;
    readonly unreadable?: Snapshot['unreadable'];
    readonly more?: string;
  } = {},
) => {
  await writeFolder(resolve(shell.folder, 'net'), { takenAt: '2026-11-22T10:00:00.000Z', documents, unreadable });
  const paths = ends.map(
    ([from, to], place) =>
      `  - { id: p${place}, from: ${from}, to: ${to}, protocol: tcp, port: 443, every: 1 hour${more} }\n`,
  );
  await shell.write('pathwatch.yaml', `paths:\n${paths.join('')}`);
  const command = `list-targets ${ids} --snapshot net`;
  const { exit, document } = await shell.json(command);
  return { exit, document: document as Document, text: await shell.run(command) };
};

const web = '{ tags: { Name: "web-*" } }';
const db = '{ tags: { Name: db } }';

test('a selector is told with each resource that it picks, its state, and the pairs that are looked at', async () => {
  const { exit, document, text } = await listed([[web, db]], { more: ', maxPairs: 1' });
  expect(exit).toBe(0);
  expect(document).toMatchObject({
    takenAt: '2026-11-22T10:00:00.000Z',
    unreadable: {},
    paths: [
      {
        pathId: 'p0',
        declared: 'instance Name=web-* → instance Name=db, tcp/443',
        from: {
          declared: 'instance Name=web-*',
          form: 'selector',
          match: 'all',
          note: null,
          finding: null,
          resources: [
            {
              id: 'i-0aaaaaaaaaaaaaaaa',
              type: 'instance',
              name: 'web-1',
              vpcId: vpcA,
              subnetId: null,
              address: '10.0.0.10',
              state: 'running',
              account: null,
            },
            { id: 'i-0bbbbbbbbbbbbbbbb', name: 'web-2', state: 'stopped' },
          ],
        },
        to: { resources: [{ id: 'i-0cccccccccccccccc', vpcId: vpcB }] },
        pairs: { count: 2, lookedAt: 1, overTransitGateway: 1 },
      },
    ],
  });
  expect(text.stdout).toContain('2 pairs, of which 1 are looked at (`maxPairs`); 1 over a transit gateway');
  expect(text.stdout).toMatch(/^ {2}from {2}i-0b{16} +web-2 +instance +vpc-0a+ +- +10\.0\.0\.11 +stopped$/m);
  expect(text.stdout).toContain('1 path: 1 with both ends, 0 without.');
});

test('ids, ARNs and addresses are told as what they stand for', async () => {
  const arn = 'arn:aws:ec2:eu-west-1:222222222222:instance/i-0fffffffffffffff0';
  const { exit, document } = await listed([
    ['i-0aaaaaaaaaaaaaaaa', '10.0.0.10'],
    ['eni-01111111111111111', '192.0.2.7'],
    ['i-0aaaaaaaaaaaaaaaa', '10.9.9.9'],
    ['i-0aaaaaaaaaaaaaaaa', arn],
  ]);
  expect(exit).toBe(0);
  expect(document.paths.map(({ to }) => to)).toMatchObject([
    {
      form: 'address',
      note: null,
      resources: [{ id: 'eni-01111111111111111', type: 'network-interface', subnetId: 'subnet-1', state: 'in-use' }],
    },
    { note: 'no network interface has the address: it is looked for outside of the network', resources: [] },
    { note: 'several network interfaces have the address: name the one that is meant' },
    {
      form: 'arn',
      note: 'it is not described here: AWS is asked by its ARN or id',
      resources: [{ id: arn, type: null, account: '222222222222', state: null }],
    },
  ]);
});

test('an end that stands for nothing is told with its reason, and makes it 3; the others are told all the same', async () => {
  const { exit, document, text } = await listed([
    [web, db],
    ['{ tags: { Name: nobody } }', 'i-0dddddddddddddddd'],
    ['i-00000000000000009', db],
  ]);
  expect(exit).toBe(3);
  expect(document.paths).toMatchObject([
    { from: { finding: null }, to: { finding: null }, pairs: { count: 2 } },
    {
      from: { finding: { code: 'SELECTOR_MATCHES_NOTHING' }, resources: [] },
      to: { finding: { code: 'RESOURCE_GONE' } },
      pairs: { count: 0, lookedAt: 0 },
    },
    { from: { finding: { code: 'RESOURCE_NOT_FOUND' } }, to: { finding: null, resources: [{ name: 'db' }] } },
  ]);
  expect(text.exit).toBe(3);
  expect(text.stdout).toMatch(/^ {2}from: no instance with Name=nobody exists .* \[SELECTOR_MATCHES_NOTHING\]$/m);
  expect(text.stdout).toContain('3 paths: 1 with both ends, 2 without.');
});

test('what could not be read is unknown, for every form of end that needs it', async () => {
  const { exit, document, text } = await listed(
    [
      [web, db],
      ['igw-01111111111111111', '10.0.0.99'],
    ],
    {
      unreadable: {
        Reservations: aFault('DescribeInstances'),
        NetworkInterfaces: aFault('DescribeNetworkInterfaces'),
        InternetGateways: aFault('DescribeInternetGateways'),
        TransitGatewayAttachments: aFault('DescribeTransitGatewayAttachments'),
      },
    },
  );
  expect(exit).toBe(3);
  expect(document).toMatchObject({
    unreadable: { Reservations: { code: 'UnauthorizedOperation' } },
    paths: [
      { from: { finding: { code: 'UNREADABLE' } }, pairs: { overTransitGateway: null } },
      { from: { finding: { code: 'UNREADABLE' } }, to: { finding: { code: 'UNREADABLE' } } },
    ],
  });
  expect(text.stdout).toContain('DescribeNetworkInterfaces: UnauthorizedOperation');
});

test('paths are named by id; another one is told, and none is described', async () => {
  const { document } = await listed(
    [
      [web, db],
      [db, web],
    ],
    { ids: 'p1' },
  );
  expect(document.paths.map(({ pathId }) => pathId)).toEqual(['p1']);
  await shell.write('pathwatch.yaml', twoPaths);
  expect(await shell.json('list-targets b-not-to --snapshot nowhere')).toMatchObject({
    exit: 2,
    document: { error: { code: 'unknown-path', advice: 'did you mean `b-not-to-a`?' } },
  });
  expect(await shell.json('list-targets --snapshot nowhere')).toMatchObject({
    exit: 2,
    document: { error: { code: 'no-snapshot' } },
  });
});

test('names of strangers are shown on one line', async () => {
  await shell.write(
    'pathwatch.yaml',
    `paths:\n  - { id: p, from: ${web}, to: ${db}, protocol: tcp, port: 1, every: 1 hour }`,
  );
  await writeFolder(resolve(shell.folder, 'net'), {
    takenAt: '2026-11-22T10:00:00.000Z',
    documents: {
      Reservations: [
        anInstance('a', { tags: { Name: 'web-\u001b[2J\nevil\u202e' } }),
        anInstance('c', { tags: { Name: 'db' } }),
      ],
    },
    unreadable: {},
  });
  const { stdout } = await shell.run('list-targets --snapshot net');
  expect(stdout).toMatch(/^ {2}from {2}i-0a{16} +web-\[2J evil {2}instance/m);
  expect(stdout).not.toContain('\u001b');
});

test('a long list is cut for people, and whole for programs', async () => {
  const many = Array.from({ length: 30 }, (_, place) => ({
    ...anInterface('1', vpcA, `10.0.0.${place}`),
    NetworkInterfaceId: `eni-000000${place + 10}`,
    TagSet: [{ Key: 'Name', Value: 'web' }],
  }));
  await writeFolder(resolve(shell.folder, 'net'), {
    takenAt: '2026-11-22T10:00:00.000Z',
    documents: { NetworkInterfaces: many },
    unreadable: {},
  });
  await shell.write(
    'pathwatch.yaml',
    'paths:\n  - { id: p, from: { tags: { Name: web }, type: network-interface }, to: eni-00000010, protocol: tcp, port: 1, every: 1 hour }',
  );
  const { document } = await shell.json('list-targets --snapshot net');
  expect((document as Document).paths[0]?.from.resources).toHaveLength(30);
  const { stdout } = await shell.run('list-targets --snapshot net');
  expect(stdout).toMatch(/^ {2}from {2}and 10 more/m);
});

test('the embedded account is asked as it is, and the example too', async () => {
  await shell.write('pathwatch.yaml', twoPaths);
  expect(await shell.json('list-targets --local')).toMatchObject({
    exit: 0,
    document: { paths: [{ pathId: 'a-to-b', pairs: { count: 1, overTransitGateway: 1 } }, { pathId: 'b-not-to-a' }] },
  });
  expect(await shell.json(`list-targets --snapshot ${example}`)).toMatchObject({ exit: 3 });
});
