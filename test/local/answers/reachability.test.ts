import type { NetworkInsightsPath, PathComponent } from '@aws-sdk/client-ec2';
import type { Documents } from '../../../lambda/snapshot/snapshot.ts';
import { analyzersOf } from '../../../local/answers/analyzers.ts';
import type { AnalysisFilters } from '../../../local/ec2/insights.ts';
import { addressA, ids } from '../../../local/scenario/ids.ts';
import { scenario } from '../../../local/scenario.ts';
import { broken, gatewayB, onTheInternet, publicB, withChange } from '../../support/scenario-network.ts';

const ask = (documents: Documents, path: NetworkInsightsPath, filters: AnalysisFilters = {}) => {
  const outcome = analyzersOf(documents).reachability({ Protocol: 'tcp', ...path }, filters);
  if (outcome.status === 'failed') throw new Error(outcome.StatusMessage);
  const { NetworkPathFound: found, ForwardPathComponents: forward = [], ReturnPathComponents: back = [] } = outcome;
  const explanations = outcome.Explanations ?? [];
  return { found, forward, back, explanations, codes: explanations.map(({ ExplanationCode }) => ExplanationCode) };
};

const rdp = { Source: ids.instanceA, Destination: ids.instanceB, DestinationPort: 3389 };
const typesOf = (components: readonly PathComponent[]): readonly (string | undefined)[] =>
  components.map(({ Component }) => Component?.Id?.replace(/-[0-9a-f]{17}$/, ''));

describe('from an internet gateway to an instance, as in the example of the guide', () => {
  const answer = ask(onTheInternet(), { Source: gatewayB, Destination: ids.instanceB, DestinationPort: 22 });

  test('both ways are told, a component at a time', () => {
    expect(answer.found).toBe(true);
    expect(typesOf(answer.forward)).toEqual(['igw', 'acl', 'sg', 'eni', 'i']);
    expect(typesOf(answer.back)).toEqual(['i', 'eni', 'sg', 'acl', 'rtb', 'igw']);
    expect(answer.forward.map(({ SequenceNumber }) => SequenceNumber)).toEqual([1, 2, 3, 4, 5]);
  });

  test('rules and routes are in the spellings of each table', () => {
    expect(answer.forward[1]?.AclRule).toEqual({
      Cidr: '0.0.0.0/0',
      Egress: false,
      Protocol: 'all',
      RuleAction: 'allow',
      RuleNumber: 100,
    });
    expect(answer.forward[2]?.SecurityGroupRule).toEqual({
      Cidr: '0.0.0.0/0',
      Direction: 'ingress',
      PortRange: { From: 22, To: 22 },
      Protocol: 'tcp',
    });
    expect(answer.forward[3]).toMatchObject({
      AttachedTo: { Id: ids.instanceB },
      Subnet: { Id: ids.subnetB },
      Vpc: { Id: ids.vpcB },
    });
    // The reply belongs to a connection, and needs no rule.
    expect(answer.back[2]).not.toHaveProperty('SecurityGroupRule');
    expect(answer.back[4]?.RouteTableRoute).toEqual({
      DestinationCidr: '0.0.0.0/0',
      GatewayId: gatewayB,
      Origin: 'createroute',
      State: 'active',
    });
  });

  test('headers stand at the ends, and show what the gateway changes', () => {
    const ports = [{ From: 22, To: 22 }];
    expect(answer.forward[0]).toMatchObject({
      InboundHeader: { DestinationAddresses: [`${publicB}/32`], DestinationPortRanges: ports, Protocol: '6' },
      OutboundHeader: { DestinationAddresses: ['172.16.0.89/32'] },
    });
    expect(answer.forward[0]?.InboundHeader?.SourceAddresses).not.toContain('10.0.0.0/8');
    expect(answer.forward[4]?.InboundHeader).toMatchObject({ DestinationAddresses: ['172.16.0.89/32'] });
    expect(answer.back[0]?.OutboundHeader).toMatchObject({ SourceAddresses: ['172.16.0.89/32'] });
    expect(answer.back[5]?.OutboundHeader).toMatchObject({
      SourceAddresses: [`${publicB}/32`],
      SourcePortRanges: ports,
    });
    expect(answer.forward.slice(1, 4).every((one) => !('InboundHeader' in one) && !('OutboundHeader' in one))).toBe(
      true,
    );
  });

  test('a private address is not what an internet gateway filters by', () => {
    const filter = { Source: gatewayB, Destination: ids.instanceB, DestinationPort: 22, SourceIp: '10.1.2.3' };
    expect(ask(onTheInternet(), filter).codes).toEqual(['IGW_EXPECTS_PUBLIC_ADDRESS']);
  });
});

test('over a transit gateway tcp is looked at one way, which is said at its route table', () => {
  const { found, forward, back } = ask(scenario, rdp);
  expect({ found, back }).toEqual({ found: true, back: [] });
  expect(typesOf(forward)).toEqual([
    'i',
    'eni',
    'sg',
    'acl',
    'rtb',
    'acl',
    'tgw-attach',
    'tgw-rtb',
    'tgw-attach',
    'acl',
    'rtb',
    'acl',
    'sg',
    'eni',
    'i',
  ]);
  const told = forward.filter(({ AdditionalDetails = [] }) => AdditionalDetails.length > 0);
  expect(told.map(({ Component, AdditionalDetails }) => [Component?.Id, AdditionalDetails])).toEqual([
    [ids.transitRoutesA, [{ AdditionalDetailType: 'UNIDIRECTIONAL_PATH_ANALYSIS_ONLY' }]],
  ]);
  expect(forward[7]).toMatchObject({
    TransitGateway: { Id: ids.transitGateway },
    TransitGatewayRouteTableRoute: {
      DestinationCidr: '172.16.0.0/16',
      RouteOrigin: 'static',
      State: 'active',
      AttachmentId: ids.attachmentB,
      ResourceId: ids.vpcB,
      ResourceType: 'vpc',
    },
  });
});

test('inside a VPC tcp is looked at both ways, and what stops the reply is what is explained', () => {
  const path = { Source: gatewayB, Destination: ids.instanceB, DestinationPort: 22 };
  const noWayBack = withChange(onTheInternet(), 'RouteTables', ids.routesB, ({ Routes, ...rest }) => ({
    ...rest,
    Routes: Array.isArray(Routes) ? Routes.slice(0, 2) : [],
  }));
  const { found, explanations } = ask(noWayBack, path);
  expect(found).toBe(false);
  expect(explanations).toMatchObject([{ ExplanationCode: 'NO_ROUTE_TO_DESTINATION', RouteTable: { Id: ids.routesB } }]);
});

test('udp is looked at one way everywhere', () => {
  const open = withChange(scenario, 'SecurityGroups', ids.groupB, (group) => ({
    ...group,
    IpPermissions: [{ IpProtocol: 'udp', FromPort: 53, ToPort: 53, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
  }));
  const path = {
    Source: ids.transitInterfaceB,
    Destination: ids.instanceB,
    Protocol: 'udp',
    DestinationPort: 53,
  } as const;
  expect(ask(open, path)).toMatchObject({ found: true, back: [] });
});

test('a partial way ends before what stops it, and a blackhole is told with its route', () => {
  const blackhole = withChange(scenario, 'RouteTables', ids.routesA, ({ Routes, ...rest }) => ({
    ...rest,
    Routes: Array.isArray(Routes) ? Routes.map((route) => ({ ...route, State: 'blackhole' })) : [],
  }));
  const { found, forward, explanations } = ask(blackhole, rdp);
  expect(found).toBe(false);
  expect(typesOf(forward)).toEqual(['i', 'eni', 'sg']);
  expect(explanations[0]).toMatchObject({
    ExplanationCode: 'BAD_STATE_ROUTE',
    RouteTable: { Id: ids.routesA },
    RouteTableRoute: { DestinationCidr: '172.16.0.0/16', State: 'blackhole' },
  });
});

test('a way over the internet between two of the network is one that the analyzer does not follow', () => {
  const path = {
    Source: ids.instanceA,
    FilterAtSource: { DestinationAddress: publicB, DestinationPortRange: { FromPort: 22, ToPort: 22 } },
  };
  expect(ask(onTheInternet(), path)).toMatchObject({ found: false, codes: ['IGW_NAT_REFLECTION'] });
});

test('an address on the internet is reached by the gateway, where the way ends', () => {
  const path = {
    Source: ids.instanceB,
    FilterAtSource: { DestinationAddress: '8.8.8.8', DestinationPortRange: { FromPort: 443, ToPort: 443 } },
  };
  const { found, forward } = ask(onTheInternet(), path);
  expect(found).toBe(true);
  expect(forward.at(-1)).toMatchObject({
    Component: { Id: gatewayB },
    OutboundHeader: { SourceAddresses: [`${publicB}/32`], DestinationAddresses: ['8.8.8.8/32'] },
  });
});

test('an end that has IPv6 alone is no component to analyze', () => {
  const documents = withChange(scenario, 'NetworkInterfaces', ids.interfaceB, (eni) => ({
    ...eni,
    PrivateIpAddress: undefined,
    PrivateIpAddresses: [],
    Ipv6Addresses: [{ Ipv6Address: '2001:db8::1' }],
  }));
  expect(ask(documents, rdp)).toMatchObject({ found: false, codes: ['UNASSOCIATED_COMPONENT'] });
});

test('an end that has gone since the path was made is no source', () => {
  const gone = { ...scenario, Reservations: [], NetworkInterfaces: [] };
  expect(ask(gone, rdp)).toMatchObject({ found: false, codes: ['NO_SOURCE_OR_DESTINATION'] });
});

test('what cannot be seen is unreachable with an inconclusive code, never reachable', () => {
  const unknownRoutes = { ...scenario, TransitGatewayRoutes: [], TransitGatewayStaticRoutes: [] };
  expect(ask(unknownRoutes, rdp)).toMatchObject({ found: false, codes: ['TGW_RTB_ROUTES_ARE_UNKNOWN'] });
});

test.each([
  ['TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION', 'TransitGatewayAttachments', ids.attachmentA, { Association: undefined }],
  ['BAD_STATE_ATTACHMENT', 'TransitGatewayAttachments', ids.attachmentA, { State: 'deleting' }],
  ['TGW_ROUTE_AZ_RESTRICTION', 'TransitGatewayVpcAttachments', ids.attachmentA, { SubnetIds: [ids.transitSubnetB] }],
  ['TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT', 'TransitGatewayRoutes', ids.transitRoutesA, { Routes: [] }],
  ['SG_HAS_NO_RULES', 'SecurityGroups', ids.groupA, { IpPermissionsEgress: [] }],
  ['SUBNET_ACL_RESTRICTION', 'NetworkAcls', ids.aclA, { Entries: [] }],
  ['NO_ROUTE_TO_DESTINATION', 'RouteTables', ids.routesA, { Routes: [] }],
] as const)('%s passes as AWS has it', (code, key, id, change) => {
  // Another zone for the subnet of B, so that one of the cases has none in A's.
  const zoned = withChange(scenario, 'Subnets', ids.transitSubnetB, (subnet) => ({
    ...subnet,
    AvailabilityZone: 'ap-northeast-1c',
    AvailabilityZoneId: 'apne1-az1',
  }));
  const { found, codes } = ask(
    withChange(zoned, key, id, (element) => ({ ...element, ...change })),
    rdp,
  );
  expect(found).toBe(false);
  expect(codes).toContain(code);
});

test('a stopped instance is in a bad state', () => {
  const documents = {
    ...scenario,
    Reservations: JSON.parse(JSON.stringify(scenario.Reservations).replaceAll('"running"', '"stopped"')),
  };
  expect(ask(documents, rdp).explanations).toContainEqual(
    expect.objectContaining({ ExplanationCode: 'BAD_STATE', State: 'stopped' }),
  );
});

describe('filters', () => {
  const filtered = (FilterAtDestination: NetworkInsightsPath['FilterAtDestination']) =>
    ask(scenario, {
      Source: ids.instanceA,
      Destination: ids.instanceB,
      FilterAtSource: { DestinationPortRange: { FromPort: 3000, ToPort: 4000 } },
      FilterAtDestination,
    });

  test('at the destination narrow what the source sends, where nothing changes it on its way', () => {
    expect(filtered({ DestinationPortRange: { FromPort: 3389, ToPort: 3389 }, SourceAddress: addressA }).found).toBe(
      true,
    );
    expect(filtered({ DestinationPortRange: { FromPort: 3390, ToPort: 4000 } }).codes).toEqual([
      'ENI_SG_RULES_MISMATCH',
    ]);
    expect(filtered({ DestinationPortRange: { FromPort: 22, ToPort: 22 } }).codes).toEqual([
      'FILTER_AT_DESTINATION_DESTINATION_PORT_RANGE',
    ]);
  });

  test('of components fail the analysis, since nothing here looks for other ways', () => {
    const FilterInArns = [`arn:aws:ec2:ap-northeast-1:111111111111:transit-gateway/${ids.transitGateway}`];
    expect(() => ask(scenario, rdp, { FilterInArns })).toThrow('The network configuration is not supported');
    expect(() => ask(scenario, rdp, { FilterOutArns: FilterInArns })).toThrow('is not supported');
  });
});

test('the way begins and ends at an interface where that is what was asked for', () => {
  const { forward } = ask(scenario, { ...rdp, Source: ids.interfaceA, Destination: ids.interfaceB });
  expect([typesOf(forward)[0], typesOf(forward).at(-1)]).toEqual(['eni', 'eni']);
});

test('an end is what AWS takes as one, and in the network', () => {
  const { isEnd } = analyzersOf(onTheInternet());
  const ends = [ids.instanceA, ids.interfaceA, ids.attachmentA, ids.transitGateway, gatewayB];
  expect(ends.every(isEnd)).toBe(true);
  expect(isEnd(`arn:aws:ec2:ap-northeast-1:111111111111:instance/${ids.instanceA}`)).toBe(true);
  expect([ids.vpcA, ids.subnetA, ids.groupA, 'i-00000000000000000', '10.0.0.1'].filter(isEnd)).toEqual([]);
});

test('the answer to a fault is of the network that was asked about', () => {
  expect(ask(broken('security-group-closed'), rdp).found).toBe(false);
  expect(ask(scenario, rdp).found).toBe(true);
});
