import { slackMessage } from '../../lambda/alerts/slack.ts';
import type { Alert, Signal } from '../../lambda/domain/alert.ts';
import { aFinding, anAlert } from '../support/alerts.ts';

const textOf = (lead: Partial<Signal>, over: Partial<Omit<Alert, 'lead'>> = {}): string =>
  JSON.stringify(slackMessage(anAlert({ lead, ...over })));

test('markup of strangers is shown as they wrote it, and mentions nobody', () => {
  const text = textOf({
    findings: [aFinding({ message: '<!channel> & <@U012AB3CD> @here <https://evil.example|log in>' })],
  });
  expect(text).toContain('&lt;!channel&gt; &amp; &lt;@ U012AB3CD&gt; @ here &lt;https://evil.example|log in&gt;');
  expect(text).not.toMatch(/<!|<@|@here|<https:\/\/evil/);
});

test('an e-mail address is no mention', () => {
  expect(textOf({ findings: [aFinding({ message: 'by alice@example.com' })] })).toContain('by alice@example.com');
});

test('a backtick does not end a block of code', () => {
  const words = ['aws', 'ec2', 'create-tags', '--tags', 'Key=a,Value=```<!channel>'];
  const text = textOf({ fixes: [{ kind: 'add', title: 'a ``` tag', words, blanks: {} }] });
  expect(text.match(/```/g)).toHaveLength(2);
  expect(text).not.toContain('<!channel>');
});

test('what is between two colons becomes no emoji; a time of day stays as it is', () => {
  const text = textOf({
    findings: [
      aFinding({ message: 'by arn:aws:iam::111111111111:role/x: (:fire:),:skull: at 03:10:00 UTC, 2001:100:1::1' }),
    ],
  });
  expect(text).toContain(
    'by `arn:aws:iam::111111111111:role/x`: (`:fire`:),`:skull`: at 03:10:00 UTC, `2001:100:1::1`',
  );
});

test.each([
  ['https://eu-central-1.console.aws.amazon.com/networkinsights/home?a=1&b=2#x', true],
  ['https://console.amazonaws.cn/networkinsights/home', true],
  ['http://eu-central-1.console.aws.amazon.com/', false],
  ['https://console.aws.amazon.com.evil.example/', false],
  ['https://evil.example/console.aws.amazon.com', false],
  ['https://user@console.aws.amazon.com/', false],
  ['javascript:alert(1)', false],
  ['no link', false],
])('%s becomes a link: %s', (console, isLink) => {
  expect(textOf({ console }).includes('|Analysis in the console>')).toBe(isLink);
});

test('a link cannot be broken out of', () => {
  const text = textOf({ console: 'https://eu-central-1.console.aws.amazon.com/home?a=1&b=2#x|y><!channel>' });
  expect(text).toContain('/home?a=1&amp;b=2#x%7Cy%3E%3C!channel%3E|Analysis in the console>');
});

test.each(['updated', 'reminder', 'recovered', 'attributed', 'witnessed'] as const)(
  'a webhook cannot thread, so a follow-up names its incident: %s',
  (kind) => {
    expect(textOf({}, { kind })).toContain('Incident sg-073c4d556bf048ea0-20261122T031000Z');
  },
);

test('names all the paths that an alert names', () => {
  const first = Array.from({ length: 20 }, (_, n) => ({ id: `path-${n}`, since: '2026-11-22T03:10:00.000Z' }));
  const text = textOf({}, { down: { count: 1000, first } });
  expect(text).toContain('path-19 and 980 more.');
});
