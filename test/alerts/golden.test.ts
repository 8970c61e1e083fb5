import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emailText } from '../../lambda/alerts/email.ts';
import { slackMessage } from '../../lambda/alerts/slack.ts';
import type { Alert } from '../../lambda/domain/alert.ts';
import { situations } from './situations.ts';

/* The exact words of each situation, as their readers get them. `GOLDEN=write` writes them anew: read what changed. */

const folder = join(import.meta.dirname, 'golden');
const isWriting = process.env.GOLDEN === 'write';

const golden = (name: string, text: string): string => {
  const file = join(folder, name);
  if (isWriting) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, text);
  }
  return readFileSync(file, 'utf8');
};

const cases = Object.entries(situations);

const emailOf = (alert: Alert): string => {
  const { subject, body } = emailText(alert);
  return `Subject: ${subject}\n\n${body}`;
};

const slackOf = (alert: Alert): string => `${JSON.stringify(slackMessage(alert), undefined, 2)}\n`;

test('there are enough situations, and no golden file without one', () => {
  expect(cases.length).toBeGreaterThanOrEqual(25);
  const files = cases.flatMap(([name]) => [`${name}.txt`, `${name}.slack.json`]);
  expect(readdirSync(folder).sort()).toEqual(files.sort());
});

test.each(cases)('the e-mail of %s has these words', (name, alert) => {
  expect(emailOf(alert)).toBe(golden(`${name}.txt`, emailOf(alert)));
});

test.each(cases)('the Slack message of %s has these words', (name, alert) => {
  expect(slackOf(alert)).toBe(golden(`${name}.slack.json`, slackOf(alert)));
});

test.each(cases)('the e-mail of %s is read on a phone: 25 lines of 80 characters', (_name, alert) => {
  const { subject, body } = emailText(alert);
  const lines = body.trimEnd().split('\n');
  expect(subject.length).toBeLessThan(100);
  expect(lines.length).toBeLessThanOrEqual(25);
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
});
