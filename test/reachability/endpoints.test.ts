import type { Raw } from '../../lambda/snapshot/raw.ts';
import {
  addInternetGateway,
  findings,
  messages,
  oneVpc,
  type SmallNetwork,
  verdicts,
  way,
} from '../support/small-network.ts';

const withGatewayEndpoint = (more: Raw = {}): SmallNetwork => {
  const network = oneVpc({ 'pl-0': 'vpce-0' });
  network.add('PrefixListEntries', { PrefixListId: 'pl-0', Entries: [{ Cidr: '52.216.0.0/15' }] });
  network.add('VpcEndpoints', {
    VpcEndpointId: 'vpce-0',
    VpcEndpointType: 'Gateway',
    VpcId: 'vpc-0',
    State: 'available',
    ...more,
  });
  network.eni('eni-a', { subnet: 'subnet-a', addresses: ['10.0.1.10'] });
  return network;
};

describe('a gateway endpoint', () => {
  test.each(['vpce-0', '52.216.0.1'])('%s is reached by the route of its prefix list, and answers', (to) => {
    const answer = withGatewayEndpoint().ask('i-a', to);
    expect(verdicts(answer)).toBe('reachable, reachable');
    expect(way(answer.forward)).toBe('i-a > eni-a > subnet-a > vpc-0 > vpce-0');
    expect(way(answer.return)).toBe('vpce-0 > vpc-0 > subnet-a > eni-a > i-a');
  });

  test('takes tcp and icmp echo', () => {
    expect(withGatewayEndpoint().ask('i-a', 'vpce-0', 'icmp').verdict).toBe('reachable');
    const answer = withGatewayEndpoint().ask('i-a', 'vpce-0', 'udp/53');
    expect(findings(answer)).toEqual(['forward VPCE_GATEWAY_PROTOCOL_RESTRICTION vpce-0']);
    expect(messages(answer)).toEqual(['vpce-0 carries tcp and icmp echo alone']);
  });

  test('needs a route', () => {
    const network = withGatewayEndpoint();
    network.edit('RouteTables', (table) => ({ ...table, Routes: [] }));
    expect(findings(network.ask('i-a', 'vpce-0'))[0]).toBe('forward NO_ROUTE_TO_DESTINATION rtb-0');
  });

  test('that is not available', () => {
    expect(messages(withGatewayEndpoint({ State: 'deleting' }).ask('i-a', 'vpce-0'))).toEqual(['vpce-0 is deleting']);
  });

  test('starts no connections', () => {
    const answer = withGatewayEndpoint().ask('vpce-0', 'i-a');
    expect(findings(answer)).toEqual(['forward VPCE_INTRA_VPC_TRAFFIC vpce-0']);
    expect(messages(answer)).toEqual(['vpce-0 starts no connections into its VPC']);
  });

  test('does not explain why the internet is not reached', () => {
    const network = withGatewayEndpoint();
    addInternetGateway(network);
    expect(findings(network.ask('i-a', 'internet'))[0]).toBe('forward NO_ROUTE_TO_DESTINATION rtb-0');
  });

  test('is unknown where its prefix list is not', () => {
    const network = withGatewayEndpoint();
    network.forget('PrefixListEntries');
    expect(network.ask('i-a', 'vpce-0').verdict).toBe('unknown');
    network.eni('eni-b', { subnet: 'subnet-b', addresses: ['10.0.2.10'] });
    expect(network.ask('i-a', 'i-b').verdict).toBe('reachable');
  });
});

describe('an interface endpoint', () => {
  const withInterfaceEndpoint = (more: Raw = {}): SmallNetwork => {
    const network = oneVpc();
    network.add('VpcEndpoints', {
      VpcEndpointId: 'vpce-1',
      VpcEndpointType: 'Interface',
      VpcId: 'vpc-0',
      State: 'available',
      NetworkInterfaceIds: ['eni-e'],
      ...more,
    });
    network.eni('eni-e', {
      subnet: 'subnet-b',
      addresses: ['10.0.2.50'],
      instance: false,
      type: 'vpc_endpoint',
      groups: ['sg-e'],
    });
    network.group('sg-e', 'vpc-0', ['tcp/443']);
    network.eni('eni-a', { subnet: 'subnet-a', addresses: ['10.0.1.10'] });
    return network;
  };

  test.each(['vpce-1', 'eni-e', '10.0.2.50'])('%s is reached at its interface, by the groups of that', (to) => {
    const answer = withInterfaceEndpoint().ask('i-a', to);
    expect(verdicts(answer)).toBe('reachable, reachable');
    expect(way(answer.forward)).toBe('i-a > eni-a > subnet-a > vpc-0 > subnet-b > eni-e');
    expect(findings(withInterfaceEndpoint().ask('i-a', to, 'tcp/80'))[0]).toBe('forward ENI_SG_RULES_MISMATCH sg-e');
  });

  test.each(['vpce-1', 'eni-e'])('%s starts no connections', (from) => {
    const answer = withInterfaceEndpoint().ask(from, 'i-a');
    expect(answer.verdict).toBe('unreachable');
    expect(findings(answer)).toEqual(['forward VPCE_INTRA_VPC_TRAFFIC eni-e']);
  });

  test('that was not accepted', () => {
    const answer = withInterfaceEndpoint({ State: 'pendingAcceptance' }).ask('i-a', 'vpce-1');
    expect(findings(answer)).toEqual(['forward BAD_STATE vpce-1']);
  });

  test('without its interface in the snapshot is not known', () => {
    const answer = withInterfaceEndpoint({ NetworkInterfaceIds: ['eni-9'] }).ask('i-a', 'vpce-1');
    expect(findings(answer)).toEqual(['forward UNASSOCIATED_COMPONENT vpce-1']);
    expect(answer.verdict).toBe('unknown');
  });
});
