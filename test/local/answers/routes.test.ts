import type { Raw } from '../../../lambda/snapshot/raw.ts';
import type { Documents } from '../../../lambda/snapshot/snapshot.ts';
import { analyzersOf } from '../../../local/answers/analyzers.ts';
import { arnOf } from '../../../local/answers/component.ts';

const where = { account: '111111111111', region: 'eu-west-1' };

const attachment = (id: string, gateway: string, over: Raw = {}): Raw => ({
  TransitGatewayAttachmentId: id,
  TransitGatewayId: gateway,
  ResourceType: 'vpc',
  ResourceId: `vpc-of-${id}`,
  State: 'available',
  Association: { TransitGatewayRouteTableId: `tgw-rtb-${gateway}`, State: 'associated' },
  ...over,
});

const route = (cidr: string, to: string | undefined, over: Raw = {}): Raw => ({
  DestinationCidrBlock: cidr,
  Type: 'static',
  State: 'active',
  ...(to === undefined ? {} : { TransitGatewayAttachments: [{ TransitGatewayAttachmentId: to }] }),
  ...over,
});

const peering = (other: string): Raw => ({ ResourceType: 'peering', ResourceId: other });

/** Two transit gateways, `x` with `a` and `c`, `y` with `b`, peered by `p`; the routes of each table as given. */
const network = (x: readonly Raw[], y: readonly Raw[], over: Documents = {}): Documents => ({
  TransitGatewayAttachments: [
    attachment('tgw-attach-a', 'tgw-x'),
    attachment('tgw-attach-c', 'tgw-x'),
    attachment('tgw-attach-p', 'tgw-x', peering('tgw-y')),
    attachment('tgw-attach-p', 'tgw-y', peering('tgw-x')),
    attachment('tgw-attach-b', 'tgw-y'),
  ],
  TransitGatewayRoutes: [
    { TransitGatewayRouteTableId: 'tgw-rtb-tgw-x', Routes: x },
    { TransitGatewayRouteTableId: 'tgw-rtb-tgw-y', Routes: y },
  ],
  ...over,
});

const there = [route('10.2.0.0/16', 'tgw-attach-p'), route('10.1.0.0/16', 'tgw-attach-a')];
const onward = [route('10.2.0.0/16', 'tgw-attach-b'), route('10.1.0.0/16', 'tgw-attach-p')];

const analysis = (documents: Documents, from = 'tgw-attach-a', to: string | undefined = 'tgw-attach-b', back = true) =>
  analyzersOf(documents).routes({
    operation: 'StartRouteAnalysis',
    GlobalNetworkId: 'global-network-1',
    Source: { TransitGatewayAttachmentArn: arnOf(from, where), IpAddress: '10.1.0.1' },
    Destination: { ...(to && { TransitGatewayAttachmentArn: arnOf(to, where) }), IpAddress: '10.2.0.1' },
    IncludeReturnPath: back,
    UseMiddleboxes: false,
  });

const reason = (...given: Parameters<typeof analysis>): string | undefined => {
  const outcome = analysis(...given);
  if (outcome.status === 'FAILED') return 'FAILED';
  return outcome.forward.CompletionStatus?.ReasonCode ?? outcome.forward.CompletionStatus?.ResultCode;
};

test('a way over a peering passes both tables, and back', () => {
  const outcome = analysis(network(there, onward));
  if (outcome.status === 'FAILED') throw new Error('it failed');
  const steps = (leg = outcome.forward) =>
    leg.Path?.map(({ Sequence, Resource, DestinationCidrBlock }) =>
      [Sequence, Resource?.ResourceArn?.split('/')[1], DestinationCidrBlock].join(' ').trim(),
    );
  expect(steps()).toEqual([
    '4 tgw-attach-a',
    '3 tgw-rtb-tgw-x 10.2.0.0/16',
    '2 tgw-attach-p',
    '1 tgw-rtb-tgw-y 10.2.0.0/16',
    '0 tgw-attach-b',
  ]);
  expect(outcome.back?.CompletionStatus).toEqual({ ResultCode: 'CONNECTED' });
  expect(steps(outcome.back)?.at(-1)).toBe('0 tgw-attach-a');
});

test('the way back is walked only where it is asked for, and the way there leads on', () => {
  expect(analysis(network(there, onward), 'tgw-attach-a', 'tgw-attach-b', false)).not.toHaveProperty('back');
  expect(analysis(network([], onward))).not.toHaveProperty('back');
});

test.each<readonly [string, Documents]>([
  ['ROUTE_NOT_FOUND', network([], onward)],
  ['ROUTE_NOT_FOUND', network(there, [])],
  ['BLACKHOLE_ROUTE_FOR_DESTINATION_FOUND', network([route('10.2.0.0/16', undefined, { State: 'blackhole' })], onward)],
  // The longest prefix decides, whatever its state.
  [
    'BLACKHOLE_ROUTE_FOR_DESTINATION_FOUND',
    network([...there, route('10.2.0.0/24', undefined, { State: 'blackhole' })], onward),
  ],
  [
    'INACTIVE_ROUTE_FOR_DESTINATION_FOUND',
    network([route('10.2.0.0/16', 'tgw-attach-p', { State: 'pending' })], onward),
  ],
  ['TRANSIT_GATEWAY_ATTACHMENT_ATTACH_ARN_NO_MATCH', network([route('10.2.0.0/16', 'tgw-attach-c')], onward)],
  ['TRANSIT_GATEWAY_ATTACHMENT_NOT_IN_TRANSIT_GATEWAY', network([route('10.2.0.0/16', 'tgw-attach-b')], onward)],
  ['TRANSIT_GATEWAY_ATTACHMENT_NOT_FOUND', network([route('10.2.0.0/16', 'tgw-attach-z')], onward)],
  ['CYCLIC_PATH_DETECTED', network(there, [route('10.2.0.0/16', 'tgw-attach-p')])],
  // Static before propagated.
  [
    'CONNECTED',
    network(
      [route('10.2.0.0/16', 'tgw-attach-c', { Type: 'propagated' }), route('10.2.0.0/16', 'tgw-attach-p')],
      onward,
    ),
  ],
  ['FAILED', network([], onward, { TransitGatewayRoutes: [] })],
])('%s', (code, documents) => {
  expect(reason(documents)).toBe(code);
});

test('an attachment without an associated table has no stable one', () => {
  const documents = network(there, onward);
  const [first = {}, ...rest] = documents.TransitGatewayAttachments ?? [];
  const associating = { ...first, Association: { TransitGatewayRouteTableId: 'tgw-rtb-tgw-x', State: 'associating' } };
  expect(reason({ ...documents, TransitGatewayAttachments: [associating, ...rest] })).toBe(
    'TRANSIT_GATEWAY_ATTACHMENT_STABLE_ROUTE_TABLE_NOT_FOUND',
  );
});

test('ends that are not there are told', () => {
  expect(reason(network(there, onward), 'tgw-attach-z')).toBe('TRANSIT_GATEWAY_ATTACHMENT_NOT_FOUND');
  expect(reason(network(there, onward), 'tgw-attach-a', 'tgw-attach-z')).toBe('TRANSIT_GATEWAY_ATTACHMENT_NOT_FOUND');
  expect(reason(network(there, onward), 'tgw-attach-a', '')).toBe('NO_DESTINATION_ARN_PROVIDED');
});

test('a way of more than 64 hops is not followed', () => {
  const gateways = Array.from({ length: 70 }, (_, index) => `tgw-${index}`);
  const documents: Documents = {
    TransitGatewayAttachments: [
      attachment('tgw-attach-a', 'tgw-0'),
      ...gateways.flatMap((gateway, index) => [
        attachment(`tgw-attach-p${index}`, gateway, peering(`tgw-${index + 1}`)),
        attachment(`tgw-attach-p${index}`, `tgw-${index + 1}`, peering(gateway)),
      ]),
      attachment('tgw-attach-b', 'tgw-70'),
    ],
    TransitGatewayRoutes: gateways.map((gateway, index) => ({
      TransitGatewayRouteTableId: `tgw-rtb-${gateway}`,
      Routes: [route('10.2.0.0/16', `tgw-attach-p${index}`)],
    })),
  };
  expect(reason(documents)).toBe('MAX_HOPS_EXCEEDED');
});
