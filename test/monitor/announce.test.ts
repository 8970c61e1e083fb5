import type { Alert } from '../../lambda/domain/alert.ts';
import { Fault, type FaultKind } from '../../lambda/domain/fault.ts';
import type { Configuration } from '../../lambda/domain/path.ts';
import { announce } from '../../lambda/monitor/announce.ts';
import { aConfiguration, aPath, noChannels } from '../support/paths.ts';
import { aBreak, aFinding, anOwed, aState } from '../support/records.ts';
import { someServices } from '../support/services.ts';

const START = Date.UTC(2026, 10, 22, 10, 5);
const slack = { name: 'ops', secret: 'pathwatch/slack', severities: ['critical'] } as const;
const channels = { ...noChannels, slack: [slack] };
const configurationOf = (ids: readonly string[], over: Partial<Configuration> = {}): Configuration =>
  aConfiguration(
    ids.map((id) => aPath({ id })),
    { channels, ...over },
  );

type Publish = (alert: Alert, channel: string) => void;

/** Paths that have just broken by one route table, and what their alerts go to; the clock stands until it is moved. */
const desk = async (
  ids: readonly string[] = ['web-db'],
  publish: Publish = () => undefined,
  over: Partial<Configuration> = {},
) => {
  let clock = START;
  const published: string[] = [];
  const alerts: Alert[] = [];
  const services = {
    ...someServices({
      now: () => new Date(clock),
      announcer: {
        publish: async (alert, channel) => {
          publish(alert, channel);
          published.push(alert.id);
          alerts.push(alert);
        },
        notify: async (notice) => {
          services.heard.notices.push(notice);
        },
      },
    }),
  };
  const { store } = services;
  const break_ = (id: string, number = 1) =>
    anOwed({ pathId: id, number, findings: [aFinding({ component: 'rtb-1' })], since: new Date(clock).toISOString() });
  for (const id of ids)
    await store.putState(aState({ pathId: id, signals: 1, broken: aBreak(), outbox: [break_(id)] }), 0);
  const configuration = configurationOf(ids, over);
  return {
    services,
    store,
    published,
    alerts,
    configuration,
    pass: (seconds: number) => {
      clock += seconds * 1000;
    },
    /** The path has something more to tell. */
    owe: async (pathId: string, number: number, kind: 'broke' | 'recovered') => {
      const state = await store.state(pathId);
      if (state === undefined) throw new Error(`no state of ${pathId}`);
      const since = new Date(clock).toISOString();
      const owed =
        kind === 'broke'
          ? break_(pathId, number)
          : anOwed({ pathId, number, kind, verdict: 'reachable', findings: [], since, began: since });
      await store.putState(
        { ...state, version: state.version + 1, signals: number, outbox: [...state.outbox, owed] },
        state.version,
      );
    },
    tell: (by = 'sweep-1', given = configuration) =>
      announce(services, given, { by, stamp: '20261122T100500Z', paths: [] }),
  };
};

const refusing =
  (channel: string, kind: FaultKind): Publish =>
  (_, to) => {
    if (to === channel) throw new Fault({ kind, operation: 'Publish', code: 'Refused', message: 'no' });
  };

describe('what a path has to tell', () => {
  test('is told once on every channel, under ids of their own, and the path knows its incident', async () => {
    const { tell, published, store } = await desk();
    expect(await tell()).toEqual({ published: 2, failed: 0 });
    expect(await tell()).toEqual({ published: 0, failed: 0 });
    const id = 'rtb-1-20261122T100500Z';
    expect(published.toSorted()).toEqual([`${id}/1/broke/slack:ops`, `${id}/1/broke/topic`]);
    expect(await store.state('web-db')).toMatchObject({ outbox: [], incidentId: id });
    expect(await store.incident(id)).toMatchObject({ outbox: [], channels: ['topic', 'slack:ops'], messages: 1 });
  });

  test('that sweeps meet with at once is told once, by one incident', async () => {
    const { services, configuration, published, store } = await desk(['a', 'b']);
    await Promise.all(
      ['one', 'two', 'three'].map((by) => announce(services, configuration, { by, stamp: by, paths: [] })),
    );
    expect(published).toHaveLength(2);
    expect(await store.openIncidents()).toHaveLength(1);
    expect(await store.pending()).toEqual([]);
  });

  test('goes to the channels of its severity alone', async () => {
    const info = { ...slack, severities: ['info'] } as const;
    const { tell, published } = await desk(['web-db'], undefined, { channels: { ...noChannels, slack: [info] } });
    await tell();
    expect(published).toEqual(['rtb-1-20261122T100500Z/1/broke/topic']);
  });

  test('ends with the incident, whose end is told', async () => {
    const { tell, owe, alerts, store } = await desk();
    await tell();
    await owe('web-db', 2, 'recovered');
    await tell();
    expect(alerts.map(({ kind }) => kind)).toEqual(['broke', 'broke', 'recovered', 'recovered']);
    expect(await store.openIncidents()).toEqual([]);
  });

  test('of another cause of the same break is told at once, in its words', async () => {
    const { tell, alerts, store } = await desk();
    await tell();
    const state = await store.state('web-db');
    if (state === undefined) throw new Error('no state');
    const owed = anOwed({ number: 2, findings: [aFinding({ component: 'sg-2' })] });
    await store.putState({ ...state, version: state.version + 1, outbox: [owed] }, state.version);
    await tell();
    await tell();
    expect(alerts.map(({ kind, lead }) => [kind, lead.findings[0]?.component])).toEqual([
      ['broke', 'rtb-1'],
      ['broke', 'rtb-1'],
      ['updated', 'sg-2'],
      ['updated', 'sg-2'],
    ]);
    expect((await store.openIncidents())[0]?.components).toEqual(['sg-2']);
  });

  test('that ends what nobody was told of tells nothing', async () => {
    const { tell, owe, published, store } = await desk([]);
    await store.putState(aState({ pathId: 'web-db' }), 0);
    await owe('web-db', 2, 'recovered');
    await tell('sweep-1', configurationOf(['web-db']));
    expect(published).toEqual([]);
    expect((await store.state('web-db'))?.outbox).toEqual([]);
  });
});

describe('a common cause', () => {
  test('of fourteen paths is one alert, updated as they come back, with one recovery', async () => {
    const ids = Array.from({ length: 14 }, (_, n) => `path-${n}`);
    const { tell, owe, alerts, pass } = await desk(ids);
    await tell();
    for (const id of ids.slice(0, 5)) await owe(id, 2, 'recovered');
    pass(60);
    await tell();
    pass(300);
    await tell();
    for (const id of ids.slice(5)) await owe(id, 2, 'recovered');
    await tell();
    const once = alerts.filter(({ id }) => id.endsWith('topic'));
    expect(once.map(({ kind, down, up }) => [kind, down.count, up.count])).toEqual([
      ['broke', 14, 0],
      ['updated', 9, 5],
      ['recovered', 0, 14],
    ]);
    expect(once[0]).toMatchObject({ component: 'rtb-1' });
  });

  test('of a thousand paths is one alert that names the first of them', async () => {
    const ids = Array.from({ length: 1_000 }, (_, n) => `path-${n}`);
    const { services, configuration, alerts } = await desk(ids);
    await announce(services, configuration, { by: 'sweep-1', stamp: 's', paths: ids });
    expect(alerts.filter(({ id }) => id.endsWith('topic'))).toHaveLength(1);
    expect(alerts[0]?.down.count).toBe(1_000);
    expect(alerts[0]?.down.first).toHaveLength(20);
  });
});

describe('a channel that does not take an alert', () => {
  test('holds up no other, and gets the same alert at the next sweep, in order', async () => {
    let isDown = true;
    const { tell, owe, published } = await desk(['web-db'], (alert, channel) => {
      if (isDown) refusing('slack:ops', 'unavailable')(alert, channel);
    });
    expect(await tell()).toEqual({ published: 1, failed: 1 });
    await owe('web-db', 2, 'recovered');
    expect(await tell()).toEqual({ published: 1, failed: 1 });
    isDown = false;
    await tell();
    expect(published.filter((id) => id.endsWith('slack:ops')).map((id) => id.split('/').at(2))).toEqual([
      'broke',
      'recovered',
    ]);
  });

  test('is reported on another, once it has failed twice, once a day', async () => {
    const { tell, services } = await desk(['web-db'], refusing('slack:ops', 'denied'));
    await tell();
    expect(services.heard.notices).toEqual([]);
    await tell();
    await tell();
    expect(services.heard.notices).toMatchObject([
      { id: 'channel/slack:ops/2026-11-22', subject: 'UNDELIVERED: Pathwatch cannot reach slack:ops' },
    ]);
  });

  test('for what it is has it tried for a day, while what follows goes on, and then is told that it is given up', async () => {
    const { tell, owe, pass, published, services, store } = await desk(['web-db'], (alert, channel) => {
      if (alert.kind === 'broke') refusing('slack:ops', 'invalid')(alert, channel);
    });
    await tell();
    await owe('web-db', 2, 'recovered');
    await tell();
    expect(published.filter((id) => id.endsWith('slack:ops'))).toEqual([
      'rtb-1-20261122T100500Z/2/recovered/slack:ops',
    ]);
    expect(services.heard.notices).toHaveLength(1);
    expect(await store.openIncidents()).toHaveLength(1);
    pass(25 * 3600);
    await tell();
    expect(services.heard.notices.at(-1)?.body).toContain('given up');
    expect(await store.openIncidents()).toEqual([]);
  });

  test('is not reminded of what it has not taken yet', async () => {
    const { tell, pass, published, store } = await desk(['web-db'], refusing('slack:ops', 'throttled'));
    for (let n = 0; n < 5; n += 1) {
      await tell();
      pass(4 * 3600);
    }
    expect(published.map((id) => id.split('/')[2])).toEqual(['broke', ...Array(4).fill('reminder')]);
    expect((await store.openIncidents())[0]?.outbox).toHaveLength(1);
  });
});

describe('a process that dies', () => {
  test('between acceptance and striking leaves a claim, after which the same alert is told again', async () => {
    const { tell, services, published, pass, store } = await desk(['web-db']);
    const { putIncident } = store;
    let writes = 0;
    const dying = {
      ...services,
      store: {
        ...store,
        putIncident: async (...given: Parameters<typeof putIncident>) => {
          writes += 1;
          // After the incident and the claim.
          if (writes > 2) throw new Error('died');
          return putIncident(...given);
        },
      },
    };
    const configuration = configurationOf(['web-db']);
    await announce(dying, configuration, { by: 'dead', stamp: '20261122T100500Z', paths: [] });
    const first = [...published];
    expect(first).toHaveLength(2);
    await tell('other');
    expect(published).toEqual(first);
    pass(301);
    await tell('other');
    expect(published.slice(2).toSorted()).toEqual(first.toSorted());
  });

  test('before the signal is struck has it taken once', async () => {
    const { tell, services, store, published } = await desk();
    const dying = { ...services, store: { ...store, putState: () => Promise.reject(new Error('died')) } };
    await announce(dying, configurationOf(['web-db']), { by: 'dead', stamp: '20261122T100500Z', paths: [] });
    expect(published).toEqual([]);
    expect(await tell('other')).toEqual({ published: 2, failed: 0 });
    expect((await store.openIncidents())[0]).toMatchObject({ messages: 1 });
  });
});

describe('an incident', () => {
  const later = { by: 'later', stamp: '20261122T110000Z', paths: [] };

  test('that has taken a signal and is over takes it no second time, nor does another', async () => {
    const { services, configuration, store, owe, tell, published } = await desk();
    await owe('web-db', 2, 'recovered');
    const before = await store.state('web-db');
    await tell();
    expect(published.map((id) => id.split('/')[2])).toEqual(['recovered', 'recovered']);
    // As whoever died before the striking left it.
    const after = await store.state('web-db');
    if (before === undefined || after === undefined) throw new Error('no state');
    const outbox = before.outbox.map((entry) => ({ ...entry, incidentId: 'rtb-1-20261122T100500Z' }));
    await store.putState({ ...after, outbox, version: after.version + 1 }, after.version);
    await announce(services, configuration, later);
    expect(published).toHaveLength(2);
    expect((await store.state('web-db'))?.outbox).toEqual([]);
    expect(await store.openIncidents()).toEqual([]);
  });

  test('is opened by none that another sweep has assigned elsewhere', async () => {
    const { services, configuration, store } = await desk(['a', 'b']);
    const state = await store.state('a');
    if (state === undefined) throw new Error('no state');
    const outbox = state.outbox.map((entry) => ({ ...entry, incidentId: 'rtb-1-other' }));
    await store.putState({ ...state, outbox, version: 2 }, 1);
    await announce(services, configuration, later);
    const open = await store.openIncidents();
    expect(open.map(({ id, paths }) => [id, paths.map(({ pathId }) => pathId)]).sort()).toEqual([
      ['rtb-1-20261122T110000Z', ['b']],
      ['rtb-1-other', ['a']],
    ]);
  });

  test('whose end only one channel has not taken yet is not what the next break belongs to', async () => {
    const { services, configuration, store, owe, tell, alerts } = await desk(
      ['web-db'],
      refusing('slack:ops', 'unavailable'),
    );
    await tell();
    await owe('web-db', 2, 'recovered');
    await tell();
    await owe('web-db', 3, 'broke');
    await announce(services, configuration, later);
    expect(alerts.map(({ kind, incidentId }) => [kind, incidentId.slice(6)])).toEqual([
      ['broke', '20261122T100500Z'],
      ['recovered', '20261122T100500Z'],
      ['broke', '20261122T110000Z'],
    ]);
    expect(await store.openIncidents()).toHaveLength(2);
  });

  test('that cannot be written holds up no other', async () => {
    const { services, configuration, store, published } = await desk(['a', 'b']);
    const state = await store.state('b');
    const owed = anOwed({ pathId: 'b', findings: [aFinding({ component: 'rtb-2' })] });
    if (state !== undefined) await store.putState({ ...state, version: 2, outbox: [owed] }, 1);
    const full: typeof store.putIncident = (incident, expected) =>
      incident.id.startsWith('rtb-1') && incident.claim !== undefined
        ? Promise.reject(new Error('too large'))
        : store.putIncident(incident, expected);
    const broken = { ...services, store: { ...store, putIncident: full } };
    expect(await announce(broken, configuration, later)).toEqual({ published: 2, failed: 1 });
    expect(published.every((id) => id.startsWith('rtb-2'))).toBe(true);
  });

  test('drops a path that is no longer declared, which begins anew where it is declared again', async () => {
    const { tell, store } = await desk();
    await tell();
    expect((await store.state('web-db'))?.broken).toBeDefined();
    await tell('sweep-2', configurationOf(['other']));
    expect(await store.state('web-db')).not.toHaveProperty('broken');
  });

  test('of two minds is told for one path while another of it is silenced, and for that one afterwards', async () => {
    const { store, tell, alerts, pass } = await desk([]);
    const findings = [aFinding({ code: 'MODEL_DISAGREES', says: 'note', component: 'rtb-1' })];
    for (const pathId of ['a', 'b'])
      await store.putState(aState({ pathId, outbox: [anOwed({ pathId, kind: 'disagreement', findings })] }), 0);
    await store.putMute({
      id: 'm1',
      scope: { kind: 'some', paths: ['a'], tags: [] },
      from: '2026-11-22T10:00:00.000Z',
      until: '2026-11-22T11:00:00.000Z',
      reason: 'known',
      by: 'alice',
    });
    await tell('sweep-1', configurationOf(['a', 'b']));
    pass(3600);
    await tell('sweep-2', configurationOf(['a', 'b']));
    expect(alerts.map(({ kind, down }) => [kind, down.first.map(({ id }) => id)])).toEqual([
      ['disagreement', ['b']],
      ['disagreement', ['a']],
    ]);
    expect(await store.openIncidents()).toEqual([]);
  });
});

test('a channel that answers slowly has the rest wait for the next pass', async () => {
  let slow = () => {};
  const { tell, owe, pass, published, store } = await desk(['web-db'], () => slow(), { channels: noChannels });
  for (const [number, kind] of [
    [2, 'recovered'],
    [3, 'broke'],
    [4, 'recovered'],
  ] as const) {
    slow = () => {
      throw new Fault({ kind: 'unavailable', operation: 'Publish', code: 'Down', message: 'no' });
    };
    await tell();
    await owe('web-db', number, kind);
  }
  slow = () => pass(50);
  await tell();
  expect(published).toHaveLength(2);
  await tell();
  expect(published.map((id) => id.split('/')[2])).toEqual(['broke', 'recovered', 'broke', 'recovered']);
  expect(await store.openIncidents()).toEqual([]);
});

describe('silence', () => {
  const mute = {
    id: 'm1',
    scope: { kind: 'some', paths: ['web-db'], tags: [] },
    from: '2026-11-22T10:00:00.000Z',
    until: '2026-11-22T11:00:00.000Z',
    reason: 'the switch is replaced',
    by: 'alice',
  } as const;

  test('by a mute lasts until its end, when what is still broken is told, and why so late', async () => {
    const { tell, store, alerts, pass } = await desk();
    await store.putMute(mute);
    expect(await tell()).toEqual({ published: 0, failed: 0 });
    pass(3600);
    await tell();
    expect(alerts[0]).toMatchObject({ kind: 'broke', held: expect.stringContaining('the switch is replaced') });
  });

  test('hides another cause until its end, when it is told', async () => {
    const { tell, alerts, store, pass } = await desk();
    await tell();
    await store.putMute(mute);
    const state = await store.state('web-db');
    if (state === undefined) throw new Error('no state');
    const owed = anOwed({ number: 2, findings: [aFinding({ component: 'sg-2' })] });
    await store.putState({ ...state, version: state.version + 1, outbox: [owed] }, state.version);
    await tell();
    expect(alerts).toHaveLength(2);
    pass(3600);
    await tell();
    expect(alerts.slice(2)).toMatchObject([{ kind: 'updated', lead: { findings: [{ component: 'sg-2' }] } }, {}]);
  });

  test('of what broke and recovered within it goes on', async () => {
    const { tell, owe, store, published, pass } = await desk();
    await store.putMute(mute);
    await tell();
    await owe('web-db', 2, 'recovered');
    await tell();
    pass(3600);
    await tell();
    expect(published).toEqual([]);
    expect(await store.openIncidents()).toEqual([]);
  });

  test('of reminders is what an acknowledgement asks for, until the end, which is told', async () => {
    const { services, tell, owe, store, alerts, pass } = await desk();
    await tell();
    const [incident] = await store.openIncidents();
    await store.putAcknowledgement({ incidentId: `${incident?.id}`, at: mute.from, reason: 'on it', by: 'bob' });
    pass(5 * 3600);
    await tell();
    expect(alerts).toHaveLength(2);
    // Whoever took it over last is named.
    await store.putAcknowledgement({ incidentId: `${incident?.id}`, at: mute.from, reason: 'my turn', by: 'carol' });
    await owe('web-db', 2, 'recovered');
    await tell();
    expect(alerts.at(-1)).toMatchObject({ kind: 'recovered', acknowledged: { by: 'carol' } });
    await owe('web-db', 3, 'broke');
    await announce(services, configurationOf(['web-db']), { by: 'sweep-2', stamp: '20261122T170500Z', paths: [] });
    expect(alerts.at(-1)).toMatchObject({ kind: 'broke' });
    expect(alerts.at(-1)).not.toHaveProperty('acknowledged');
  });

  test('falls over an incident none of whose paths is declared any more', async () => {
    const { tell, store, published } = await desk();
    await tell();
    await tell('sweep-2', configurationOf(['other']));
    expect(published).toHaveLength(2);
    expect(await store.openIncidents()).toEqual([]);
  });
});

test('blindness is told to those who run the monitor alone, many paths together', async () => {
  const { store, tell, alerts } = await desk([]);
  const ids = ['a', 'b', 'c'];
  for (const pathId of ids) {
    const findings = [aFinding({ code: 'SNAPSHOT_INCOMPLETE', says: 'unknown', component: 'DescribeRouteTables' })];
    await store.putState(aState({ pathId, outbox: [anOwed({ pathId, kind: 'blind', findings, checks: 3 })] }), 0);
  }
  await tell('sweep-1', configurationOf(ids));
  expect(alerts).toMatchObject([{ kind: 'blind', down: { count: 3 } }]);
  expect(alerts[0]?.id).toMatch(/\/troubles$/);
});

test('a table that cannot be read keeps nobody from looking', async () => {
  const { services, store } = await desk();
  const broken = { ...services, store: { ...store, openIncidents: () => Promise.reject(new Error('no answer')) } };
  expect(await announce(broken, configurationOf(['web-db']), { by: 's', stamp: 's', paths: [] })).toEqual({
    published: 0,
    failed: 1,
  });
  expect(services.heard.errors).toHaveLength(1);
});
