import { emailText } from '../../lambda/alerts/email.ts';
import type { Alert, AlertKind, Signal } from '../../lambda/domain/alert.ts';
import type { Cause } from '../../lambda/domain/change.ts';
import type { Fix } from '../../lambda/domain/fix.ts';
import { aFinding, anAlert } from '../support/alerts.ts';
import { aCause, aChange, aFactChange } from '../support/records.ts';
import { situations } from './situations.ts';

const told = (kind: AlertKind, lead: Partial<Signal> = {}, over: Partial<Omit<Alert, 'lead'>> = {}) =>
  emailText(anAlert({ kind, lead, ...over }));

/** The body with its wrapped sentences on one line each. */
const bodyOf = (...args: Parameters<typeof told>): string => told(...args).body.replaceAll(/\n +/g, ' ');

describe('the subject', () => {
  const past = { began: '2026-11-22T01:05:00.000Z', checks: 3, within: 3600 };
  const rule = 'sg-073c4d556bf048ea0 has no inbound rule for tcp/3389 from 10.0.20.236';

  test.each([
    ['broke', 'reachable', `BROKEN web-to-db: ${rule}`],
    ['baseline', 'reachable', `BROKEN web-to-db: ${rule}`],
    ['updated', 'reachable', `BROKEN web-to-db: ${rule}`],
    [
      'reminder',
      'reachable',
      'STILL BROKEN web-to-db for 1 min 52 s: sg-073c4d556bf048ea0 has no inbound rule for tcp/3389 fro...',
    ],
    ['broke', 'unreachable', 'OPEN web-to-db: reachable though it must not be'],
    ['reminder', 'unreachable', 'STILL OPEN web-to-db for 1 min 52 s: reachable though it must not be'],
    ['recovered', 'reachable', 'RECOVERED web-to-db: reachable again after 2 h 5 min'],
    ['recovered', 'unreachable', 'RECOVERED web-to-db: unreachable again after 2 h 5 min'],
    ['flapping', 'reachable', 'FLAPPING web-to-db: changed 3 times in 1 h; single changes are not told now'],
    ['steady', 'reachable', 'STEADY web-to-db: reachable, and changes no more'],
    ['blind', 'reachable', 'BLIND web-to-db: no verdict in 3 checks'],
    ['sighted', 'reachable', 'SEEN AGAIN web-to-db: reachable after 2 h 5 min'],
    ['disagreement', 'reachable', 'DISAGREEMENT web-to-db: AWS and the network model do not say the same'],
    ['attributed', 'reachable', 'CHANGED BY somebody unknown: a change may be behind web-to-db'],
    ['witnessed', 'reachable', 'FLOW LOGS web-to-db: they say nothing'],
    ['test', 'reachable', 'TEST of a channel: alerts reach this channel; nothing is broken'],
  ] as const)('of %s where %s is expected begins with the state', (kind, expected, subject) => {
    const findings = expected === 'reachable' ? {} : { findings: [] };
    expect(told(kind, { ...past, ...findings, expect: expected, verdict: 'reachable' }).subject).toBe(subject);
  });

  test('names the finding that makes it unreachable before one that only notes', () => {
    const note = aFinding({ says: 'note', message: 'a note' });
    const { subject } = told('broke', { findings: [note, aFinding({ message: 'tgw-rtb-1 lacks a route' })] });
    expect(subject).toBe('BROKEN web-to-db: tgw-rtb-1 lacks a route');
  });

  test('says what became of what blocks it, in the longest words that find room', () => {
    const component = 'rtb-021ab122f4f50d879';
    const subjectOf = (pathId: string) =>
      told('broke', {
        pathId,
        findings: [aFinding({ component, message: `${component} has no route to 10.0.20.236` })],
        cause: aCause({
          facts: [
            {
              component,
              kind: 'removed',
              what: 'route',
              before: '10.0.0.0/16 → tgw-0e8d7c6b5a4f39201',
              message: `${component} lost its route 10.0.0.0/16 → tgw-0e8d7c6b5a4f39201`,
            },
          ],
        }),
      }).subject;
    expect(subjectOf('web-to-db')).toBe(
      `BROKEN web-to-db: ${component} lost its route 10.0.0.0/16 -> tgw-0e8d7c6b5a4f39201`,
    );
    expect(subjectOf('w'.repeat(30))).toContain(`: ${component} lost its route to 10.0.0.0/16`);
    expect(subjectOf('w'.repeat(60))).toContain(`: ${component} has n`);
  });

  test('counts how long it was from the times that are printed', () => {
    const { subject, body } = told('recovered', {
      began: '2026-11-22T18:11:46.900Z',
      since: '2026-11-22T18:11:50.100Z',
    });
    expect(subject).toBe('RECOVERED web-to-db: reachable again after 4 s');
    expect(body.replaceAll('\n', ' ')).toContain('from 2026-11-22 18:11:46 UTC to 2026-11-22 18:11:50 UTC, for 4 s.');
  });

  test('says that it is unreachable where nothing was found', () => {
    expect(told('broke', { findings: [] }).subject).toBe('BROKEN web-to-db: unreachable though it must be reachable');
  });

  test('says of a path that must not be open what lets it in', () => {
    const findings = [aFinding({ code: 'LET_IN', says: 'note', message: 'sg-1 lets it in' })];
    expect(told('broke', { expect: 'unreachable', verdict: 'reachable', findings }).subject).toBe(
      'OPEN web-to-db: sg-1 lets it in',
    );
  });

  test('leaves out a duration that is none', () => {
    expect(told('recovered', { began: 'yesterday' }).subject).toBe('RECOVERED web-to-db: reachable again');
  });

  test('tells of several paths how many, and what became of the component that they share', () => {
    const fact = aFactChange({ component: 'rtb-1', what: 'route', before: '10.0.0.0/16 → tgw-1', message: 'it went' });
    const down = { count: 14, first: [] };
    expect(
      told('broke', { cause: aCause({ facts: [aFactChange(), fact] }) }, { down, component: 'rtb-1' }).subject,
    ).toBe('BROKEN 14 paths: rtb-1 lost its route to 10.0.0.0/16');
    expect(told('broke', {}, { down, component: 'rtb-1' }).subject).toBe(`BROKEN 14 paths: ${rule}`);
  });

  test('tells how many of an incident are down yet, and when none is', () => {
    const up = { count: 11, first: [] };
    expect(told('updated', {}, { up, down: { count: 3, first: [] } }).subject).toMatch(/^BROKEN 3 of 14 paths: /);
    expect(told('updated', {}, { up, down: { count: 0, first: [] } }).subject).toBe(
      'CHANGED 11 paths: all of them are reachable again',
    );
  });

  test('claims that a call broke it only where the call explains it', () => {
    const [candidate] = aCause().candidates;
    const subjectOf = (cause: Cause) => told('attributed', { cause }).subject;
    expect(subjectOf(aCause())).toBe('CHANGED BY Admin/mallory: RevokeSecurityGroupIngress broke web-to-db');
    expect(subjectOf(aCause({ candidates: candidate ? [{ ...candidate, fit: 'nearby' }] : [] }))).toBe(
      'CHANGED BY Admin/mallory: RevokeSecurityGroupIngress may be behind web-to-db',
    );
  });
});

describe('who made the change', () => {
  test('is named with the call, the time, from where and with what, beneath what changed', () => {
    expect(bodyOf('broke', { cause: aCause() })).toContain(
      'What changed\n- sg-073c4d556bf048ea0 lost its inbound rule tcp/443 from 10.0.0.0/16\n' +
        '- RevokeSecurityGroupIngress by arn:aws:sts::111111111111:assumed-role/Admin/mallory, ' +
        '2026-11-22 10:03:00 UTC, from 203.0.113.7, with AWS CLI\n',
    );
  });

  test('is not known yet where it is looked for, and that is said', () => {
    const search = { kind: 'pending', tries: 0, next: '2026-11-22T10:31:00.000Z' } as const;
    const reason = 'no call on these resources is in the history of CloudTrail';
    expect(bodyOf('broke', { cause: aCause({ candidates: [], search }) })).toMatch(
      /What changed between 2026-11-22 10:00:00 UTC and 2026-11-22 10:05:00 UTC\n.*\n- who did it is not known yet: .* an update follows\n/,
    );
    expect(bodyOf('broke', { cause: aCause({ candidates: [], search: { kind: 'given-up', reason } }) })).toContain(
      `- ${reason}\n`,
    );
  });

  test('is not promised of what is over', () => {
    const search = { kind: 'pending', tries: 0, next: '2026-11-22T10:31:00.000Z' } as const;
    expect(bodyOf('recovered', { cause: aCause({ candidates: [], search }) })).toContain('- who did it is not known\n');
  });

  test('may be several, best first, each with how well it fits; the rest is counted', () => {
    const fits = ['explains', 'touches', 'nearby', 'nearby', 'nearby'] as const;
    const candidates = fits.map((fit, n) => ({ fit, change: aChange({ name: `Call${n}` }) }));
    const body = bodyOf('broke', { cause: aCause({ candidates }), findings: [], open: [] });
    expect([...body.matchAll(/- (Call\d)[^\n]*?(\(it [^\n]*)?\n/g)].map(([, name, fit]) => [name, fit])).toEqual([
      ['Call0', undefined],
      ['Call1', '(it touches what changed)'],
      ['Call2', '(it came in that time)'],
    ]);
    expect(body).toContain('and 2 more; `pathwatch history --json` has them');
  });

  test('is nobody where a route was withdrawn by BGP', () => {
    const { author: _author, ...change } = aChange({ name: 'TGW-ROUTE-UNINSTALLED', source: 'network-manager' });
    expect(bodyOf('broke', { cause: aCause({ candidates: [{ change, fit: 'explains' }] }) })).toContain(
      '- TGW-ROUTE-UNINSTALLED, 2026-11-22 10:03:00 UTC\n',
    );
  });

  test('is left out where nothing turned', () => {
    expect(told('broke').body).not.toContain('What changed');
  });
});

describe('the command that puts it right', () => {
  const aFix = (over: Partial<Fix> = {}): Fix => ({
    kind: 'add',
    title: 'add a route',
    words: ['aws', 'ec2', 'create-route', '--route-table-id', 'rtb-021ab122f4f50d879', '--gateway-id', 'TARGET'],
    blanks: { TARGET: 'the gateway that leads there' },
    ...over,
  });

  test('can be pasted as it stands, with what is to be filled in before it', () => {
    expect(told('broke', { fixes: [aFix()] }).body).toContain(
      'To put it right, add a route:\n- TARGET is the gateway that leads there:\n' +
        'aws ec2 create-route --route-table-id rtb-021ab122f4f50d879 \\\n  --gateway-id TARGET\n',
    );
  });

  test('is first the one that undoes the change, in place of advice', () => {
    const undo = aFix({ kind: 'undo', title: 'add the route again', blanks: {} });
    const { body } = told('broke', { fixes: [aFix(), undo] });
    expect(body).toContain('To undo the change, add the route again:\naws ec2');
    expect(body).toContain('\n- or to put it right, add a route; TARGET is the gateway that leads there:\naws ec2');
    expect(body).not.toContain('Add an inbound rule');
  });

  test('is told whole or not at all', () => {
    const { body } = told('broke', { fixes: [aFix({ words: ['aws', 'ec2', `--tag=${'x'.repeat(100)}`] })] });
    expect(body).not.toContain('xxx');
    expect(body).toContain('there is no room for the command here; `pathwatch history --json` has it');
  });

  test('gives way to advice where there is none', () => {
    expect(told('broke').body).toContain('What to do\n- Add an inbound rule for tcp/3389 from 10.0.20.236/32 to');
  });

  test('is not told of what is over', () => {
    expect(told('recovered', { fixes: [aFix()], began: '2026-11-22T01:05:00.000Z' }).body).not.toContain('aws ec2');
  });
});

describe('the body', () => {
  test('names path, severity, time, cause, advice, what is open, the analysis and the ids, and no link', () => {
    const { body } = told('broke');
    for (const part of [
      'BROKEN (critical) since 2026-11-22 03:10:00 UTC: web-to-db is unreachable.\n',
      'i-0aaaaaaaaaaaaaaa1 → i-0bbbbbbbbbbbbbbb2, tcp/3389\n',
      'Why (confirmed by AWS)\n- sg-073c4d556bf048ea0 has no inbound rule',
      'What to do\n- Add an inbound rule',
      'Left open\n- Reachability Analyzer looks only',
      'History: pathwatch history web-to-db\n',
      'Incident sg-073c4d556bf048ea0-20261122T031000Z, alert 1/broke/topic\n',
      'Acknowledge: pathwatch ack web-to-db --reason WHY\n',
      'Analysis nip-0abc\n',
    ])
      expect(body).toContain(part);
    expect(body).not.toContain('https://');
  });

  test('names what cannot be seen from what blocks, and says what is known last', () => {
    const unknown = aFinding({ code: 'CALL_DENIED', says: 'unknown', message: 'it was refused' });
    const body = bodyOf('blind', { verdict: 'reachable', checks: 3, findings: [unknown] });
    expect(body).toMatch(/web-to-db has no verdict in 3\schecks; the last known is reachable\./);
    expect(body).toContain('Why\n- it was refused (');
  });

  test('names the components of the blockers that it has no room for', () => {
    const findings = Array.from({ length: 40 }, (_, n) =>
      aFinding({ component: `sg-${n}`, message: `sg-${n} has no inbound rule for tcp/3389 from 10.0.20.236` }),
    );
    const { body } = told('broke', { findings });
    const more = /and (\d+) more: (sg-\d+), /.exec(body);
    expect(body.match(/^- sg-\d+ has no/gm)).toHaveLength(40 - Number(more?.[1]));
    expect(more?.[2]).toBe(`sg-${40 - Number(more?.[1])}`);
  });

  test('keeps what must be told where there is far more than it has room for', () => {
    const { lead } = situations['false-blame-corrected'] as Alert;
    const long = 'word '.repeat(2000);
    const { body } = emailText(
      anAlert({
        kind: 'broke',
        lead: {
          ...lead,
          path: long,
          tags: Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`key${n}`, long])),
          findings: Array.from({ length: 50 }, () => aFinding({ message: `it is blocked ${long}`, advice: long })),
          open: Array.from({ length: 50 }, () => long),
          cause: aCause({
            facts: Array.from({ length: 9 }, () => aFactChange({ message: `it changed ${long}` })),
            candidates: [{ fit: 'explains', change: aChange({ author: { principal: `alice ${long}`, tool: long } }) }],
          }),
        },
        held: long,
        acknowledged: { incidentId: 'i', at: 'now', reason: long, by: long },
        down: { count: 1000, first: Array.from({ length: 20 }, (_, n) => ({ id: `path-${n}`, since: 'now' })) },
      }),
    );
    for (const part of [
      /^BROKEN \(critical\) since/,
      /^- it is blocked/m,
      /^- it changed/m,
      /^- RevokeSecurityGroupIngress by alice/m,
      /^aws ec2 create-route [^\n]*\\\n[^\n]*\\\n[^\n]*tgw-0e8d7c6b5a4f39201$/m,
      /^History: pathwatch history a-to-b-rdp$/m,
      /^Incident \S+, alert /m,
    ])
      expect(body).toMatch(part);
    expect(body.trimEnd().split('\n').length).toBeLessThanOrEqual(25);
  });

  test('keeps the lines of a hostile message in its own paragraph', () => {
    const { body } = told('broke', { findings: [aFinding({ message: 'a\r\n\r\nRECOVERED: all is well\u202e' })] });
    expect(body).toContain('- a RECOVERED: all is well (');
  });
});
