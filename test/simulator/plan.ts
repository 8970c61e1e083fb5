import fc from 'fast-check';

/** The ways that a network is built for, the plainest first: shrinking goes there. */
export const ways = [
  'subnet',
  'vpc',
  'router',
  'peering',
  'transit',
  'gateway-out',
  'gateway-in',
  'edge-router-in',
  'router-out',
  'turn-around',
  'nat',
  'private-nat',
  'central-nat',
  'inspection',
  'transitive',
] as const;

export type Way = (typeof ways)[number];

/** What is asked for, and the part of it that a tight rule lets pass: ports, for ICMP type and code. */
export interface Ask {
  readonly protocol: string;
  readonly port?: string;
  readonly number: string;
  readonly tight: readonly [number, number];
}

const asks: readonly Ask[] = [
  { protocol: 'tcp', port: '443', number: '6', tight: [443, 443] },
  { protocol: 'tcp', port: '8000-8010', number: '6', tight: [8005, 8005] },
  { protocol: 'tcp', port: '80,443', number: '6', tight: [443, 443] },
  { protocol: 'tcp', number: '6', tight: [22, 22] },
  { protocol: 'udp', port: '53', number: '17', tight: [53, 53] },
  { protocol: 'icmp', number: '1', tight: [8, 0] },
  { protocol: '-1', number: '17', tight: [123, 123] },
  { protocol: '47', number: '47', tight: [0, 0] },
];

/** How a security group lets the query pass. */
const rules = fc.record({
  ports: fc.constantFrom('all', 'protocol', 'tight', 'wide'),
  peer: fc.constantFrom('anywhere', 'vpc', 'subnet', 'address', 'prefix-list', 'group'),
  noise: fc.array(fc.constantFrom('ssh', 'icmp', 'gre', 'code-without-type', 'self', 'public-web'), { maxLength: 2 }),
});

export type Rules = typeof rules extends fc.Arbitrary<infer Value> ? Value : never;

export const aclStyles = [
  'open',
  'early-deny',
  'late-deny',
  'tight',
  'high-ports',
  'foreign-deny',
  'low-deny',
] as const;

export type AclStyle = (typeof aclStyles)[number];

/** A network and a query, as the choices from which `build` makes them. */
export const plan = fc.record({
  way: fc.constantFrom(...ways),
  vpcs: fc.array(
    fc.record({
      /** The zone of each subnet, and how many ENIs it has. */
      subnets: fc.array(fc.record({ zone: fc.nat(1), enis: fc.integer({ min: 1, max: 2 }) }), {
        minLength: 1,
        maxLength: 3,
      }),
      hasSecondBlock: fc.boolean(),
      hasPublicEnis: fc.boolean(),
      /** Each subnet its own table, else all that can share the main one. */
      hasOwnTables: fc.boolean(),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  ask: fc.constantFrom(...asks),
  sourcePort: fc.constantFrom(undefined, '1024-65535', '40000-41000', '500'),
  fromSubnet: fc.nat(2),
  toSubnet: fc.nat(2),
  /** The query's destination: the ENI or `internet`, or its address. */
  asksForAddress: fc.boolean(),
  /** Ends other than those the network is built for. */
  isOddQuery: fc.nat(9).map((value) => value === 9),
  link: fc.constantFrom('peering', 'transit'),
  hasOwnDoors: fc.boolean(),
  hasTwoTables: fc.boolean(),
  isPropagated: fc.boolean(),
  keepsIdentity: fc.boolean(),
  isAppliance: fc.boolean(),
  /** Which of the legs take the router. */
  routed: fc.constantFrom('request', 'both', 'reply'),
  hasTightRouter: fc.boolean(),
  /** The attachments that do not support references to security groups. */
  withoutReferences: fc.constantFrom('none', 'none', 'first', 'second'),
  /** Propagated routes to elsewhere, behind static ones for the same blocks. */
  hasDecoys: fc.boolean(),
  blocksPublicAccess: fc.nat(5).map((value) => value === 5),
  fromRules: rules,
  toRules: rules,
  /** The ACL of each subnet, in turn. */
  acls: fc.array(fc.constantFrom(...aclStyles), { maxLength: 5 }),
});

export type Plan = typeof plan extends fc.Arbitrary<infer Value> ? Value : never;
