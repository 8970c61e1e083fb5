import { idIn, idOf, type Site } from './site.ts';

export const tiers = ['public', 'app', 'data', 'transit'] as const;
export type Tier = (typeof tiers)[number];
export type Zone = 0 | 1;

export type Role = 'web' | 'app' | 'data' | 'rds' | 'lambda' | 'nat' | 'balancer' | 'endpoint' | 'transit';

/** One network interface of a VPC, before it is written as EC2 describes it. */
export interface Planned {
  readonly id: string;
  readonly role: Role;
  readonly tier: Tier;
  readonly zone: Zone;
  readonly address: string;
  readonly public?: string;
  /** Of roles that are instances. */
  readonly instance?: string;
}

const ROLES_OPEN: readonly (readonly [role: Role, tier: Tier, perZone: number])[] = [
  ['transit', 'transit', 1],
  ['nat', 'public', 1],
  ['balancer', 'public', 1],
  ['web', 'public', 2],
  ['endpoint', 'app', 1],
  ['app', 'app', 12],
  ['lambda', 'app', 2],
  ['data', 'data', 4],
  ['rds', 'data', 1],
];

const ROLES_CLOSED: readonly (readonly [role: Role, tier: Tier, perZone: number])[] = [
  ['transit', 'transit', 1],
  ['balancer', 'app', 1],
  ['endpoint', 'app', 1],
  ['app', 'app', 15],
  ['lambda', 'app', 2],
  ['data', 'data', 4],
  ['rds', 'data', 1],
];

export const INTERFACES_PER_SITE = 50;

const isInstance = (role: Role): boolean => role === 'web' || role === 'app' || role === 'data';
const isPublic = (role: Role, tier: Tier): boolean =>
  role === 'web' || role === 'nat' || (role === 'balancer' && tier === 'public');

export const subnetId = (site: Site, tier: Tier, zone: Zone): string =>
  idIn(site, 'subnet', tiers.indexOf(tier) * 2 + zone);

const third = (tier: Tier, zone: Zone): number => tiers.indexOf(tier) * 2 + zone;
export const subnetCidr = ({ octet }: Site, tier: Tier, zone: Zone): string => `10.${octet}.${third(tier, zone)}.0/24`;

export const zones: readonly Zone[] = [0, 1];

/** The interfaces of a VPC, always the same ones. */
export const plannedOf = (site: Site): readonly Planned[] => {
  const hosts = new Map<number, number>();
  const all = (site.isOpen ? ROLES_OPEN : ROLES_CLOSED).flatMap(([role, tier, perZone]) =>
    zones.flatMap((zone) => Array.from({ length: perZone }, () => ({ role, tier, zone }))),
  );
  return all.map(({ role, tier, zone }, number): Planned => {
    const subnet = third(tier, zone);
    const host = (hosts.get(subnet) ?? 9) + 1;
    hosts.set(subnet, host);
    return {
      id: idIn(site, 'eni', number),
      role,
      tier,
      zone,
      address: `10.${site.octet}.${subnet}.${host}`,
      // For benchmarks of devices: https://www.rfc-editor.org/rfc/rfc2544.
      ...(isPublic(role, tier) ? { public: `198.${18 + site.region.number}.${site.octet % 128}.${number}` } : {}),
      ...(isInstance(role) ? { instance: idIn(site, 'i', number) } : {}),
    };
  });
};

export const ofRole = (planned: readonly Planned[], role: Role): readonly Planned[] =>
  planned.filter((one) => one.role === role);

export const allocationOf = (site: Site, { id }: Planned): string =>
  `eipalloc-${id.slice('eni-'.length)}${site.number}`;
/** An id that nothing has. */
export const nobody = (prefix: string, number: number): string => idOf(prefix, 900_000_000 + number);
