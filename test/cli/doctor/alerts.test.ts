import { type AlertsSeen, judgeAlerts } from '../../../cli/doctor/alerts.ts';
import { anAlert } from '../../support/alerts.ts';
import { aCheck, anIncident, anOwed } from '../../support/records.ts';

const now = new Date('2026-11-28T12:00:00.000Z');
const ago = (minutes: number): string => new Date(now.getTime() - minutes * 60_000).toISOString();

const judged = (over: Partial<AlertsSeen>) =>
  judgeAlerts(
    { states: [], open: [], unreadable: 0, now, ...over },
    { channel: (channel) => `alert test ${channel}`, look: 'check' },
  );

/** An incident whose message waits for channels. */
const waiting = (minutes: number, channels: readonly string[], lastFault?: string) =>
  anIncident({
    outbox: [
      {
        alert: anAlert({ at: ago(minutes) }),
        waiting: channels.map((channel) => ({ channel, attempts: 1, ...(lastFault !== undefined && { lastFault }) })),
      },
    ],
  });

test('what was just decided is on its way', () => {
  expect(judged({})).toEqual({ outcome: 'ok', message: 'all alerts are delivered', remedy: null });
  expect(judged({ open: [waiting(15, ['topic', 'slack:noc'])] })).toEqual({
    outcome: 'ok',
    message: 'all alerts are delivered; 2 messages on the way',
    remedy: null,
  });
  expect(judged({ open: [anIncident({ held: 'a mute' })] })).toMatchObject({ outcome: 'ok' });
});

test('what a channel has refused is warned of, and a failure after a quarter of an hour', () => {
  const fault = 'InvalidPayload: no_text';
  expect(judged({ open: [waiting(2, ['slack:noc'], fault)] })).toEqual({
    outcome: 'warning',
    message: 'slack:noc has not taken 1 alert (InvalidPayload: no_text)',
    remedy: 'alert test slack:noc',
  });
  const open = [waiting(16, ['topic', 'slack:noc'], fault), waiting(1, ['events'])];
  expect(judged({ open })).toEqual({
    outcome: 'failed',
    message: `topic has not taken 1 alert (${fault}), slack:noc has not taken 1 alert (${fault})`,
    remedy: 'alert test topic',
  });
});

test('what no incident has taken is a failure after the same time', () => {
  const states = (minutes: number) => [
    { pathId: 'app', outbox: [anOwed({ since: ago(minutes) })] },
    { pathId: 'dns', outbox: [{ kind: 'check', check: aCheck({ settledAt: ago(minutes) }) } as const] },
    { pathId: 'web', outbox: [] },
  ];
  expect(judged({ states: states(15) })).toMatchObject({ outcome: 'ok' });
  expect(judged({ states: states(16) })).toEqual({
    outcome: 'failed',
    message: 'what there is to tell of 2 paths: app, dns was taken by no incident',
    remedy: 'check',
  });
});

test('an incident that cannot be read leaves open what was told', () => {
  expect(judged({ unreadable: 1 })).toMatchObject({ outcome: 'unknown', message: '1 open incident cannot be read' });
  expect(judged({ unreadable: 1, open: [waiting(16, ['topic'])] })).toMatchObject({ outcome: 'failed' });
});
