import type { Services } from '../../lambda/monitor/ports.ts';
import type { Fault } from './fault.ts';
import type { Ground, World } from './world.ts';

/** A defect that the flow might have, and a fault that shows it. */
export interface Defect {
  readonly name: string;
  readonly ground: Ground;
  readonly fault: Fault;
  /** What is wrong after the fault. */
  readonly says: RegExp;
  readonly put: (services: Services, world: World) => Services;
}

const changed =
  <Port extends 'announcer' | 'reachability'>(
    port: Port,
    change: (real: Services[Port], world: World) => Partial<Services[Port]>,
  ): Defect['put'] =>
  (services, world) => ({ ...services, [port]: { ...services[port], ...change(services[port], world) } });

/** A store whose methods are called on it itself: it may be a proxy. */
const ofStore =
  (change: (real: Services['store'], world: World) => Partial<Services['store']>): Defect['put'] =>
  (services, world) => {
    const { store } = services;
    const others = change(store, world);
    return {
      ...services,
      store: new Proxy(store, { get: (target, key) => Reflect.get(others, key) ?? Reflect.get(target, key) }),
    };
  };

/** Takes from every answer of EC2 what leads to its next page. */
const ignoringPages: Defect['put'] = (services, { own }) => {
  own.ec2.middlewareStack.add(
    (next) => async (given) => {
      const answer = await next(given);
      return { ...answer, output: { ...answer.output, NextToken: undefined } };
    },
    { step: 'initialize', name: 'ignores pages', priority: 'high' },
  );
  return services;
};

export const defects: readonly Defect[] = [
  {
    name: 'writes a state whatever another has written',
    ground: 'table',
    fault: { site: 'dynamodb PutItem STATE on condition', kind: 'overtaken', moment: 'first call' },
    says: /another sweep had written is gone/,
    put: ofStore((real) => ({
      putState: async (state, expected) => {
        if (await real.putState(state, expected)) return true;
        const stored = (await real.state(state.pathId))?.version ?? 0;
        return real.putState({ ...state, version: stored + 1 }, stored);
      },
    })),
  },
  {
    name: 'does not wait for a channel before it strikes what it told it',
    ground: 'memory',
    fault: { site: 'sns Publish to pathwatch-alerts', kind: 'failing', moment: 'first call' },
    says: /topic was told/,
    put: changed('announcer', (real) => ({
      publish: async (alert, channel) => {
        real.publish(alert, channel).catch(() => undefined);
      },
    })),
  },
  {
    name: 'buys without waiting for the count',
    ground: 'table',
    fault: { site: 'dynamodb UpdateItem BUDGET on condition', kind: 'denied', moment: 'from then on' },
    says: /bought before it was counted/,
    put: ofStore((real) => ({
      reserve: async (reservation) => {
        real.reserve(reservation).catch(() => undefined);
        return true;
      },
    })),
  },
  {
    name: 'reads a Describe call that failed as an empty answer',
    ground: 'memory',
    fault: { site: 'ec2 DescribeNetworkInsightsPaths', kind: 'denied', moment: 'from then on' },
    says: /insights paths were made/,
    put: changed('reachability', (real) => ({ owned: () => real.owned().catch(() => []) })),
  },
  {
    name: 'swallows that a check could not be written',
    ground: 'table',
    fault: { site: 'dynamodb PutItem CHECK if new', kind: 'denied', moment: 'first call' },
    says: /checks are missing/,
    put: ofStore((real) => ({ putCheck: (check) => real.putCheck(check).catch(() => undefined) })),
  },
  {
    name: 'reads the first page of instances alone',
    ground: 'memory',
    fault: { site: 'ec2 DescribeInstances', kind: 'short page', moment: 'from then on' },
    says: /verdicts are/,
    put: ignoringPages,
  },
  {
    name: 'reads the first page of its insights paths alone',
    ground: 'memory',
    fault: { site: 'ec2 DescribeNetworkInsightsPaths', kind: 'short page', moment: 'from then on' },
    says: /insights paths were made/,
    put: ignoringPages,
  },
  {
    name: 'starts an analysis under another token at each try',
    ground: 'memory',
    fault: { site: 'ec2 StartNetworkInsightsAnalysis', kind: 'lost', moment: 'first call' },
    says: /bought/,
    put: changed('reachability', (real) => {
      let starts = 0;
      return {
        start: (id, question, token) => {
          starts += 1;
          return real.start(id, question, `${token.slice(0, 50)}-${starts}`);
        },
      };
    }),
  },
  {
    name: 'does not come back to an insights path that it could not remove',
    ground: 'memory',
    fault: { site: 'ec2 DeleteNetworkInsightsPath', kind: 'failing', moment: 'from then on' },
    says: /AWS keeps/,
    put: changed('reachability', (real) => {
      const tried = new Set<string>();
      return {
        removePath: (id) => {
          tried.add(id);
          return real.removePath(id);
        },
        owned: async () => (await real.owned()).filter(({ id }) => !tried.has(id)),
      };
    }),
  },
  {
    name: 'takes a break for told that no incident could be written of',
    ground: 'table',
    fault: { site: 'dynamodb PutItem INCIDENT if new', kind: 'denied', moment: 'from then on' },
    says: /topic was told/,
    put: ofStore((real) => ({
      putIncident: (incident, expected) => real.putIncident(incident, expected).catch(() => true),
    })),
  },
];
