import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { emailText } from '../../lambda/alerts/email.ts';
import { EVENT_SOURCE, EVENT_TYPE, eventDetail } from '../../lambda/alerts/event.ts';
import { alertEvent } from '../../lambda/alerts/event-schema.ts';
import { states } from '../../lambda/alerts/headline.ts';
import type { Alert } from '../../lambda/domain/alert.ts';
import { situations } from '../alerts/situations.ts';

const textOf = (page: string): string => readFileSync(resolve(import.meta.dirname, '../../docs', page), 'utf8');
const alerts = textOf('alerts.md');
const events = textOf('events.md');

/** The block that is marked by words after its fence. */
const excerpt = (page: string, mark: string): string =>
  new RegExp(`^\`\`\`${mark}\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(page)?.[1] ?? '';

const situation = (name: string): Alert => {
  const alert = situations[name];
  if (alert === undefined) throw new Error(`no situation ${name}`);
  return alert;
};

/** The first cells of the rows of a page's tables, in which words stand in backticks. */
const firstCells = (page: string): readonly string[] =>
  [...page.matchAll(/^\| (`.*?`) +\|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word),
  );

test('the alert that is shown is what its reader gets', () => {
  const { subject, body } = emailText(situation('common-cause-of-14'));
  expect(excerpt(alerts, 'text alert')).toBe(`${subject}\n\n${body}`);
});

test('every state that an alert begins with is explained', () => {
  expect(firstCells(alerts)).toEqual(expect.arrayContaining([...states]));
});

test('every kind of event is explained', () => {
  expect([...firstCells(events)].sort()).toEqual([...alertEvent.shape.kind.options, 'kind'].sort());
});

test('every state of an event is named', () => {
  expect(states.filter((state) => !events.includes(`\`${state}\``))).toEqual([]);
});

test('the document that is shown is what its reader gets', () => {
  const alert = situation('reachability-analyzer-alone');
  const detail = eventDetail({ ...alert, id: `${alert.incidentId}/1/broke/events` });
  expect(excerpt(events, 'json event')).toBe(`${JSON.stringify(detail, undefined, 2)}\n`);
});

type Pattern = { readonly [key: string]: Pattern | readonly string[] };

/** Whether an event is what a pattern of plain values wants: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html. */
const matches = (pattern: Pattern, event: Readonly<Record<string, unknown>>): boolean =>
  Object.entries(pattern).every(([key, wanted]) => {
    const value = event[key];
    return Array.isArray(wanted)
      ? wanted.includes(value)
      : matches(wanted as Pattern, (value ?? {}) as Readonly<Record<string, unknown>>);
  });

const eventOf = (alert: Alert) => ({ source: EVENT_SOURCE, 'detail-type': EVENT_TYPE, detail: eventDetail(alert) });

test('the example of a rule takes what it says, and nothing else', () => {
  const pattern: Pattern = JSON.parse(excerpt(events, 'json pattern'));
  const taken = (name: string): boolean => matches(pattern, eventOf(situation(name)));
  expect(['common-cause-of-14', 'baseline', 'recovery-of-14'].map(taken)).toEqual([true, true, true]);
  expect(['reminder', 'update-paths-go', 'author-found-later', 'test'].map(taken)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});

test('the example of a transformer names fields that are there', () => {
  const { InputPathsMap } = JSON.parse(excerpt(events, 'json transformer'));
  const event = eventOf(situation('common-cause-of-14'));
  for (const path of Object.values<string>(InputPathsMap)) {
    const value = path
      .split('.')
      .slice(1)
      .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], event);
    expect(value).toEqual(expect.any(String));
  }
});
