import { type Clients, cloudTrailClient } from '../../lambda/aws/clients.ts';
import { dynamodbStore } from '../../lambda/aws/dynamodb-store.ts';
import { countInsightsPaths } from '../../lambda/aws/insights-count.ts';
import { routeAnalyzer } from '../../lambda/aws/route-analyzer.ts';
import { secretStanding } from '../../lambda/aws/secret-standing.ts';
import { tableDescription } from '../../lambda/aws/table-settings.ts';
import { trailOf } from '../../lambda/aws/trail.ts';
import { transitGatewayArns } from '../../lambda/aws/transit-gateways.ts';
import { standard } from '../../lambda/domain/configuration/standard.ts';
import type { Store } from '../../lambda/monitor/ports.ts';
import { findConfiguration } from '../configuration-file.ts';
import type { Context } from '../options.ts';
import type { Readings } from './patient.ts';

/** So many sweeps are read: the newest of each schedule is among them. */
const SWEEPS = 30;

/** Reads once, however often it is asked; what was thrown is thrown again. */
export const once = <Value>(read: () => Promise<Value>): (() => Promise<Value>) => {
  let reading: Promise<Value> | undefined;
  return () => {
    reading ??= read();
    return reading;
  };
};

/** Where the facts are, each found out when it is needed. */
export interface Place {
  region(): Promise<string>;
  clients(): Promise<Clients>;
  tableName(): Promise<string>;
  /** Where CloudTrail is, other than at AWS. */
  readonly cloudTrail?: string | undefined;
}

const incidentsIn = async (store: Store): ReturnType<Readings['incidents']> => {
  let unreadable = 0;
  const open = await store.openIncidents(() => {
    unreadable += 1;
  });
  return { open, unreadable };
};

/** What can be read of a deployment and of the embedded account alike. */
export const readingsOf = (context: Context, { region, clients, tableName, cloudTrail }: Place): Readings => {
  const { io, options } = context;
  const now = io.now();
  // Nothing whose age depends on the retention is written from here.
  const store = once(async () =>
    dynamodbStore((await clients()).dynamodb, await tableName(), standard.retentionDays, io.now),
  );
  const states = once(async () => (await store()).states());
  return {
    now,
    options,
    region,
    file: once(() => findConfiguration(context)),
    table: once(async () => {
      const name = await tableName();
      return { name, ...(await tableDescription((await clients()).dynamodb, name)) };
    }),
    states: async () => (await states()).items,
    unreadable: async () => (await states()).unreadable,
    looks: once(async () => (await store()).looks()),
    canary: once(async () => (await store()).canary()),
    sweeps: once(async () => (await (await store()).sweeps({ limit: SWEEPS })).items),
    incidents: once(async () => incidentsIn(await store())),
    spent: once(async () => (await store()).spent(now.toISOString().slice(0, 7))),
    newestCheck: async (pathId) => (await (await store()).checks(pathId, { limit: 1 })).items[0],
    secret: async (name) => secretStanding((await clients()).secrets, name),
    trail: once(async () =>
      trailOf((await clients()).cloudtrail, {
        region: await region(),
        clientIn: (home) => cloudTrailClient(home, cloudTrail),
      }),
    ),
    transitGateways: once(async () => transitGatewayArns((await clients()).ec2)),
    registrations: once(async () => routeAnalyzer((await clients()).networkManager).registrations()),
    insightsPaths: once(async () => countInsightsPaths((await clients()).ec2)),
  };
};
