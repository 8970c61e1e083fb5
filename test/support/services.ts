import type { Alert } from '../../lambda/domain/alert.ts';
import { type Measured, type Reading, whole } from '../../lambda/domain/measure.ts';
import type { Notice, Services } from '../../lambda/monitor/ports.ts';
import { type MemoryStore, memoryStore } from './memory-store.ts';

const unused = () => {
  throw new Error('not a part of what is tested');
};

/** What a topic was given, what a log was told, and what was measured. */
export interface Heard {
  readonly alerts: Alert[];
  readonly notices: Notice[];
  readonly errors: string[];
  readonly measured: Measured[];
  /** The same of single paths and tags. */
  readonly readings: Reading[];
}

export interface TestServices extends Services {
  readonly store: MemoryStore;
  readonly heard: Heard;
}

/** Services over a store in memory; what a test does not give must not be called, but the topics and the log, which hear. */
export const someServices = (over: Partial<Services> & { readonly store?: MemoryStore } = {}): TestServices => {
  const heard: Heard = { alerts: [], notices: [], errors: [], measured: [], readings: [] };
  return {
    network: { snapshot: unused },
    reachability: {
      owned: unused,
      create: unused,
      start: unused,
      read: unused,
      stored: unused,
      removeAnalysis: unused,
      removePath: unused,
    },
    routes: { registrations: unused, start: unused, read: unused },
    announcer: {
      publish: async (alert) => {
        heard.alerts.push(alert);
      },
      notify: async (notice) => {
        heard.notices.push(notice);
      },
    },
    flowLogs: { of: unused, start: unused, read: unused, stop: unused },
    changes: { keep: unused, join: unused, gathering: unused, close: unused, between: unused },
    calls: { callsOn: unused, trail: unused },
    log: {
      info: () => undefined,
      error: (message) => {
        heard.errors.push(message);
      },
    },
    meter: {
      measure: (values, of = whole) =>
        void (of.kind === 'all' ? heard.measured.push(values) : heard.readings.push({ values, of })),
    },
    now: () => new Date('2026-11-22T10:30:00.000Z'),
    deployment: { name: 'prod', account: '111111111111', region: 'eu-west-1' },
    pacing: { polls: [], retries: [], searches: [60, 240, 300, 600, 900] },
    ...over,
    store: over.store ?? memoryStore(),
    heard,
  };
};
