import type { Io } from '../../cli/io.ts';
import type { Day } from '../../lambda/domain/day.ts';
import { anAlert } from '../support/alerts.ts';
import { type Deployed, openDeployed } from '../support/deployed.ts';
import { type Engine, startDynalite } from '../support/dynamodb.ts';
import {
  aBreak,
  aCause,
  aCheck,
  aDay,
  aFinding,
  anEndedIncident,
  anIncident,
  aReport,
  aSettled,
  aState,
} from '../support/records.ts';

/* What is asked of the history, over a table: two paths, one that broke for two minutes on the 22nd and is down since the 27th. */

let engine: Engine;
let deployed: Deployed;
const now = '2026-11-28T12:00:00.000Z';

beforeAll(async () => {
  engine = await startDynalite();
});
afterAll(() => engine.close());
beforeEach(async () => {
  deployed = await openDeployed(engine);
});
afterEach(() => deployed.close());

const run = (args: string | readonly string[], over: Partial<Io> = {}) =>
  deployed.shell.run(args, { now: () => new Date(now), ...over });
const json = async (args: string) => JSON.parse((await run(`${args} --json`)).stdout);

const down: Day = aDay({
  date: '2026-11-27',
  stretches: [
    { from: '2026-11-27T00:00:00.000Z', verdict: 'reachable', standing: 'expected' },
    {
      from: '2026-11-27T12:00:00.000Z',
      verdict: 'unreachable',
      standing: 'unexpected',
      reason: 'rtb-1 has no route',
      checkId: 'sweep-9#web-db',
    },
  ],
  seconds: { expected: 43_200, unexpected: 0, undetermined: 0 },
  turns: 1,
});

/** Nothing admits it, and a rule would. */
const closed = aFinding({
  fix: {
    kind: 'add',
    title: 'add an inbound rule',
    words: ['aws', 'ec2', 'authorize-security-group-ingress', '--group-id', 'sg-073c4d556bf048ea0'],
    blanks: {},
  },
});

const fill = async () => {
  const { store } = deployed;
  await store.putDay(aDay({ since: '2026-11-22T00:00:00.000Z' }));
  const declared = { text: 'web → db, tcp/443', digest: 'd1', every: 'rate(5 minutes)', tags: { team: 'net' } };
  const settled = aSettled({
    verdict: 'unreachable',
    standing: 'unexpected',
    since: '2026-11-27T12:00:00.000Z',
    findings: [closed],
  });
  await store.putState(
    aState({
      declared,
      settled,
      broken: aBreak({ startedAt: '2026-11-27T12:00:00.000Z', cause: aCause() }),
      day: down,
    }),
    0,
  );
  const steady = aDay({
    pathId: 'dns',
    date: '2026-11-28',
    since: '2026-11-28T00:00:00.000Z',
    stretches: [{ from: '2026-11-28T00:00:00.000Z', verdict: 'reachable', standing: 'expected' }],
    turns: 0,
  });
  await store.putState(aState({ pathId: 'dns', declared: { ...declared, text: 'dns' }, day: steady }), 0);
  await store.putLook({ kind: 'rate(5 minutes)', at: '2026-11-28T11:58:00.000Z', sweepId: 's', except: [] });
  await store.putIncident(
    anEndedIncident({
      id: 'rtb-1-20261122T100500Z',
      endedAt: '2026-11-22T10:07:00.000Z',
      findings: [closed],
      cause: aCause(),
    }),
    0,
  );
  await store.putIncident(
    anIncident({
      id: 'rtb-1-20261127T120000Z',
      startedAt: '2026-11-27T12:00:00.000Z',
      joinedAt: '2026-11-27T12:00:00.000Z',
    }),
    0,
  );
};

describe('history', () => {
  beforeEach(fill);

  test('tells how a path stood, newest first, its share, and what mends it now', async () => {
    const { exit, stdout } = await run('history web-db');
    expect(exit).toBe(0);
    expect(stdout.match(/^\d{4}-.*$/gm)).toEqual(
      [
        '2026-11-27 12:00:00 (1 d ago)  until now           unreachable  NOT AS EXPECTED  rtb-1 has no route',
        '2026-11-22 10:07:00 (6 d ago)  for 5 d 1 h         reachable    as expected',
        '2026-11-22 10:05:00 (6 d ago)  for 2 min           unreachable  NOT AS EXPECTED  no inbound rule of sg-073c4d556bf048ea0 allows tcp 443',
        '2026-11-22 00:00:00 (6 d ago)  for 10 h 5 min      reachable    as expected',
      ].map((row) => expect.stringMatching(new RegExp(row.replace(/[()]/g, '\\$&').replace(/ {2,}/g, ' +')))),
    );
    expect(stdout).toContain('84.594 % of the known time as expected');
    expect(stdout).toMatch(/changed: sg-073c4d556bf048ea0 lost its inbound rule/);
  });

  test('as JSON has the spans, the seconds and the fixes', async () => {
    expect(await json('history web-db --since 2026-11-22 --until 2026-11-22')).toMatchObject({
      pathId: 'web-db',
      window: { since: '2026-11-22T00:00:00.000Z', until: '2026-11-22T23:59:59.999Z' },
      seconds: { unexpected: 120, undetermined: 0 },
      spans: [{ standing: 'expected' }, { standing: 'unexpected' }, { standing: 'expected' }],
      cause: { candidates: [{ fit: 'explains' }] },
      fixes: [{ kind: 'add' }],
      unreadable: [],
    });
  });

  test('says what is left out, and as CSV leaves nothing out', async () => {
    expect((await run('history web-db --limit 1')).stdout).toContain('3 older rows left out');
    const { stdout } = await run('history web-db --limit 1 --csv');
    expect(stdout.split('\n')).toHaveLength(6);
    expect(stdout).toMatch(/^from,until,seconds,verdict,standing,reason,checkId\n2026-11-27T12:00:00\.000Z,/);
  });

  test('is unknown where no look came though one was due, up to now', async () => {
    const later = { now: () => new Date('2026-11-28T13:00:00.000Z') };
    const { stdout } = await run('history dns', later);
    expect(stdout).toMatch(/unknown +undetermined +no sweep looked, though one was due/);
    await deployed.store.putLook({ kind: 'rate(5 minutes)', at: '2026-11-28T12:58:00.000Z', sweepId: 's', except: [] });
    await deployed.store.putGap({ from: '2026-11-28T12:03:00.000Z', until: '2026-11-28T12:58:00.000Z' });
    const document = JSON.parse((await run('history dns --json', later)).stdout);
    expect(document.spans.map(({ standing }: { standing: string }) => standing)).toEqual([
      'expected',
      'undetermined',
      'expected',
    ]);
    expect(document).toMatchObject({ availability: 1, seconds: { undetermined: 55 * 60 } });
  });

  test('reads times in the zone of the one who asks, or in UTC', async () => {
    const tokyo = { timeZone: 'Asia/Tokyo' };
    expect((await run(['history', 'web-db', '--since', '2026-11-28 08:00'], tokyo)).stdout).toContain(
      '2026-11-28 08:00:00',
    );
    expect(JSON.parse((await run('history web-db --since 2026-11-22 --json', tokyo)).stdout).window.since).toBe(
      '2026-11-21T15:00:00.000Z',
    );
    expect(JSON.parse((await run('history web-db --since 2026-11-22 --json --utc', tokyo)).stdout).window.since).toBe(
      '2026-11-22T00:00:00.000Z',
    );
    expect((await run('history web-db --utc', tokyo)).stdout).toContain('Times: UTC.');
  });

  test('tells an unknown path apart from one of which nothing is kept for that time', async () => {
    expect(await run('history web-dc')).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining('did you mean `web-db`?'),
    });
    expect((await run('history web-db --since 2020-01-01 --until 2020-02-01')).stdout).toContain(
      'Nothing of web-db is kept',
    );
  });
});

test('checks are listed page after page, as many as are asked for', async () => {
  const at = (n: number) => new Date(Date.parse(now) - n * 60_000).toISOString();
  await Promise.all(
    Array.from({ length: 250 }, (_, n) => deployed.store.putCheck(aCheck({ sweepId: `s${n}`, observedAt: at(n) }))),
  );
  const some = await json('history web-db --checks --limit 230');
  expect(some).toHaveLength(230);
  expect(new Set(some.map(({ id }: { id: string }) => id)).size).toBe(230);
  expect((await run('history web-db --checks --limit 230')).stdout).toContain('There are older checks');
  expect((await run('history web-db --checks --limit 1000 --csv')).stdout.trim().split('\n')).toHaveLength(251);
});

describe('report', () => {
  beforeEach(fill);

  test('tells share, outages, cost and incidents, the worst first, by path and by tag', async () => {
    const { exit, stdout } = await run('report --since 7d');
    expect(exit).toBe(0);
    expect(stdout).toMatch(/^web-db +84\.594 % +1 d {0,1}2 min +2 +3 +\$0\.40 /m);
    expect(stdout).toMatch(/^dns +100 % /m);
    expect(stdout).toMatch(/^team=net +2 +/m);
    expect(stdout).toContain('2 incidents began, 1 open.');
    expect(stdout).toContain('from the change to its detection: 2 min (mean of 1)');
    expect(stdout).toContain('from detection to restored:       2 min (mean of 1)');
  });

  test('as JSON is the whole of it, as CSV a row a path', async () => {
    expect(await json('report --since 7d')).toMatchObject({
      paths: [
        { pathId: 'web-db', outages: 2, longest: 86_400 },
        { pathId: 'dns', availability: 1 },
      ],
      tags: [{ tag: 'team=net', paths: 2 }],
      incidents: { count: 2, open: 1, meanToDetect: 120, meanToRestore: 120 },
      unreadable: [],
    });
    expect((await run('report --csv')).stdout.trim().split('\n')).toHaveLength(3);
  });

  test('has the paths that are declared here, where a configuration is at hand', async () => {
    await deployed.shell.write(
      'pathwatch.yaml',
      'paths: [{ id: new, from: i-0d1c5a8e3f7b92604, to: 10.0.0.1, protocol: tcp, port: 1, every: 5 minutes }]',
    );
    expect((await json('report')).paths).toMatchObject([{ pathId: 'new', availability: null }]);
  });
});

describe('incidents', () => {
  beforeEach(fill);

  test('are listed newest first, with their length, cause and author', async () => {
    const { stdout } = await run('incidents');
    const rows = stdout.match(/^\d{4}-.*$/gm) ?? [];
    expect(rows[0]).toMatch(/^2026-11-27 12:00:00 \(1 d ago\) +open +outage +critical +web-db +rtb-1-20261127T120000Z/);
    expect(rows[1]).toMatch(/ 2 min +outage .* lost its inbound rule .*; by Admin\/mallory$/);
  });

  test('are those that are open, those of a path, those of a time and the open ones from before', async () => {
    const ids = async (args: string) => (await json(`incidents ${args}`)).map(({ id }: { id: string }) => id);
    expect(await ids('--open')).toEqual(['rtb-1-20261127T120000Z']);
    expect(await ids('--path dns')).toEqual([]);
    expect(await ids('--since 2026-11-22 --until 2026-11-23')).toEqual(['rtb-1-20261122T100500Z']);
    expect(await ids('--since 1h')).toEqual(['rtb-1-20261127T120000Z']);
    expect(await ids('--limit 1')).toEqual(['rtb-1-20261127T120000Z']);
    expect((await run('incidents --csv')).stdout.trim().split('\n')).toHaveLength(3);
  });

  test('of one all is told: what stops it, what mends it, its paths, and who was told', async () => {
    const { stdout } = await run('incidents rtb-1-20261122T100500Z');
    expect(stdout).toContain('over at 2026-11-22 10:07:00 after 2 min');
    expect(stdout).toContain('aws ec2 authorize-security-group-ingress');
    expect(stdout).toMatch(/^web-db +critical +.* as expected again$/m);
    expect(stdout).toContain('Told 2 times, last at 2026-11-22 11:00:00, to topic.');
    expect(await json('incidents rtb-1-20261122T100500Z')).toMatchObject({
      id: 'rtb-1-20261122T100500Z',
      fixes: [{ kind: 'add' }],
      undelivered: [],
    });
    expect(await run('incidents rtb-1-20261122T100501Z')).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining('did you mean'),
    });
  });

  test('say which channel has not taken what it is to be told, and why', async () => {
    const waiting = [{ channel: 'slack:ops', attempts: 3, lastFault: 'PostMessage 503: no_service' }];
    await deployed.store.putIncident(anIncident({ id: 'stuck', outbox: [{ alert: anAlert(), waiting }] }), 0);
    const { stdout } = await run('incidents stuck');
    expect(stdout).toContain('Nobody was told.');
    expect(stdout).toContain('  broke to slack:ops: 3 attempts, PostMessage 503: no_service');
    expect(await json('incidents stuck')).toMatchObject({ undelivered: [{ kind: 'broke', waiting }] });
  });
});

describe('explain', () => {
  beforeEach(async () => {
    await fill();
    const { store } = deployed;
    await store.putCheck(aCheck({ sweepId: 'sweep-1', observedAt: '2026-11-22T10:00:00.000Z' }));
    await store.putCheck(
      aCheck({
        sweepId: 'sweep-2',
        observedAt: '2026-11-22T10:05:00.000Z',
        verdict: 'unreachable',
        standing: 'unexpected',
        findings: [closed],
        cause: aCause(),
      }),
    );
    await store.putCheck(aCheck({ sweepId: 'sweep-late', observedAt: '2026-11-22T10:06:00.000Z', late: true }));
  });

  test('tells the verdict of any past moment, its check, its hops, what had changed, and its incident', async () => {
    const { stdout } = await run(['explain', 'web-db', '--at', '2026-11-22 10:06:30']);
    expect(stdout).toContain(
      'At 2026-11-22 10:06:30: unreachable, NOT AS EXPECTED, from 2026-11-22 10:05:00 until 2026-11-22 10:07:00.',
    );
    expect(stdout).toContain('Incident rtb-1-20261122T100500Z.');
    expect(stdout).toContain('Found by the check of 2026-11-22 10:05:00');
    expect(stdout).toMatch(/changed: RevokeSecurityGroupIngress by .*mallory/);
    expect(stdout).toMatch(/^ {4}1 +eni-0123456789abcdef0 +allow tcp 443/m);
    expect(await json('explain web-db --at 2026-11-22T10:06:30Z')).toMatchObject({
      verdict: 'unreachable',
      since: '2026-11-22T10:05:00.000Z',
      until: '2026-11-22T10:07:00.000Z',
      check: { sweepId: 'sweep-2', fixes: [{ kind: 'add' }] },
      incidentId: 'rtb-1-20261122T100500Z',
    });
  });

  test('of a time before the first check says that it was not watched, and of a check that is no longer kept how it stood', async () => {
    expect((await run('explain web-db --at 2026-11-01')).stdout).toContain('it was not watched');
    const { stdout } = await run('explain dns --at 1h');
    expect(stdout).toContain('reachable, as expected');
    expect(stdout).toContain('no longer kept');
  });

  test('of a moment that is to come is of now', async () => {
    expect((await json('explain web-db --at 2026-12-24')).at).toBe(now);
  });
});

test('what strangers wrote is cleaned for a terminal, and no formula for a spreadsheet', async () => {
  const evil = '=HYPERLINK("http://x")\u001b[31m\u202e';
  const stretches = [
    { from: '2026-11-28T00:00:00.000Z', verdict: 'unreachable', standing: 'unexpected', reason: evil },
  ] as const;
  await deployed.store.putState(
    aState({
      declared: { text: evil, digest: 'd', tags: { [evil]: evil } },
      day: aDay({ date: '2026-11-28', since: stretches[0].from, stretches }),
    }),
    0,
  );
  await deployed.store.putCheck(
    aCheck({
      observedAt: '2026-11-28T00:00:00.000Z',
      findings: [aFinding({ message: evil })],
      evidence: [
        {
          analyzer: 'reachability-analyzer',
          pair: 0,
          question: {
            key: 'k',
            pathId: 'web-db',
            source: evil,
            protocol: 'tcp',
            ports: { from: 1, to: 1 },
            accounts: [],
          },
          run: {
            kind: 'succeeded',
            report: aReport({
              forward: [{ sequence: 1, component: { id: evil }, because: evil, explanations: [], details: [] }],
            }),
          },
        },
      ],
    }),
  );
  for (const command of [
    'status',
    'history web-db',
    'history web-db --checks',
    'report',
    'explain web-db',
    'incidents',
  ]) {
    const { stdout } = await run(command);
    expect({ command, hostile: /[^\P{C}\n]/u.test(stdout) }).toEqual({ command, hostile: false });
  }
  const { stdout } = await run('history web-db --csv');
  expect(stdout).not.toMatch(/(^|,)"?=/m);
  expect(stdout).not.toMatch(/[^\P{C}\n]/u);
});
