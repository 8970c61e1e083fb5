import type { IpPermission } from '@aws-sdk/client-ec2';
import { type Described, nothing } from './described.ts';
import type { Query } from './exists.ts';
import { entriesFor, openEntries, rulesFor } from './filters.ts';
import {
  addAttachment,
  addInternetGateway,
  addNat,
  addPeering,
  addTable,
  addTransitGateway,
  addTransitTable,
  routeTo,
  transitRoute,
} from './joints.ts';
import { addAcl, addEni, addGroup, addSubnet, addVpc, everything, permission } from './parts.ts';
import type { Plan, Way } from './plan.ts';
import type { Route } from './rules.ts';

const zones = ['eu-west-1a', 'eu-west-1b'] as const;
const outside = '8.8.8.8';

const neededVpcs = (way: Way): number => {
  if (way === 'inspection' || way === 'transitive') return 3;
  return ['peering', 'transit', 'private-nat', 'central-nat'].includes(way) ? 2 : 1;
};

interface SubnetPlan {
  readonly id: string;
  readonly cidr: string;
  readonly vpc: number;
  readonly zone: number;
  readonly routes: Route[];
}

interface End {
  readonly eni: string;
  readonly subnet: SubnetPlan;
  readonly address: string;
  readonly publicIp: string | undefined;
}

/** The network that a plan describes, and its query, which mostly works. */
export const build = (plan: Plan): { network: Described; query: Query } => {
  const { way } = plan;
  const network = nothing();
  const plain = { subnets: [{ zone: 0, enis: 1 }], hasSecondBlock: false, hasPublicEnis: false, hasOwnTables: false };
  const vpcs = [...plan.vpcs, plain, plain].slice(0, Math.max(plan.vpcs.length, neededVpcs(way)));
  const cidrsOf = (vpc: number): string[] => [
    `10.${vpc}.0.0/16`,
    ...(vpcs[vpc]?.hasSecondBlock ? [`10.${100 + vpc}.0.0/16`] : []),
  ];
  const subnets: SubnetPlan[] = [];
  const newSubnet = (vpc: number, name: string, cidr: string, zone: number): SubnetPlan => {
    const subnet = { id: `subnet-${vpc}-${name}`, cidr, vpc, zone, routes: [] };
    addSubnet(network, subnet.id, `vpc-${vpc}`, cidr, zones[zone] ?? zones[0]);
    subnets.push(subnet);
    return subnet;
  };

  // The VPCs, their subnets and ENIs. The ends are the first ENI of their subnet, or the second of the same one.
  const isTo = way.endsWith('-in') ? 0 : Math.max(0, neededVpcs(way) - 1);
  const toVpc = way === 'turn-around' ? vpcs.length - 1 : isTo;
  const enis: End[] = [];
  vpcs.forEach((vpc, index) => {
    addVpc(network, `vpc-${index}`, cidrsOf(index));
    const isCrowded = index === 0 && ['vpc', 'router'].includes(way) && vpc.subnets.length === 1;
    const planned = isCrowded ? [...vpc.subnets, { zone: 1, enis: 1 }] : vpc.subnets;
    planned.forEach(({ zone, enis: count }, place) => {
      const block = vpc.hasSecondBlock && place === 1 ? 100 + index : index;
      const subnet = newSubnet(index, `${place}`, `10.${block}.${place}.0/24`, zone);
      for (let each = 0; each < (way === 'subnet' ? 2 : count); each += 1) {
        const isPublic =
          vpc.hasPublicEnis ||
          ['gateway-out', 'gateway-in', 'edge-router-in', 'router-out', 'turn-around'].includes(way);
        enis.push({
          eni: `eni-${index}-${place}-${each}`,
          subnet,
          address: `10.${block}.${place}.${10 + each}`,
          publicIp: isPublic ? `52.0.${index}.${place * 10 + each}` : undefined,
        });
      }
    });
  });
  const ofVpc = (vpc: number): SubnetPlan[] => subnets.filter((each) => each.vpc === vpc);
  const hosts = (vpc: number): SubnetPlan[] => ofVpc(vpc).filter((each) => /-\d$/.test(each.id));
  const fallback = enis[0];
  if (fallback === undefined) throw new Error('A plan has at least one ENI.');
  const pick = (vpc: number, place: number, other?: End): End => {
    const open = enis.filter((each) => each.subnet.vpc === vpc && each !== other);
    if (other !== undefined && way === 'subnet') return open.find((each) => each.subnet === other.subnet) ?? fallback;
    const elsewhere = open.filter((each) => each.subnet !== other?.subnet);
    const choice = elsewhere.length > 0 ? elsewhere : open;
    return choice[place % choice.length] ?? fallback;
  };
  const from = pick(0, plan.fromSubnet);
  const to = pick(toVpc, plan.toSubnet, from);

  // What joins them.
  const gateways: string[] = [];
  const gateway = (vpc: number): string => {
    const id = `igw-${vpc}`;
    if (!gateways.includes(id)) gateways.push(addInternetGateway(network, id, `vpc-${vpc}`));
    return id;
  };
  const link = ['transit', 'central-nat', 'inspection', 'transitive'].includes(way)
    ? 'transit'
    : way === 'peering'
      ? 'peering'
      : plan.link;
  /** Over a transit gateway to a VPC, and on over its peering: what peering does not let pass. */
  const isTransitive = (pair: readonly number[]): boolean => way === 'transitive' && !pair.includes(0);
  const towards = (vpc: number): Route[] =>
    vpcs.flatMap((_, other) => {
      if (other === vpc) return [];
      const pair = [vpc, other].sort();
      return cidrsOf(other).map((cidr) =>
        routeTo(cidr, link === 'peering' || isTransitive(pair) ? `pcx-${pair.join('-')}` : 'tgw-0'),
      );
    });
  const router = (vpc: number, routes: Route[]): string => {
    const subnet = newSubnet(vpc, 'router', `10.${vpc}.50.0/24`, from.subnet.zone);
    subnet.routes.push(...routes);
    const rule = plan.hasTightRouter
      ? rulesFor({ ports: 'tight', peer: 'anywhere', noise: [] }, plan.ask, outside, '', undefined)
      : [everything()];
    addGroup(network, `sg-router-${vpc}`, `vpc-${vpc}`, rule, structuredClone(rule));
    return addEni(network, `eni-router-${vpc}`, {
      subnetId: subnet.id,
      addresses: [{ address: `10.${vpc}.50.10` }],
      groups: [`sg-router-${vpc}`],
      sourceDestCheck: false,
      instanceId: `i-router-${vpc}`,
    });
  };
  const nat = (vpc: number, isPublic: boolean): string => {
    const subnet = newSubnet(vpc, 'nat', `10.${vpc}.60.0/24`, from.subnet.zone);
    subnet.routes.push(...towards(vpc), ...(isPublic ? [routeTo('0.0.0.0/0', gateway(vpc))] : []));
    return addNat(network, `nat-${vpc}`, subnet.id, `10.${vpc}.60.10`, isPublic ? `52.1.${vpc}.1` : undefined);
  };
  vpcs.forEach((_, vpc) => {
    for (const subnet of hosts(vpc)) if (vpcs.length > 1) subnet.routes.push(...towards(vpc));
  });
  const routesOf = (vpc: number, more: Route[]): void => {
    for (const subnet of hosts(vpc)) {
      const replaced = more.map((route) => route.DestinationCidrBlock);
      const kept = subnet.routes.filter((route) => !replaced.includes(route.DestinationCidrBlock));
      subnet.routes.splice(0, subnet.routes.length, ...kept, ...more);
    }
  };
  let destination: 'internet' | End = to;
  if (way === 'router') {
    const id = router(0, []);
    if (plan.routed !== 'reply') from.subnet.routes.push(routeTo(to.subnet.cidr, id));
    if (plan.routed !== 'request') to.subnet.routes.push(routeTo(from.subnet.cidr, id));
  }
  if (way === 'gateway-out') routesOf(0, [routeTo('0.0.0.0/0', gateway(0))]);
  if (way === 'gateway-in') {
    const id = gateway(0);
    // A reply through a NAT gateway is none: it comes from another address.
    routesOf(0, [routeTo('0.0.0.0/0', plan.isAppliance && plan.routed === 'reply' ? nat(0, true) : id)]);
  }
  if (way === 'edge-router-in') {
    const id = router(0, [routeTo('0.0.0.0/0', gateway(0))]);
    routesOf(0, [routeTo('0.0.0.0/0', plan.routed === 'both' ? id : gateway(0))]);
    addTable(network, 'rtb-edge', 'vpc-0', [gateway(0)], [routeTo(to.subnet.cidr, id)]);
  }
  if (way === 'router-out') routesOf(0, [routeTo('0.0.0.0/0', router(0, [routeTo('0.0.0.0/0', gateway(0))]))]);
  if (way === 'turn-around')
    vpcs.forEach((_, vpc) => {
      routesOf(vpc, [routeTo('0.0.0.0/0', gateway(vpc))]);
    });
  if (way === 'nat') routesOf(0, [routeTo('0.0.0.0/0', nat(0, true))]);
  if (way === 'private-nat') {
    const id = nat(0, false);
    routesOf(
      0,
      cidrsOf(toVpc).map((cidr) => routeTo(cidr, id)),
    );
  }
  if (way === 'central-nat') {
    routesOf(0, [routeTo('0.0.0.0/0', 'tgw-0')]);
    routesOf(1, [routeTo('0.0.0.0/0', nat(1, true))]);
  }
  const inspector = way === 'inspection' ? router(1, towards(1)) : undefined;
  if (['gateway-out', 'router-out', 'nat', 'central-nat'].includes(way)) destination = 'internet';

  // The transit gateway: an attachment in every zone of each VPC, in host subnets or in subnets of its own.
  if (link === 'transit' && vpcs.length > 1) {
    addTransitGateway(network, 'tgw-0', plan.keepsIdentity);
    const tableOf = (vpc: number): string => {
      if (way === 'inspection') return vpc === 1 ? 'tgw-rtb-1' : 'tgw-rtb-0';
      return plan.hasTwoTables ? `tgw-rtb-${vpc % 2}` : 'tgw-rtb-0';
    };
    vpcs.forEach((_, vpc) => {
      const isSplit = inspector !== undefined && vpc === 1 && plan.isAppliance && plan.hasTwoTables;
      const used = isSplit ? [0, 1] : [...new Set(ofVpc(vpc).map((each) => each.zone))].sort();
      const doors = used.map((zone) => {
        const own = hosts(vpc).find((each) => each.zone === zone);
        if (own !== undefined && !plan.hasOwnDoors && !(inspector !== undefined && vpc === 1)) return own.id;
        const door = newSubnet(vpc, `door${zone}`, `10.${vpc}.${70 + zone}.0/28`, zone);
        door.routes.push(...(hosts(vpc)[0]?.routes ?? []).map((route) => ({ ...route })));
        if (inspector !== undefined && vpc === 1) {
          // Split: one zone knows the way there alone, the other the way back.
          const blocks = isSplit ? cidrsOf(zone === 0 ? 2 : 0) : ['10.0.0.0/8'];
          door.routes.splice(0, door.routes.length, ...blocks.map((cidr) => routeTo(cidr, inspector)));
        }
        return door.id;
      });
      addAttachment(network, `tgw-attach-${vpc}`, 'tgw-0', `vpc-${vpc}`, doors, tableOf(vpc), {
        referencing: plan.withoutReferences !== (vpc === 0 ? 'first' : 'second'),
        appliance: plan.isAppliance && (vpc === 1 || way !== 'inspection'),
      });
    });
    for (const table of [...new Set(vpcs.map((_, vpc) => tableOf(vpc)))]) {
      const everyone = vpcs.flatMap((_, vpc) =>
        cidrsOf(vpc).flatMap((cidr) => {
          const attachment = `tgw-attach-${way === 'transitive' && vpc === 2 && table === tableOf(0) ? 1 : vpc}`;
          const decoy = transitRoute(network, cidr, `tgw-attach-${vpc === 0 ? 1 : 0}`, 'propagated');
          const isStatic = plan.hasDecoys || !plan.isPropagated;
          const route = transitRoute(network, cidr, attachment, isStatic ? 'static' : 'propagated');
          return plan.hasDecoys ? [decoy, route] : [route];
        }),
      );
      const isSpokes = way === 'inspection' && table === 'tgw-rtb-0';
      const routes = isSpokes ? [transitRoute(network, '0.0.0.0/0', 'tgw-attach-1')] : everyone;
      if (way === 'central-nat') routes.push(transitRoute(network, '0.0.0.0/0', 'tgw-attach-1'));
      if (plan.isPropagated && !isSpokes) routes.unshift(transitRoute(network, '10.0.0.0/8', undefined));
      addTransitTable(network, table, 'tgw-0', routes);
    }
  }
  const peered = subnets.flatMap((subnet) => subnet.routes.flatMap((route) => route.VpcPeeringConnectionId ?? []));
  for (const id of new Set(peered)) {
    const [, one, other] = id.split('-');
    addPeering(network, id, `vpc-${one}`, `vpc-${other}`);
  }

  // Security groups: those of the ends are built for the query.
  const isIn = way.endsWith('-in');
  const natAddress = way === 'private-nat' ? '10.0.60.10' : undefined;
  const isTurned = way === 'turn-around';
  const canReferTo = ['subnet', 'vpc', 'peering'].includes(way);
  const keepsIdentity = canReferTo || (way === 'transit' && plan.keepsIdentity);
  const seenFrom = isIn ? outside : isTurned ? from.publicIp : (natAddress ?? from.address);
  const seenTo = destination === 'internet' ? outside : isTurned ? to.publicIp : to.address;
  if (!isIn) network.PrefixListEntries.push({ PrefixListId: 'pl-to', Entries: [{ Cidr: `${seenTo}/32` }] });
  network.PrefixListEntries.push({
    PrefixListId: 'pl-from',
    Entries: [{ Cidr: '192.0.2.0/24' }, { Cidr: `${seenFrom}/32` }],
  });
  const fromRules = rulesFor(plan.fromRules, plan.ask, `${seenTo}`, 'pl-to', canReferTo ? 'sg-to' : undefined);
  const toRules = rulesFor(plan.toRules, plan.ask, `${seenFrom}`, 'pl-from', keepsIdentity ? 'sg-from' : undefined);
  if (!isIn) addGroup(network, 'sg-from', 'vpc-0', [], fromRules);
  addGroup(network, 'sg-to', `vpc-${toVpc}`, toRules, [everything()]);
  vpcs.forEach((_, vpc) => {
    const members: IpPermission = { UserIdGroupPairs: [{ GroupId: `sg-vpc-${vpc}`, UserId: '111111111111' }] };
    addGroup(network, `sg-vpc-${vpc}`, `vpc-${vpc}`, [permission('-1', undefined, undefined, members)], [everything()]);
  });
  for (const each of enis) {
    const isEnd = (!isIn && each === from) || each === to;
    const own = each === to ? 'sg-to' : 'sg-from';
    addEni(network, each.eni, {
      subnetId: each.subnet.id,
      addresses: [{ address: each.address, publicIp: each.publicIp }, ...secondAddress(each)],
      groups: isEnd
        ? [own, ...(each.subnet.zone === 1 ? [`sg-vpc-${each.subnet.vpc}`] : [])]
        : [`sg-vpc-${each.subnet.vpc}`],
      instanceId: each.eni.endsWith('-1') ? undefined : each.eni.replace('eni-', 'i-'),
    });
  }

  // Route tables and network ACLs.
  vpcs.forEach((vpc, index) => {
    const main = hosts(index)[0]?.routes ?? [];
    addTable(
      network,
      `rtb-${index}-main`,
      `vpc-${index}`,
      'main',
      main.map((route) => ({ ...route })),
    );
    for (const subnet of ofVpc(index)) {
      if (!vpc.hasOwnTables && JSON.stringify(subnet.routes) === JSON.stringify(main)) continue;
      addTable(network, subnet.id.replace('subnet', 'rtb'), `vpc-${index}`, [subnet.id], subnet.routes);
    }
    const styled = ofVpc(index).map((subnet, place) => ({ subnet, style: plan.acls[(place + index) % 5] ?? 'open' }));
    const isOpen = styled.filter(({ style }) => style === 'open').map(({ subnet }) => subnet.id);
    addAcl(network, `acl-${index}-default`, `vpc-${index}`, isOpen, openEntries(100), true);
    for (const { subnet, style } of styled) {
      if (style === 'open') continue;
      addAcl(network, subnet.id.replace('subnet', 'acl'), `vpc-${index}`, [subnet.id], entriesFor(style, plan.ask));
    }
  });
  const mode = plan.blocksPublicAccess && (way === 'nat' || way === 'central-nat') ? 'block-ingress' : 'off';
  network.VpcBlockPublicAccessOptions.push({
    AwsRegion: 'eu-west-1',
    State: 'update-complete',
    InternetGatewayBlockMode: mode,
  });

  const askedTo =
    destination === 'internet'
      ? plan.asksForAddress
        ? outside
        : 'internet'
      : plan.asksForAddress
        ? `${isIn ? to.publicIp : seenTo}`
        : to.eni;
  const natEni = network.NetworkInterfaces.find((each) =>
    each.NetworkInterfaceId?.startsWith('eni-nat'),
  )?.NetworkInterfaceId;
  const odd =
    (plan.toSubnet === 1 ? natEni : undefined) ??
    enis.filter((each) => each !== from && each !== to).at(plan.toSubnet % 2 === 0 ? -1 : 0)?.eni;
  const query = {
    from: isIn ? 'internet' : from.eni,
    to: plan.isOddQuery ? (plan.asksForAddress ? '172.16.5.5' : (odd ?? askedTo)) : askedTo,
    protocol: plan.ask.protocol,
    ...(plan.ask.port === undefined ? {} : { port: plan.ask.port }),
    ...(plan.sourcePort === undefined || !['tcp', 'udp'].includes(plan.ask.protocol)
      ? {}
      : { sourcePort: plan.sourcePort }),
  };
  return { network, query };
};

/** ENIs in the second zone have a second address. */
const secondAddress = ({ subnet, address }: End): { readonly address: string }[] =>
  subnet.zone === 1 ? [{ address: address.replace(/\.(\d+)$/, '.1$1') }] : [];
