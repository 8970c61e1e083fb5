import { BALANCING, callTables, EC2, isReading, isWatched } from '../../lambda/changes/calls.ts';

/** The operations of a client, by the commands that it exports. */
const operationsOf = (client: object): readonly string[] =>
  Object.keys(client)
    .filter((name) => /^[A-Z]\w*Command$/.test(name))
    .map((name) => name.slice(0, -'Command'.length));

const operations = {
  [EC2]: operationsOf(await import('@aws-sdk/client-ec2')),
  [BALANCING]: [
    ...new Set([
      ...operationsOf(await import('@aws-sdk/client-elastic-load-balancing-v2')),
      ...operationsOf(await import('@aws-sdk/client-elastic-load-balancing')),
    ]),
  ],
};

const services = [EC2, BALANCING] as const;
const listedOf = (service: (typeof services)[number]): readonly string[] =>
  [...callTables[service].watched, ...callTables[service].ignored].flatMap(({ calls }) => calls);

/** The operations of section 4.2 of our facts about AWS, which can change reachability. */
const reachability = `
  AuthorizeSecurityGroupIngress AuthorizeSecurityGroupEgress RevokeSecurityGroupIngress RevokeSecurityGroupEgress
  ModifySecurityGroupRules DeleteSecurityGroup AssociateSecurityGroupVpc DisassociateSecurityGroupVpc
  CreateNetworkAclEntry ReplaceNetworkAclEntry DeleteNetworkAclEntry ReplaceNetworkAclAssociation DeleteNetworkAcl
  CreateRoute ReplaceRoute DeleteRoute AssociateRouteTable DisassociateRouteTable ReplaceRouteTableAssociation
  DeleteRouteTable EnableVgwRoutePropagation DisableVgwRoutePropagation EnableRouteServerPropagation
  DisableRouteServerPropagation ModifyManagedPrefixList RestoreManagedPrefixListVersion DeleteManagedPrefixList
  CreateTransitGatewayRoute ReplaceTransitGatewayRoute DeleteTransitGatewayRoute AssociateTransitGatewayRouteTable
  DisassociateTransitGatewayRouteTable EnableTransitGatewayRouteTablePropagation
  DisableTransitGatewayRouteTablePropagation CreateTransitGatewayPrefixListReference
  ModifyTransitGatewayPrefixListReference DeleteTransitGatewayPrefixListReference CreateTransitGatewayVpcAttachment
  ModifyTransitGatewayVpcAttachment DeleteTransitGatewayVpcAttachment AcceptTransitGatewayPeeringAttachment
  RejectTransitGatewayPeeringAttachment CreateTransitGatewayPeeringAttachment DeleteTransitGatewayPeeringAttachment
  CreateTransitGatewayConnect DeleteTransitGatewayConnect DeleteTransitGatewayRouteTable ModifyTransitGateway
  DeleteTransitGateway AssociateTransitGatewayPolicyTable DisassociateTransitGatewayPolicyTable
  CreateTransitGatewayPolicyTableEntry ModifyTransitGatewayPolicyTableEntry DeleteTransitGatewayPolicyTableEntry
  AttachInternetGateway DetachInternetGateway CreateNatGateway DeleteNatGateway AttachVpnGateway DetachVpnGateway
  CreateVpnConnection DeleteVpnConnection ModifyVpnConnection CreateVpnConnectionRoute DeleteVpnConnectionRoute
  CreateVpcPeeringConnection AcceptVpcPeeringConnection RejectVpcPeeringConnection DeleteVpcPeeringConnection
  ModifyVpcPeeringConnectionOptions CreateVpcEndpoint ModifyVpcEndpoint DeleteVpcEndpoints
  AcceptVpcEndpointConnections RejectVpcEndpointConnections ModifyVpcEndpointServiceConfiguration
  DeleteVpcEndpointServiceConfigurations ModifyVpcEndpointServicePermissions ModifyNetworkInterfaceAttribute
  ModifyInstanceAttribute AttachNetworkInterface DetachNetworkInterface DeleteNetworkInterface
  AssignPrivateIpAddresses UnassignPrivateIpAddresses AssociateAddress DisassociateAddress RunInstances StartInstances
  StopInstances TerminateInstances AssociateVpcCidrBlock DisassociateVpcCidrBlock DeleteSubnet
  ModifyVpcBlockPublicAccessOptions CreateVpcBlockPublicAccessExclusion ModifyVpcBlockPublicAccessExclusion
  DeleteVpcBlockPublicAccessExclusion CreateVpcEncryptionControl ModifyVpcEncryptionControl DeleteVpcEncryptionControl
`
  .trim()
  .split(/\s+/);

const balancingReachability = `
  CreateListener ModifyListener DeleteListener CreateRule ModifyRule DeleteRule SetRulePriorities RegisterTargets
  DeregisterTargets ModifyTargetGroup ModifyTargetGroupAttributes SetSecurityGroups SetSubnets
  ModifyLoadBalancerAttributes DeleteLoadBalancer
`
  .trim()
  .split(/\s+/);

describe.each(services)('the calls of %s', (service) => {
  const known = operations[service];
  const listed = listedOf(service);

  test('that change something are each listed, so that somebody decides about a new one', () => {
    expect(known.length).toBeGreaterThan(50);
    expect(known.filter((name) => !isReading(name) && !listed.includes(name))).toEqual([]);
  });

  test('that are listed are in the SDK, once, and do not only read', () => {
    expect(listed.filter((name) => !known.includes(name))).toEqual([]);
    expect(listed.filter((name, index) => listed.indexOf(name) !== index)).toEqual([]);
    expect(listed.filter(isReading)).toEqual([]);
  });

  test('are watched or ignored, never unlisted', () => {
    for (const { calls } of callTables[service].watched)
      for (const call of calls) expect([call, isWatched(service, call)]).toEqual([call, 'watched']);
    for (const { calls } of callTables[service].ignored)
      for (const call of calls) expect([call, isWatched(service, call)]).toEqual([call, 'ignored']);
    for (const call of known.filter(isReading)) expect([call, isWatched(service, call)]).toEqual([call, 'ignored']);
  });

  test('are in groups that each have a reason', () => {
    for (const { why, calls } of [...callTables[service].watched, ...callTables[service].ignored]) {
      expect(why.length).toBeGreaterThan(3);
      expect(calls.length).toBeGreaterThan(0);
    }
  });
});

test.each(reachability)('%s is watched', (call) => {
  expect(isWatched(EC2, call)).toBe('watched');
});

test.each(balancingReachability)('%s of load balancing is watched', (call) => {
  expect(isWatched(BALANCING, call)).toBe('watched');
});

test.each(['CreateNetworkInsightsPath', 'StartNetworkInsightsAnalysis', 'DeleteNetworkInsightsPath'])(
  '%s, which we make ourselves, is ignored',
  (call) => {
    expect(isWatched(EC2, call)).toBe('ignored');
  },
);

test.each([
  [EC2, 'TeleportVpc'],
  [EC2, 'Describe'],
  [EC2, 'Getaway'],
  [EC2, 'constructor'],
  [EC2, ''],
  ['elasticfilesystem.amazonaws.com', 'CreateRoute'],
  ['constructor', 'CreateRoute'],
])('nobody has decided about %s %s', (service, call) => {
  expect(isWatched(service, call)).toBe('unlisted');
});
