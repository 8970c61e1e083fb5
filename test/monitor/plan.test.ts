import { CANARY_PATH } from '../../lambda/domain/canary.ts';
import type { Path } from '../../lambda/domain/path.ts';
import { obsoletePaths, oldestByKey, planPath } from '../../lambda/monitor/plan.ts';
import type { InsightsPath, Registration } from '../../lambda/monitor/ports.ts';
import type { Inventory } from '../../lambda/snapshot/inventory.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import {
  aFault,
  anAttachment,
  anInstance,
  anInterface,
  anInventory,
  gateway,
  gatewayArn,
  twoVpcs,
  vpcA,
  vpcB,
} from '../support/network.ts';
import { aPath } from '../support/paths.ts';

const deployment = { name: 'prod', account: '111111111111', region: 'ap-northeast-1' };

const registered = (over: Partial<Registration> = {}): Registration => ({
  globalNetworkId: 'global-network-1',
  transitGatewayArn: gatewayArn,
  state: 'AVAILABLE',
  ...over,
});

const plan = (
  path: Path,
  inventory: Inventory,
  registrations: Parameters<typeof planPath>[3] = [registered()],
  owned: readonly InsightsPath[] = [],
) => planPath(path, inventory, oldestByKey(owned), registrations, deployment);

const anInsightsPath = (id: string, over: Partial<InsightsPath> = {}): InsightsPath => ({
  id,
  pathId: 'web-db',
  key: 'k1',
  createdAt: '2026-11-22T10:00:00.000Z',
  ...over,
});

const selector = { kind: 'selector', type: 'instance', tags: { role: 'web' }, match: 'all' } as const;
const web = { tags: { role: 'web' } };

describe('the questions of a path', () => {
  test('are one for each pair of ends, port range and source port range', () => {
    const ports = [
      { from: 80, to: 80 },
      { from: 443, to: 443 },
    ];
    const sourcePorts = [
      { from: 1024, to: 2047 },
      { from: 4096, to: 65535 },
    ];
    const planned = plan(aPath({ ports, sourcePorts }), anInventory(twoVpcs));
    expect(planned.pairs).toEqual({ count: 1, left: 0 });
    expect(planned.questions).toHaveLength(4);
    expect(new Set(planned.questions.map(({ question }) => question.key)).size).toBe(4);
  });

  test('stop at maxPairs, and how many pairs are left out is kept', () => {
    const Reservations = ['1', '2', '3', '4'].map((character) => anInstance(character, web));
    const inventory = anInventory({ Reservations: [...Reservations, anInstance('b', { vpc: vpcB })] });
    const planned = plan(aPath({ from: selector, maxPairs: 3 }), inventory);
    expect(planned.pairs).toEqual({ count: 4, left: 1 });
    expect(planned.questions.map(({ pair, question }) => [pair, question.source.at(-1)])).toEqual([
      [0, '1'],
      [1, '2'],
      [2, '3'],
    ]);
  });

  test('keep their key, and with it their insights path, whatever else joins the selector', () => {
    const keysOf = (characters: readonly string[]) => {
      const Reservations = [...characters.map((of) => anInstance(of, web)), anInstance('b', { vpc: vpcB })];
      return plan(aPath({ from: selector }), anInventory({ Reservations })).questions.map(
        ({ question }) => question.key,
      );
    };
    expect(keysOf(['1', '2', '3'])).toEqual(expect.arrayContaining(keysOf(['1', '3'])));
  });

  test('have the insights path that stands for them already', () => {
    const inventory = anInventory(twoVpcs);
    const key = plan(aPath(), inventory).questions[0]?.question.key ?? '';
    expect(plan(aPath(), inventory, [], [anInsightsPath('nip-1', { key })]).questions[0]?.insightsPathId).toBe('nip-1');
  });

  test('are none where an end is unresolved; each such end is said', () => {
    const planned = plan(aPath(), anInventory({}));
    expect(planned).toMatchObject({ questions: [], routes: [], pairs: { count: 0, left: 0 } });
    expect(planned.unresolved.map(({ component }) => component)).toEqual([
      'i-0aaaaaaaaaaaaaaaa',
      'i-0bbbbbbbbbbbbbbbb',
    ]);
  });

  test('name the accounts of their ends, but not our own', () => {
    const arn = (account: string) => `arn:aws:ec2:ap-northeast-1:${account}:instance/i-0cccccccccccccccc`;
    const accountsOf = (account: string) =>
      plan(aPath({ to: { kind: 'arn', arn: arn(account) } }), anInventory(twoVpcs)).questions[0]?.question.accounts;
    expect(accountsOf('222222222222')).toEqual(['222222222222']);
    expect(accountsOf('111111111111')).toEqual([]);
  });
});

describe('what Route Analyzer is asked', () => {
  const routesOf = (documents: Documents, ...rest: readonly [Parameters<typeof planPath>[3]?]) =>
    plan(aPath(), anInventory(documents), ...rest).routes;
  const attached = (a: Parameters<typeof anAttachment>[2], b = a): Documents => ({
    ...twoVpcs,
    TransitGatewayAttachments: [anAttachment('a', vpcA, a), anAttachment('b', vpcB, b)],
  });
  const arnOf = (character: string, owner = '111111111111') =>
    `arn:aws:ec2:ap-northeast-1:${owner}:transit-gateway-attachment/tgw-attach-0${character.repeat(16)}`;

  test('is the way between the attachments of the two VPCs, by the addresses of the ends', () => {
    expect(routesOf(twoVpcs)).toEqual([
      {
        pair: 0,
        question: {
          transitGatewayId: gateway,
          globalNetworkId: 'global-network-1',
          sourceAttachmentArn: arnOf('a'),
          sourceAddress: '10.0.0.10',
          destinationAttachmentArn: arnOf('b'),
          destinationAddress: '10.0.0.11',
        },
      },
    ]);
  });

  test.each([
    ['one VPC', { ...twoVpcs, Reservations: [anInstance('a'), anInstance('b')] }],
    ['a VPC without an attachment', { ...twoVpcs, TransitGatewayAttachments: [anAttachment('a', vpcA)] }],
    ['an attachment that goes', attached({}, { State: 'deleting' })],
  ])('is nothing within %s', (_, documents) => {
    expect(routesOf(documents)).toEqual([]);
  });

  test('names the attachment by the account that owns it', () => {
    const [route] = routesOf(attached({}, { ResourceOwnerId: '222222222222' }));
    expect(route).toMatchObject({ question: { destinationAttachmentArn: arnOf('b', '222222222222') } });
  });

  test.each([
    ['nothing is registered', [], /no global network/],
    ['it is pending', [registered({ state: 'PENDING' })], /its registration is PENDING/],
    [
      'another one is registered',
      [registered({ transitGatewayArn: gatewayArn.replaceAll('aaaa', 'cccc') })],
      /^tgw-0aaaaaaaaaaaaaaaa of account 111111111111 is not registered/,
    ],
  ])('is nothing, and no error, where %s', (_, registrations, reason) => {
    expect(routesOf(twoVpcs, registrations)).toEqual([{ pair: 0, notApplicable: expect.stringMatching(reason) }]);
  });

  test('of a transit gateway of another account is nothing, and the account is named', () => {
    const shared = attached({ TransitGatewayId: 'tgw-0ddddddddddddddddd', TransitGatewayOwnerId: '333333333333' });
    expect(routesOf(shared)).toEqual([{ pair: 0, notApplicable: expect.stringContaining('of account 333333333333') }]);
  });

  test('of a registration that was removed and made anew is the one that holds', () => {
    const registrations = [registered({ state: 'DELETED', globalNetworkId: 'global-network-0' }), registered()];
    expect(routesOf(twoVpcs, registrations)).toMatchObject([{ question: { globalNetworkId: 'global-network-1' } }]);
  });

  test('is nothing between two transit gateways', () => {
    const documents = attached({}, { TransitGatewayId: 'tgw-0cccccccccccccccc' });
    expect(routesOf(documents)).toMatchObject([
      { notApplicable: expect.stringContaining('different transit gateways') },
    ]);
  });

  test('is each of several transit gateways that both VPCs are attached to', () => {
    const other = 'tgw-0cccccccccccccccc';
    const documents = {
      ...twoVpcs,
      TransitGatewayAttachments: [
        ...(twoVpcs.TransitGatewayAttachments ?? []),
        anAttachment('c', vpcA, { TransitGatewayId: other }),
        anAttachment('d', vpcB, { TransitGatewayId: other }),
      ],
    };
    const registrations = [registered(), registered({ transitGatewayArn: gatewayArn.replace(gateway, other) })];
    expect(routesOf(documents, registrations)).toMatchObject([
      { question: { transitGatewayId: gateway, destinationAttachmentArn: arnOf('b') } },
      { question: { transitGatewayId: other, destinationAttachmentArn: arnOf('d') } },
    ]);
  });

  test('is unknown, not nothing, where the attachments or the registrations could not be read', () => {
    const fault = aFault('DescribeTransitGatewayAttachments');
    const { Reservations = [] } = twoVpcs;
    const blind = anInventory({ Reservations }, { TransitGatewayAttachments: fault });
    expect(plan(aPath(), blind).routes).toMatchObject([{ fault, question: { transitGatewayId: '' } }]);
    const denied = aFault('DescribeGlobalNetworks');
    expect(routesOf(twoVpcs, denied)).toMatchObject([{ fault: denied, question: { transitGatewayId: gateway } }]);
  });

  describe('where the destination is an address', () => {
    const path = aPath({ to: { kind: 'address', address: '172.16.0.5' } });

    test('is the way to the VPC of the interface that has it', () => {
      const NetworkInterfaces = [anInterface('c', vpcB, '172.16.0.5')];
      expect(plan(path, anInventory({ ...twoVpcs, NetworkInterfaces })).routes).toMatchObject([
        { question: { destinationAddress: '172.16.0.5', destinationAttachmentArn: arnOf('b') } },
      ]);
    });

    test('is unknown, not nothing, where the interfaces could not be read', () => {
      const fault = aFault('DescribeNetworkInterfaces');
      expect(plan(path, anInventory(twoVpcs, { NetworkInterfaces: fault })).routes).toMatchObject([{ fault }]);
      expect(plan(path, anInventory(twoVpcs)).routes).toEqual([]);
    });
  });

  test('is two transit gateways at most', () => {
    const gateways = ['1', '2', '3', '4', '5'];
    const on = (vpc: string, offset: number) =>
      gateways.map((of, index) => anAttachment((index + offset).toString(16), vpc, { TransitGatewayId: `tgw-${of}` }));
    const documents = { ...twoVpcs, TransitGatewayAttachments: [...on(vpcA, 1), ...on(vpcB, 8)] };
    expect(routesOf(documents)).toHaveLength(2);
  });
});

describe('insights paths', () => {
  const made = [
    anInsightsPath('nip-2', { createdAt: '2026-11-22T11:00:00.000Z' }),
    anInsightsPath('nip-3'),
    anInsightsPath('nip-1'),
    anInsightsPath('nip-0', { key: 'k2' }),
  ];

  test('of one question: the oldest stands, of two as old the lesser id, in whatever order they are listed', () => {
    for (const listed of [made, made.toReversed()])
      expect([...oldestByKey(listed)].map(([key, { id }]) => [key, id]).toSorted()).toEqual([
        ['k1', 'nip-1'],
        ['k2', 'nip-0'],
      ]);
  });

  const inventory = anInventory(twoVpcs);
  const planned = plan(aPath(), inventory);
  const key = planned.questions[0]?.question.key ?? '';
  const removed = (owned: readonly InsightsPath[], plans = [planned]) =>
    obsoletePaths(owned, plans, new Date('2026-11-22T12:30:00.000Z')).map(({ id }) => id);

  test('of the canary stay while it may need them, and go when nobody has removed them since', () => {
    const canary = (id: string, createdAt: string) => anInsightsPath(id, { pathId: CANARY_PATH, createdAt });
    expect(removed([canary('nip-1', '2026-11-22T12:00:00.000Z'), canary('nip-2', '2026-11-22T11:29:00.000Z')])).toEqual(
      ['nip-2'],
    );
  });

  test('go where their path is no longer declared, where it no longer asks, and where an older one stands', () => {
    expect(
      removed([
        anInsightsPath('nip-1', { key }),
        anInsightsPath('nip-2', { key, createdAt: '2026-11-22T12:00:00.000Z' }),
        anInsightsPath('nip-3', { key: 'of an earlier declaration' }),
        anInsightsPath('nip-4', { pathId: 'undeclared' }),
      ]),
    ).toEqual(['nip-2', 'nip-3', 'nip-4']);
  });

  test('stay where the ends cannot be resolved just now', () => {
    expect(removed([anInsightsPath('nip-1', { key })], [plan(aPath(), anInventory({}))])).toEqual([]);
  });
});
