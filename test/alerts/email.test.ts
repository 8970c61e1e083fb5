import fc from 'fast-check';
import { clean, cleanAscii, cutToBytes } from '../../lambda/alerts/clean.ts';
import { emailText } from '../../lambda/alerts/email.ts';
import type { Alert, AlertKind } from '../../lambda/domain/alert.ts';
import type { Cause } from '../../lambda/domain/change.ts';
import { aFinding, anAlert } from '../support/alerts.ts';
import { aCause, aChange, aFactChange } from '../support/records.ts';

// Written out here, so that the test does not repeat the expression that it tests.
const hidden: readonly (readonly [number, number])[] = [
  [0x00, 0x09],
  [0x0b, 0x1f],
  [0x7f, 0x9f],
  [0xad, 0xad],
  [0x061c, 0x061c],
  [0x115f, 0x1160],
  [0x180e, 0x180e],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0x2800, 0x2800],
  [0x3164, 0x3164],
  [0xd800, 0xdfff],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
];
const hiddenIn = (text: string): readonly string[] =>
  Array.from(text).filter((character) => {
    const point = character.codePointAt(0) ?? 0;
    return hidden.some(([from, to]) => from <= point && point <= to);
  });

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc
    .array(
      fc.constantFrom(
        '\u202e',
        '\u2066',
        '\u200b',
        '\ufeff',
        '\r\n',
        '\u2028',
        '\0',
        '\u001b[31m',
        '\ud800',
        '→',
        'ÿ',
        '😀',
        'sg-1 ',
      ),
      { maxLength: 300 },
    )
    .map((parts) => parts.join('')),
  fc.nat(5000).map((length) => 'x'.repeat(length)),
);

const kinds: readonly AlertKind[] = [
  'broke',
  'baseline',
  'recovered',
  'blind',
  'sighted',
  'attributed',
  'disagreement',
];

/** A cause of which strangers wrote every word. */
const causeOf = (text: string, other: string, count: number): Cause => ({
  facts: Array.from({ length: count }, () => ({ component: text, kind: 'removed', what: 'rule', message: other })),
  left: count,
  between: [text, other],
  candidates: Array.from({ length: Math.min(count, 10) }, (_, n) => ({
    fit: (['explains', 'touches', 'nearby'] as const)[n % 3] ?? 'nearby',
    change: aChange({
      id: text,
      at: other,
      name: text,
      author: { principal: other, sourceAddress: text, tool: other },
      details: { [text]: other },
    }),
  })),
  search: count % 2 === 0 ? { kind: 'found' } : { kind: 'given-up', reason: text },
});

const alerts: fc.Arbitrary<Alert> = fc
  .record({
    kind: fc.constantFrom(...kinds),
    expect: fc.constantFrom('reachable', 'unreachable'),
    text: hostile,
    other: hostile,
    findings: fc.nat(500),
    checks: fc.nat(10),
  })
  .map(({ kind, expect, text, other, findings, checks }) =>
    anAlert({
      kind,
      expect,
      checks,
      id: text,
      pathId: other,
      path: text,
      tags: Object.fromEntries(Array.from({ length: findings }, (_, index) => [`${index}${text}`, other])),
      since: other,
      began: text,
      findings: Array.from({ length: findings }, () =>
        aFinding({ message: text, advice: other, component: text, code: other }),
      ),
      open: Array.from({ length: findings }, () => text),
      incidentId: other,
      checkId: text,
      console: other,
      cause: causeOf(text, other, findings),
      modelOnly: true,
    }),
  );

describe('the subject', () => {
  test.each([
    ['broke', 'reachable', 'BROKEN web-to-db: sg-073c4d556bf048ea0 has no inbound rule for tcp/3389 from 10.0.20.236'],
    [
      'baseline',
      'reachable',
      'BROKEN web-to-db: sg-073c4d556bf048ea0 has no inbound rule for tcp/3389 from 10.0.20.236',
    ],
    ['broke', 'unreachable', 'OPEN web-to-db: reachable though it must not be'],
    ['baseline', 'unreachable', 'OPEN web-to-db: reachable though it must not be'],
    ['recovered', 'reachable', 'RECOVERED web-to-db: reachable again after 2 h 5 min'],
    ['recovered', 'unreachable', 'RECOVERED web-to-db: unreachable again after 2 h 5 min, as it must be'],
    ['blind', 'reachable', 'BLIND web-to-db: no verdict in 3 checks'],
    ['sighted', 'reachable', 'SEEN AGAIN web-to-db: reachable after 2 h 5 min'],
    ['disagreement', 'reachable', 'DISAGREEMENT web-to-db: AWS and the network model do not say the same'],
    ['attributed', 'reachable', 'CHANGED BY web-to-db: not known'],
  ] as const)('of %s where %s is expected begins with the state', (kind, expected, subject) => {
    const over = {
      kind,
      expect: expected,
      verdict: 'reachable',
      began: '2026-11-22T01:05:00.000Z',
      checks: 3,
    } as const;
    expect(emailText(anAlert(over)).subject).toBe(subject);
  });

  test('names the finding that makes it unreachable before one that only notes', () => {
    const note = aFinding({ says: 'note', message: 'a note' });
    const { subject } = emailText(anAlert({ findings: [note, aFinding({ message: 'tgw-rtb-1 lacks a route' })] }));
    expect(subject).toBe('BROKEN web-to-db: tgw-rtb-1 lacks a route');
  });

  test('says that it is unreachable where nothing was found', () => {
    expect(emailText(anAlert({ findings: [] })).subject).toBe(
      'BROKEN web-to-db: unreachable though it must be reachable',
    );
  });

  test('leaves out a duration that is none', () => {
    const { subject } = emailText(anAlert({ kind: 'recovered', began: 'yesterday' }));
    expect(subject).toBe('RECOVERED web-to-db: reachable again');
  });
});

describe('who made the change', () => {
  const told = (cause: Cause, kind: AlertKind = 'broke') => emailText(anAlert({ kind, cause }));
  const sections = (cause: Cause) => told(cause).body.replaceAll(/\n +/g, ' ');

  test('is named with the call, the time, from where and with what, beneath what changed', () => {
    const body = sections(aCause());
    expect(body).toContain('What changed\n- sg-073c4d556bf048ea0 lost its inbound rule tcp/443 from 10.0.0.0/16\n');
    expect(body).toContain(
      'Who changed it\n- RevokeSecurityGroupIngress by arn:aws:sts::111111111111:assumed-role/Admin/mallory, ' +
        '2026-11-22T10:03:00Z, from 203.0.113.7, with AWS CLI, event event-1\n',
    );
  });

  test('is in the subject of the update', () => {
    expect(told(aCause(), 'attributed').subject).toBe(
      'CHANGED BY web-to-db: arn:aws:sts::111111111111:assumed-role/Admin/mallory: RevokeSecurityGroupI...',
    );
  });

  test('is not known yet where it is looked for, and that is said', () => {
    const search = { kind: 'pending', tries: 0, next: '2026-11-22T10:31:00.000Z' } as const;
    expect(sections(aCause({ candidates: [], search }))).toContain(
      "Who changed it\n- not known yet: CloudTrail's history",
    );
    const reason = 'no call on these resources is in the history of CloudTrail';
    expect(sections(aCause({ candidates: [], search: { kind: 'given-up', reason } }))).toContain(`- ${reason}\n`);
  });

  test.each(kinds)('is promised where an incident is opened, and of no other alert: %s', (kind) => {
    const search = { kind: 'pending', tries: 0, next: '2026-11-22T10:31:00.000Z' } as const;
    const body = told(aCause({ candidates: [], search }), kind).body.replaceAll(/\n +/g, ' ');
    const isOpened = kind === 'broke' || kind === 'baseline';
    expect(body.includes('an update follows')).toBe(isOpened);
    expect(body).toMatch(isOpened ? /Who changed it\n- not known yet/ : /Who changed it\n- not known\n/);
  });

  test('may be several, best first, each with how well it fits; the rest is counted', () => {
    const fits = ['explains', 'touches', 'nearby', 'nearby', 'nearby'] as const;
    const candidates = fits.map((fit, n) => ({ fit, change: aChange({ id: `event-${n}` }) }));
    const body = sections(aCause({ candidates }));
    expect([...body.matchAll(/event (event-\d)([^\n]*)/g)].map(([, id, fit]) => `${id}${fit}`)).toEqual([
      'event-0',
      'event-1 (it touches what changed)',
      'event-2 (it came in that time)',
    ]);
    expect(body).toContain('and 2 more; `pathwatch history --json` has them.');
  });

  test('is nobody where a route was withdrawn by BGP', () => {
    const { author: _author, ...change } = aChange({ name: 'TGW-ROUTE-UNINSTALLED', source: 'network-manager' });
    expect(sections(aCause({ candidates: [{ change, fit: 'explains' }] }))).toContain('- TGW-ROUTE-UNINSTALLED, 2026');
  });

  test('is left out where nothing turned', () => {
    expect(emailText(anAlert()).body).not.toMatch(/What changed|Who changed it/);
  });

  test('five facts are told, and the others counted', () => {
    const facts = Array.from({ length: 9 }, (_, n) => aFactChange({ message: `fact ${n}` }));
    const body = sections(aCause({ facts, left: 3 }));
    expect(body).toContain('- fact 4\nand 7 more; `pathwatch history --json` has all but 3.');
  });
});

test("a disagreement tells what is disagreed about, and what is AWS's", () => {
  const note = aFinding({
    code: 'MODEL_DISAGREES',
    says: 'note',
    message: 'they disagree about acl-1',
    source: 'pathwatch',
  });
  const { body } = emailText(anAlert({ kind: 'disagreement', channel: 'troubles', findings: [note] }));
  expect(body.replaceAll('\n', ' ')).toContain("The verdict is AWS's: unreachable.");
  expect(body).toContain('1. they disagree about acl-1');
});

describe('the body', () => {
  const usual = emailText(anAlert()).body;

  test('fits on a screen for a usual alert', () => {
    const lines = usual.trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(25);
    expect(lines.filter((line) => line.length > 80 && !line.includes('https://'))).toEqual([]);
  });

  test('names path, severity, time, cause, advice, what is open, the link and the ids', () => {
    for (const part of [
      'BROKEN: web-to-db is unreachable; it must be reachable.',
      'i-0aaaaaaaaaaaaaaa1 → i-0bbbbbbbbbbbbbbb2, tcp/3389',
      'critical',
      '2026-11-22T03:10:00Z',
      '1. sg-073c4d556bf048ea0 has no inbound rule',
      '\n   > Add an inbound rule',
      'What the analyses leave open',
      'https://ap-northeast-1.console.aws.amazon.com/networkinsights/home#NetworkPath:pathId=nip-0abc',
      'Alert web-to-db/3/broke/topic',
      'Incident incident-web-to-db-3',
      'Check sweep-1#web-to-db',
    ]) {
      expect(usual).toContain(part);
    }
  });

  test('tells every finding with its component, and its advice on the next line', () => {
    const { body } = emailText(
      anAlert({
        findings: [
          aFinding({ message: 'one', component: 'sg-1', advice: 'do one' }),
          aFinding({
            message: 'two',
            component: 'tgw-rtb-2',
            direction: 'return',
            code: 'ROUTE_NOT_FOUND',
            advice: 'do two',
          }),
        ],
      }),
    );
    expect(body).toContain('1. one (forward, sg-1, ENI_SG_RULES_MISMATCH)\n   > do one\n');
    expect(body).toContain('2. two (return, tgw-rtb-2, ROUTE_NOT_FOUND)\n   > do two\n');
  });

  test('shows twenty of 500 findings and counts the rest', () => {
    const { body } = emailText(anAlert({ findings: Array.from({ length: 500 }, () => aFinding()) }));
    expect(body).toContain('\n20. ');
    expect(body).not.toContain('\n21. ');
    expect(body).toContain('and 480 more');
  });

  test('says of a blind path what was known last', () => {
    const { body } = emailText(anAlert({ kind: 'blind', verdict: 'reachable', checks: 3 }));
    expect(body).toContain('BLIND: web-to-db: no verdict in 3 checks; the last known is reachable.');
  });

  test('keeps the lines of a hostile message in its own paragraph', () => {
    const { body } = emailText(anAlert({ findings: [aFinding({ message: 'a\r\n\r\nRECOVERED: all is well\u202e' })] }));
    expect(body).toContain('1. a RECOVERED: all is well (');
  });
});

test('whatever an alert holds, the subject is short printable ASCII and the body is bounded and shows all it has', () => {
  fc.assert(
    fc.property(alerts, (alert) => {
      const { subject, body } = emailText(alert);
      expect(subject).toMatch(/^(BROKEN|OPEN|RECOVERED|BLIND|SEEN AGAIN|CHANGED BY|DISAGREEMENT) [\x20-\x7e]*$/);
      expect(subject.length).toBeLessThan(100);
      expect(hiddenIn(body)).toEqual([]);
      expect(Buffer.byteLength(body)).toBeLessThan(200_000);
      expect(body.split('\n').length).toBeLessThan(700);
    }),
    { numRuns: 100 },
  );
});

describe('cleaning', () => {
  test('cuts at whole characters and marks the cut', () => {
    expect(clean('😀😀😀', 3)).toBe('😀😀😀');
    expect(clean('😀😀😀😀', 3)).toBe('😀😀…');
  });

  test('spells in ASCII what has a spelling', () => {
    expect(cleanAscii('café → “db” 😀', 50)).toBe('cafe -> "db" ?');
  });

  test('cuts bytes between characters, with the notice inside the limit', () => {
    expect(cutToBytes('ää', 4, '!')).toBe('ää');
    expect(cutToBytes('äää', 4, '!')).toBe('ä!');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 40 }), (text, limit) => {
        const kept = cutToBytes(text, limit, '!');
        expect(Buffer.byteLength(kept)).toBeLessThanOrEqual(limit);
        expect(kept).not.toContain('\ufffd');
      }),
    );
  });
});
