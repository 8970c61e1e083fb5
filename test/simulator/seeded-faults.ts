/** A mistake in the engine: in `file`, below lambda/, `from` stands exactly once, and becomes `to`. */
export interface Fault {
  readonly name: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const step = (name: string): string => `reachability/steps/${name}.ts`;

/** Mistakes that a person might make in each of the devices, or in what reads them. */
export const faults: readonly Fault[] = [
  // Interfaces and instances.
  {
    name: 'the source/destination check is ignored',
    file: 'network/interface.ts',
    from: 'checked: raw.SourceDestCheck !== false,',
    to: 'checked: false,',
  },
  {
    name: 'a router is checked although its check is off',
    file: 'network/interface.ts',
    from: 'checked: raw.SourceDestCheck !== false,',
    to: 'checked: true,',
  },
  {
    name: 'an instance that is not running passes packets',
    file: step('interface'),
    from: "if (state === 'running') return [];",
    to: "if (state !== 'terminated') return [];",
  },

  // Security groups.
  {
    name: 'outbound rules of security groups are skipped',
    file: step('security-groups'),
    from: 'if (one.groups.length === 0) return',
    to: "if (one.groups.length === 0 || direction === 'egress') return",
  },
  {
    name: 'replies are not tracked',
    file: step('security-groups'),
    from: 'if (branch.memory.isReply && branch.memory.admitted.has(one.id))',
    to: 'if (branch.memory.isReply && one.id.length === 0)',
  },
  {
    name: 'a reply passes every security group, also where the request did not come by',
    file: step('security-groups'),
    from: 'if (branch.memory.isReply && branch.memory.admitted.has(one.id))',
    to: 'if (branch.memory.isReply)',
  },
  {
    name: 'the identity of the sender is asked of outbound rules in place of inbound ones',
    file: step('security-groups'),
    from: "if (direction === 'egress') return { by: 'members' };",
    to: "if (direction === 'ingress') return { by: 'members' };",
  },
  {
    name: 'the identity of the sender is kept over routers and gateways',
    file: step('security-groups'),
    from: "return identity.kind === 'kept' ?",
    to: "return identity.kind !== 'unknown' ?",
  },
  {
    name: 'the identity of the sender is kept over every transit gateway',
    file: step('attachment'),
    from: "return gateway.kind === 'found' && gateway.thing.referencesGroups && attachment.referencesGroups",
    to: "return gateway.kind === 'found'",
  },
  {
    name: 'outbound rules that refer to groups count over a transit gateway',
    file: step('into-transit'),
    from: 'if (referredBy === undefined || memory.isReply) return branch;',
    to: 'if (memory !== undefined) return branch;',
  },
  {
    name: 'types and codes of ICMP are ignored',
    file: 'network/service.ts',
    from: 'icmpPorts(from ?? -1, to ?? -1)',
    to: 'icmpPorts(-1, -1)',
  },
  {
    name: 'port ranges end one too early',
    file: 'network/service.ts',
    from: ': [[from, to + 1]];',
    to: ': [[from, to]];',
  },
  {
    name: 'the protocol of a rule is ignored',
    file: 'network/service.ts',
    from: 'const protocols = single(number);',
    to: 'const protocols = everyProtocol;',
  },
  {
    name: 'of a prefix list the first entry alone is read',
    file: 'network/prefix-list.ts',
    from: "...list(raw, 'Entries').map(",
    to: "...list(raw, 'Entries').slice(0, 1).map(",
  },

  // Network ACLs.
  {
    name: 'the entries of a network ACL are read as they stand',
    file: 'network/network-acl.ts',
    from: '.sort((a, b) => a.number - b.number)',
    to: '',
  },
  {
    name: 'an entry that denies does not end the look',
    file: 'reachability/filter.ts',
    from: 'rest = except(rest, entry.filter);',
    to: 'if (entry.allows) rest = except(rest, entry.filter);',
  },
  {
    name: 'network ACLs are read inside a subnet',
    file: step('subnet'),
    from: "nexts.push(on(branch, { at: 'receiving', interface: one.interface }, { packets: one.packets }));",
    to: "nexts.push(on(branch, { at: 'entering-subnet', interface: one.interface }, { packets: one.packets }));",
  },
  {
    name: 'network ACLs let every reply pass',
    file: step('subnet'),
    from: 'const acl = world.view.aclOf(subnet, vpc);',
    to: "const acl = branch.memory.isReply ? { kind: 'absent' } : world.view.aclOf(subnet, vpc);",
  },
  {
    name: 'every subnet has the default network ACL',
    file: 'network/relations.ts',
    from: 'const own = foundOne(aclIndex().bySubnet.get(subnet) ?? [],',
    to: "const own = foundOne(aclIndex().bySubnet.get('') ?? [],",
  },
  {
    name: "the network ACL of the attachment's subnet is not read on the way in",
    file: step('into-transit'),
    from: "return throughSubnet(world, branch, subnet, vpc, 'ingress', next).flatMap((step) =>",
    to: 'if (subnet !== undefined) return enter(branch);\n  return [].flatMap((step) =>',
  },
  {
    name: 'an ICMP echo request is answered by an echo request',
    file: 'network/packets.ts',
    from: '[ICMP, 8, 0],',
    to: '[ICMP, 8, 8],',
  },

  // Route tables.
  {
    name: 'the first route that matches is taken for the longest prefix',
    file: 'network/longest-prefix.ts',
    from: 'const ordered = [...lengths].sort(([a], [b]) => b - a);',
    to: 'const ordered = [...lengths];',
  },
  {
    name: 'blackhole routes are followed',
    file: step('routing'),
    from: 'if (route.isBlackhole) return [blackhole(branch, place, table, route, packets)];',
    to: '',
  },
  {
    name: 'routes to prefix lists come before those to CIDRs',
    file: 'network/route-table.ts',
    from: 'route.prefixList === undefined ? 0 : 1',
    to: 'route.prefixList === undefined ? 1 : 0',
  },
  {
    name: 'the associations of route tables with subnets are ignored',
    file: 'network/relations.ts',
    from: 'const own = foundOne(tableIndex().bySubnet.get(subnet) ?? [],',
    to: "const own = foundOne(tableIndex().bySubnet.get('') ?? [],",
  },
  {
    name: 'the route table of a gateway is ignored',
    file: step('internet-gateway-in'),
    from: 'const table = view.tableOfGateway(gateway);',
    to: "const table = view.tableOfGateway('');",
  },

  // NAT gateways.
  {
    name: 'a NAT gateway takes every protocol',
    file: step('nat'),
    from: 'const packets = narrowed(four, { protocols: carried });',
    to: 'const packets = four;',
  },
  {
    name: 'a NAT gateway sends from every port',
    file: step('nat'),
    from: 'const ephemeral: Ranges<number> = [[1024, 65_536]];',
    to: 'const ephemeral: Ranges<number> = [[0, 65_536]];',
  },
  {
    name: 'a NAT gateway lets in what nobody asked for',
    file: step('receiving'),
    from: 'if (isNat(one) && !(',
    to: "if (isNat(one) && one.id === '' && !(",
  },
  {
    name: 'a NAT gateway does not turn back the reply',
    file: step('receiving'),
    from: 'if (undone !== undefined) return [undone];',
    to: '',
  },

  // The internet.
  {
    name: 'an internet gateway lets out what has no public address',
    file: step('internet-gateway-out'),
    from: 'if (mapped.length === 0) {',
    to: 'if (mapped.length === 0) nexts.push(go(four, placesOf(vpc, from)));\n    else if (mapped.length < 0) {',
  },
  {
    name: 'the exclusions of VPC Block Public Access are ignored',
    file: step('block-public-access'),
    from: "if (mode === 'off' || exclusions.includes('allow-bidirectional')) return undefined;",
    to: "if (mode === 'off') return undefined;",
  },
  {
    name: 'block-ingress lets every packet out',
    file: step('block-public-access'),
    from: "if (isOutboundOnly && (mode === 'block-ingress'",
    to: "if (mode === 'block-ingress' || (isOutboundOnly",
  },

  // Peering and transit gateways.
  {
    name: 'peering passes on what comes from other networks',
    file: step('peering'),
    from: "const packets = place.entrance === 'none' ? inside : narrowed(inside, { source: ownCidrs });",
    to: 'const packets = inside;',
  },
  {
    name: 'peering leads to the first block of a VPC alone',
    file: 'network/gateways.ts',
    from: "...list(raw, 'CidrBlockSet').flatMap((one) => text(one, 'CidrBlock') ?? []),",
    to: '',
  },
  {
    name: 'peering that is not accepted carries packets',
    file: step('peering'),
    from: "if (status !== 'active')",
    to: "if (status === 'deleted')",
  },
  {
    name: 'propagated routes of a transit gateway come before static ones',
    file: 'network/transit-gateway.ts',
    from: '  return 2 + (place < 0',
    to: '  return -2 - (place < 0',
  },
  {
    name: 'the association of an attachment is ignored: the first table of the transit gateway is used',
    file: step('transit'),
    from: 'const { table, owner, resourceOwner } = side.thing;',
    to: "const { owner, resourceOwner } = side.thing;\n  const [table] = view.every('TransitGatewayRouteTables', 'TransitGatewayRouteTableId');",
  },
  {
    name: 'an association that is being undone holds',
    file: 'network/transit-gateway.ts',
    from: "text(association, 'State') === 'associated' ?",
    to: "text(association, 'State') !== undefined ?",
  },
  {
    name: 'a transit gateway takes packets from zones in which its attachment has no subnet',
    file: step('into-transit'),
    from: '(one) => one === from.subnet || (zone !== undefined && zoneOf(view, one) === zone),',
    to: '() => true,',
  },
  {
    name: "a transit gateway lets packets out by any of the attachment's subnets",
    file: step('out-of-transit'),
    from: 'return near.length > 0 ? near : subnets;',
    to: 'return subnets;',
  },
  {
    name: 'appliance mode does not hold the reply to the subnet of the request',
    file: step('out-of-transit'),
    from: 'return pinned === undefined ? subnets : [pinned];',
    to: 'return subnets;',
  },
  {
    name: 'the state of the attachment that packets leave by is ignored',
    file: step('out-of-transit'),
    from: "  const back: Place = { at: 'transit', attachment: id, transitGateway };\n  if (!isCarrying(attachment))",
    to: "  const back: Place = { at: 'transit', attachment: id, transitGateway };\n  if (attachment.state === 'failed')",
  },
];
