import type { Verdict } from '../../lambda/domain/verdict.ts';
import type { Query } from '../../lambda/reachability/query.ts';
import { balancerArn } from './balancers.ts';
import { nobody, ofRole, type Planned, plannedOf, type Role } from './interface-plan.ts';
import { type Site, sitesOf } from './site.ts';

/** A path with what the network was built to make of it. */
export interface Question {
  readonly kind: string;
  readonly query: Query;
  readonly forward: Verdict;
  readonly verdict: Verdict;
}

/** Picks that look random and are the same in every run: https://en.wikipedia.org/wiki/Linear_congruential_generator. */
const picker = (seed: number) => {
  let state = seed >>> 0;
  return <Item>(items: readonly Item[]): Item => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const item = items[Math.floor((state / 2 ** 32) * items.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  };
};

interface Draw {
  readonly site: (isFit?: (site: Site) => boolean) => Site;
  readonly of: (site: Site, role: Role) => Planned;
}

const open = { forward: 'reachable', verdict: 'reachable' } as const;
const closed = { forward: 'unreachable', verdict: 'unreachable' } as const;
const oneWay = { forward: 'reachable', verdict: 'unreachable' } as const;
const unasked = { forward: 'unknown', verdict: 'unknown' } as const;

const tcp = (from: string, to: string, port: number): Query => ({ from, to, protocol: 'tcp', port: `${port}` });

type Make = (draw: Draw, number: number) => Omit<Question, 'kind'>;

/** Two VPCs, not the same. */
const pair = (draw: Draw, isFit: (site: Site, from: Site) => boolean = () => true): readonly [Site, Site] => {
  const from = draw.site();
  return [from, draw.site((site) => site !== from && isFit(site, from))];
};

/** What is asked, and how often among 20 questions. */
const kinds: readonly (readonly [kind: string, times: number, make: Make])[] = [
  [
    'same VPC',
    4,
    (draw) => {
      const site = draw.site();
      return { query: tcp(draw.of(site, 'app').id, draw.of(site, 'data').id, 5432), ...open };
    },
  ],
  [
    'same VPC, by instance',
    2,
    (draw) => {
      const site = draw.site();
      const target = draw.of(site, 'data');
      return { query: tcp(draw.of(site, 'app').instance ?? '', target.instance ?? '', 3306), ...open };
    },
  ],
  [
    'transit gateway',
    3,
    (draw) => {
      const [from, to] = pair(draw, (site, other) => site.region === other.region);
      return { query: tcp(draw.of(from, 'app').id, draw.of(to, 'app').id, 443), ...open };
    },
  ],
  [
    'two transit gateways',
    3,
    (draw) => {
      const [from, to] = pair(draw, (site, other) => site.region !== other.region);
      return { query: tcp(draw.of(from, 'app').id, draw.of(to, 'app').address, 443), ...open };
    },
  ],
  ['to the internet', 2, (draw) => ({ query: tcp(draw.of(draw.site(), 'app').id, 'internet', 443), ...open })],
  [
    'from the internet',
    1,
    (draw) => ({
      query: tcp(
        'internet',
        draw.of(
          draw.site(({ isOpen }) => isOpen),
          'web',
        ).id,
        443,
      ),
      ...open,
    }),
  ],
  [
    'load balancer',
    1,
    (draw) => ({ query: tcp(draw.of(draw.site(), 'app').id, balancerArn(draw.site()), 443), ...open }),
  ],
  [
    'no return route',
    1,
    (draw) => {
      const [from, to] = pair(draw, ({ isCutOff }) => isCutOff);
      return { query: tcp(draw.of(from, 'app').id, draw.of(to, 'data').id, 5432), ...oneWay };
    },
  ],
  [
    'closed by security group',
    1,
    (draw) => {
      const [from, to] = pair(draw, ({ isCutOff }) => !isCutOff);
      return { query: tcp(draw.of(from, 'app').id, draw.of(to, 'data').id, 3306), ...closed };
    },
  ],
  [
    'closed by network ACL',
    1,
    (draw) => {
      const site = draw.site();
      return { query: tcp(draw.of(site, 'app').id, draw.of(site, 'data').id, 22), ...closed };
    },
  ],
  [
    'no id of anything',
    1,
    (draw, number) => ({ query: tcp(draw.of(draw.site(), 'app').id, nobody('eni', number), 443), ...unasked }),
  ],
];

const round = kinds.flatMap(([kind, times, make]) => Array.from({ length: times }, () => ({ kind, make })));

/** So many different questions to a network of so many VPCs, all kinds in turn. */
export const questionsFor = (vpcs: number, count: number): readonly Question[] => {
  const pick = picker(20_261_122);
  const sites = sitesOf(vpcs);
  const planned = new Map(sites.map((site) => [site, plannedOf(site)]));
  const draw: Draw = {
    site: (isFit = () => true) => pick(sites.filter(isFit)),
    of: (site, role) => pick(ofRole(planned.get(site) ?? [], role)),
  };
  return Array.from({ length: count }, (_, number) => {
    const one = round[(number * 7) % round.length];
    if (one === undefined) throw new Error('no kinds of questions');
    return { kind: one.kind, ...one.make(draw, number) };
  });
};
