import { type Deployed, openDeployed } from '../support/deployed.ts';
import { type Engine, startDynalite } from '../support/dynamodb.ts';
import { keptTable, putKept } from './kept-table.ts';
import { END, paths } from './story.ts';

/* What the commands of this release tell from the table that the release before has left. */

const TABLE = 'table-of-0.1.0-incidents.json';
const OPEN = 'sg-073c4d556bf048ea0-20261122T080100Z';

let engine: Engine;
let deployed: Deployed;

beforeAll(async () => {
  engine = await startDynalite();
  deployed = await openDeployed(engine);
  await putKept(keptTable(TABLE), engine.url, deployed.table.name);
});
afterAll(async () => {
  await deployed.close();
  await engine.close();
});

const run = async (command: string) => {
  const { exit, stdout, stderr } = await deployed.shell.run(command, { now: () => new Date(END) });
  expect(stderr).toBe('');
  return { exit, stdout };
};
const json = async (command: string) => {
  const { exit, stdout } = await run(`${command} --json`);
  return { exit, document: JSON.parse(stdout) };
};

test('it is of before there were days', () => {
  const items = keptTable(TABLE);
  const states = items.filter(({ kind }) => kind?.S === 'STATE');
  expect(states.map(({ pathId }) => pathId?.S)).toEqual(paths.map(({ id }) => id).toSorted());
  expect(states.filter(({ day }) => day !== undefined)).toEqual([]);
  expect(items.filter(({ sk }) => sk?.S?.startsWith('DAY#'))).toEqual([]);
});

test('status tells every path, who takes care of it, what silences it, and what is owed', async () => {
  const { exit, document } = await json('status');
  expect(exit).toBe(1);
  expect(document).toEqual([
    expect.objectContaining({ pathId: 'backup', standing: 'unexpected', pendingAlerts: ['backup/4/broke'] }),
    expect.objectContaining({
      pathId: 'rdp',
      incidentId: OPEN,
      acknowledged: expect.objectContaining({ reason: 'on it' }),
    }),
    expect.objectContaining({
      pathId: 'nowhere',
      verdict: 'unknown',
      blind: expect.objectContaining({ checks: 6, reported: true }),
    }),
    expect.objectContaining({ pathId: 'no-smb', verdict: 'unreachable', standing: 'expected' }),
    expect.objectContaining({
      pathId: 'web',
      silenced: expect.objectContaining({ until: '2026-11-25T08:00:00.000Z' }),
    }),
  ]);
  expect(document.every(({ unreadable }: { unreadable: unknown }) => unreadable === null)).toBe(true);
});

test.each([
  ['rdp', '2026-11-22T08:01:00.000Z', 'unreachable', 'unexpected'],
  ['web', '2026-11-20T14:40:30.000Z', 'reachable', 'expected'],
  ['backup', '2026-11-22T10:20:00.000Z', 'unreachable', 'unexpected'],
  ['no-smb', '2026-11-18T10:00:00.000Z', 'unreachable', 'expected'],
  ['nowhere', '2026-11-18T10:00:00.000Z', 'unknown', 'undetermined'],
])('history of %s begins where its state knows that it began', async (pathId, from, verdict, standing) => {
  const { exit, document } = await json(`history ${pathId}`);
  expect({ exit, spans: document.spans, unreadable: document.unreadable }).toEqual({
    exit: 0,
    spans: [
      {
        from,
        until: new Date(END).toISOString(),
        verdict,
        standing,
        ...(verdict !== 'unknown' && { checkId: expect.any(String) }),
      },
    ],
    unreadable: [],
  });
  expect((await run(`history ${pathId}`)).stdout).toContain('until now');
});

test('every check is listed, with the cause of what lasts', async () => {
  const counts = await Promise.all(
    paths.map(async ({ id }) => [id, (await json(`history ${id} --checks`)).document.length]),
  );
  // The last one of backup is still owed to the table.
  expect(Object.fromEntries(counts)).toEqual({ rdp: 4, web: 9, backup: 3, 'no-smb': 3, nowhere: 6 });
  expect((await run('history rdp --checks')).stdout).toContain(
    'changed: RevokeSecurityGroupIngress by arn:aws:iam::111111111111:user/alice',
  );
});

test('incidents are listed, those that are open and those of the time', async () => {
  const { document } = await json('incidents');
  expect(document.map(({ about, endedAt }: { about: string; endedAt?: string }) => [about, endedAt])).toEqual([
    ['outage', undefined],
    ['outage', '2026-11-20T14:40:30.000Z'],
    ['outage', '2026-11-20T14:09:30.000Z'],
    ['outage', '2026-11-19T09:41:00.000Z'],
    ['blindness', undefined],
  ]);
  expect((await json('incidents --open')).document).toHaveLength(2);
  expect((await run(`incidents ${OPEN}`)).stdout).toContain('Told 2 times');
});

test('explain tells of any time what its checks and incidents know, and that no more is kept', async () => {
  expect((await run('explain rdp')).stdout).toContain(`Incident ${OPEN}.`);
  const { stdout } = await run('explain rdp --at 2026-11-19T09:10:00Z');
  expect(stdout).toContain(
    'How it stood at 2026-11-19 09:10:00 is not kept; the last check until then found it unreachable, NOT AS EXPECTED.',
  );
  expect(stdout).toContain('lost its route 10.0.0.0/16');
  expect((await run('explain rdp --at 2026-11-01')).stdout).toContain('it was not watched');
  expect((await run('explain nowhere')).stdout).toContain('does not exist');
});

test('the report has what is known, and no availability of what nobody saw', async () => {
  const { exit, document } = await json('report');
  expect(exit).toBe(0);
  expect(document.unreadable).toEqual([]);
  expect(document.incidents).toMatchObject({ count: 4, open: 1, detected: 4, restored: 3 });
  const shares = document.paths.map(({ pathId, availability }: { pathId: string; availability: number | null }) => [
    pathId,
    availability,
  ]);
  expect(Object.fromEntries(shares)).toEqual({ backup: 0, rdp: 0, 'no-smb': 1, web: 1, nowhere: null });
  expect((await run('report')).stdout).toContain('4 incidents began, 1 open.');
});

test('mutes that are on are listed, and who takes care', async () => {
  const { document } = await json('mutes');
  expect(document).toMatchObject({
    mutes: [{ id: 'mute-web' }],
    acknowledgements: [{ incidentId: OPEN, reason: 'on it' }],
  });
});
