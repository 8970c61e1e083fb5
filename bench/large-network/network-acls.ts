import type { Raw } from '../../lambda/snapshot/raw.ts';
import { subnetId, type Tier, zones } from './interface-plan.ts';
import { idIn, owner, type Site, tagged, vpcName } from './site.ts';

interface Entry {
  readonly number: number;
  readonly egress: boolean;
  readonly action: 'allow' | 'deny';
  readonly cidr: string;
  /** TCP, of which these ports; absent: everything. */
  readonly ports?: readonly [number, number];
}

const entryElement = ({ number, egress, action, cidr, ports }: Entry): Raw => ({
  CidrBlock: cidr,
  Egress: egress,
  ...(ports === undefined ? {} : { PortRange: { From: ports[0], To: ports[1] } }),
  Protocol: ports === undefined ? '-1' : '6',
  RuleAction: action,
  RuleNumber: number,
});

const both = (entry: Omit<Entry, 'egress'>): readonly Entry[] => [
  { ...entry, egress: false },
  { ...entry, egress: true },
];

const last = both({ number: 32_767, action: 'deny', cidr: '0.0.0.0/0' });
const open = both({ number: 100, action: 'allow', cidr: '0.0.0.0/0' });

/** Networks that are kept out, whatever the rest says. */
const kept = Array.from({ length: 12 }, (_, index) =>
  both({ number: 10 + index, action: 'deny', cidr: `192.0.2.${index * 16}/28` }),
).flat();

const entriesOf: Readonly<Record<Tier, readonly Entry[]>> = {
  public: [
    ...kept,
    { number: 100, egress: false, action: 'allow', cidr: '10.0.0.0/8' },
    ...[443, 80].map((port, index) => ({
      number: 110 + index,
      egress: false,
      action: 'allow' as const,
      cidr: '0.0.0.0/0',
      ports: [port, port] as const,
    })),
    { number: 120, egress: false, action: 'allow', cidr: '0.0.0.0/0', ports: [1024, 65_535] },
    { number: 100, egress: true, action: 'allow', cidr: '0.0.0.0/0' },
  ],
  app: [
    ...kept,
    ...both({ number: 100, action: 'allow', cidr: '10.0.0.0/8' }),
    { number: 110, egress: false, action: 'allow', cidr: '0.0.0.0/0', ports: [1024, 65_535] },
    { number: 110, egress: true, action: 'allow', cidr: '0.0.0.0/0', ports: [443, 443] },
  ],
  data: [
    ...kept,
    ...[22, 3389].map((port, index) => ({
      number: 90 + index,
      egress: false,
      action: 'deny' as const,
      cidr: '0.0.0.0/0',
      ports: [port, port] as const,
    })),
    ...both({ number: 100, action: 'allow', cidr: '10.0.0.0/8' }),
  ],
  transit: open,
};

const acl = (site: Site, number: number, name: string, tierOf: Tier | undefined, entries: readonly Entry[]): Raw => {
  const id = idIn(site, 'acl', number);
  return {
    Associations: (tierOf === undefined ? [] : zones).map((zone) => ({
      NetworkAclAssociationId: idIn(site, 'aclassoc', number * 2 + zone),
      NetworkAclId: id,
      SubnetId: tierOf === undefined ? '' : subnetId(site, tierOf, zone),
    })),
    Entries: [...entries, ...last].map(entryElement),
    IsDefault: tierOf === undefined,
    NetworkAclId: id,
    OwnerId: owner,
    Tags: tagged(`${vpcName(site)}-${name}`, site),
    VpcId: idIn(site, 'vpc'),
  };
};

/** The ACLs of a VPC, as DescribeNetworkAcls gives them: one a tier, and the default one, which no subnet has. */
export const aclElements = (site: Site): readonly Raw[] => [
  acl(site, 0, 'default', undefined, open),
  acl(site, 1, 'public', 'public', entriesOf.public),
  acl(site, 2, 'app', 'app', entriesOf.app),
  acl(site, 3, 'data', 'data', entriesOf.data),
  acl(site, 4, 'transit', 'transit', entriesOf.transit),
];
