/** Where one VPC of the network lies. Everything in it is named and addressed after its number. */
export interface Site {
  /** 0 for the first. */
  readonly number: number;
  readonly region: Region;
  /** The second byte of its addresses: 10.`octet`.0.0/16. */
  readonly octet: number;
  /** The first of its region lets the others out to the internet. */
  readonly isEgress: boolean;
  /** Has an internet gateway, NAT gateways and a public balancer; the others go out by the first. */
  readonly isOpen: boolean;
  /** Its databases know no way out of the VPC. */
  readonly isCutOff: boolean;
}

/** Two regions, a transit gateway each, peered. */
export interface Region {
  readonly number: 0 | 1;
  readonly name: string;
  readonly zones: readonly [string, string];
}

export const regions: readonly [Region, Region] = [
  { number: 0, name: 'eu-west-1', zones: ['eu-west-1a', 'eu-west-1b'] },
  { number: 1, name: 'eu-central-1', zones: ['eu-central-1a', 'eu-central-1b'] },
];

export const owner = '111111111111';
export const time = '2026-11-02T08:15:30+00:00';

/** Half of 10.0.0.0/8 a region, a block of 65,536 addresses a VPC: so many at the most. */
export const MOST_SITES = 256;

export const sitesOf = (count: number): readonly Site[] =>
  Array.from({ length: count }, (_, number) => {
    const place = Math.floor(number / 2);
    const region = regions[number % 2 === 0 ? 0 : 1];
    const isOpen = place % 2 === 0;
    return {
      number,
      region,
      octet: region.number * 128 + place,
      isEgress: place === 0,
      isOpen,
      isCutOff: place % 4 === 3,
    };
  });

/** At most so many things of one kind in one VPC. */
const PER_SITE = 1_000;
/** Odd, so that no two numbers give one id. */
const SPREAD = 0x9e37_79b9_7f4a_7c15n;

/** Ids as EC2 makes them: unlike for different numbers, the same in every run. */
export const idOf = (prefix: string, number: number): string =>
  `${prefix}-0${BigInt.asUintN(64, BigInt(number + 1) * SPREAD)
    .toString(16)
    .padStart(16, '0')}`;

/** The id of a thing of a VPC: the `number`th with that prefix. */
export const idIn = ({ number: site }: Site, prefix: string, number = 0): string =>
  idOf(prefix, site * PER_SITE + number);

export const vpcName = ({ number }: Site): string => `team-${String(number).padStart(3, '0')}`;

export const tagged = (name: string, site?: Site) => [
  { Key: 'Name', Value: name },
  { Key: 'environment', Value: 'production' },
  { Key: 'team', Value: site === undefined ? 'network' : vpcName(site) },
  { Key: 'cost-center', Value: `cc-${1000 + (site?.number ?? 0)}` },
  { Key: 'managed-by', Value: 'terraform' },
];
