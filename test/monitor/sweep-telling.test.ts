import { Fault } from '../../lambda/domain/fault.ts';
import type { Services } from '../../lambda/monitor/ports.ts';
import type { Call, Disturbance } from '../../local/endpoint.ts';
import { byHand, type Monitor, openMonitor } from '../support/monitor.ts';
import { alertsOf, calm, expectAllIsWell, newestCheck, SPARED_ALERT, twoPaths } from '../support/two-paths.ts';

/* The topic refuses, or the table: no alert is lost, none comes out of its order, and the verdicts stand. */

const BROKE = 'hit broke';
/** The author of the break, found in CloudTrail's history afterwards. */
const ATTRIBUTED = 'hit attributed';
const RECOVERED = 'hit recovered';

const refusals: readonly (readonly [name: string, disturbance: Disturbance, fault: RegExp])[] = [
  ['throttled', { kind: 'error', status: 429, code: 'Throttled' }, /^ThrottledException: /],
  ['not authorised', { kind: 'error', status: 403, code: 'AuthorizationError' }, /^AuthorizationErrorException: /],
  ['refused the key', { kind: 'error', status: 400, code: 'KMSAccessDenied' }, /^KMSAccessDeniedException: /],
  ['refused the message', { kind: 'error', status: 400, code: 'InvalidParameter' }, /^InvalidParameterException: /],
  ['without its topic', { kind: 'error', status: 404, code: 'NotFound' }, /^NotFoundException: /],
  ['failing', { kind: 'error', status: 500, code: 'InternalError' }, /^InternalErrorException: /],
  ['reset', { kind: 'reset' }, /ECONNRESET/],
  ['malformed', { kind: 'malformed', body: '<PublishResp' }, /./],
];

describe('a topic that does not take an alert', () => {
  let monitor: Monitor;

  beforeEach(async () => {
    monitor = await openMonitor(twoPaths);
  });

  afterEach(() => monitor.close());

  const sweep = async (compose?: () => Services) => {
    const { status, result } = await monitor.run(byHand, {}, compose);
    expect(status).toBe('SUCCEEDED');
    monitor.pass(300);
    return result;
  };

  const refuse = (meets: (call: Call) => boolean, disturbance: Disturbance): void =>
    monitor.account.endpoints.sns.disturb((call) => (meets(call) ? disturbance : undefined));

  /** What waits for the topic, in the order in which it is to be told. */
  const waiting = async () =>
    (await monitor.services.store.openIncidents()).flatMap(({ outbox }) =>
      outbox.map(({ alert, waiting: [first] }) => ({ told: `${alert.lead.pathId} ${alert.kind}`, ...first })),
    );

  test.each(refusals)('%s: the alert waits with the reason, and the next sweep publishes it', async (...refusal) => {
    const [, disturbance, lastFault] = refusal;
    refuse(() => true, disturbance);
    await sweep();
    await sweep();
    expect(await waiting()).toEqual([
      {
        told: SPARED_ALERT,
        channel: 'topic',
        // At the end of the first sweep, at the beginning and the end of the second, and as often where it looks for authors.
        attempts: expect.any(Number),
        failingSince: expect.any(String),
        lastFault: expect.stringMatching(lastFault),
      },
    ]);
    expect(alertsOf(monitor)).toEqual([]);
    calm(monitor);
    await sweep();
    await expectAllIsWell(monitor);
  });

  test('the alerts of the other paths are published all the same', async () => {
    await sweep();
    await monitor.account.breakNetwork('security-group-closed');
    refuse((call) => JSON.stringify(call.input).includes('hit'), {
      kind: 'error',
      status: 403,
      code: 'AuthorizationError',
    });
    monitor.declare([...twoPaths, { ...twoPaths[1], id: 'third' }]);
    await sweep();
    // By the same cause, minutes later: one incident.
    expect(alertsOf(monitor)).toEqual([SPARED_ALERT, 'spared updated']);
  });

  test('a sweep of another path publishes what this one owes', async () => {
    refuse(() => true, { kind: 'error', status: 500, code: 'InternalError' });
    await sweep();
    calm(monitor);
    await monitor.run({ trigger: { by: 'hand', paths: ['hit'] } });
    expect(alertsOf(monitor)).toEqual([SPARED_ALERT]);
  });

  const owing = async (kind: 'broke' | 'invalid'): Promise<void> => {
    await sweep();
    refuse(({ input }) => /"kind".*"broke".*"path".*"hit"/.test(JSON.stringify(input).replace(/\\./g, '')), {
      kind: 'error',
      status: kind === 'broke' ? 403 : 400,
      code: kind === 'broke' ? 'AuthorizationError' : 'InvalidParameter',
    });
    await monitor.account.breakNetwork('security-group-closed');
    await sweep();
    await monitor.account.repair('security-group-closed');
    await sweep();
  };

  test('a break that is not taken holds back the recovery, so that it cannot be read as a new break', async () => {
    await owing('broke');
    expect(alertsOf(monitor)).toEqual([SPARED_ALERT]);
    calm(monitor);
    await sweep();
    expect(alertsOf(monitor)).toEqual([SPARED_ALERT, BROKE, ATTRIBUTED, RECOVERED]);
    expect(await waiting()).toEqual([]);
  });

  test('a message that the topic will never take does not hold up what follows', async () => {
    await owing('invalid');
    expect(alertsOf(monitor)).toEqual([SPARED_ALERT, ATTRIBUTED, RECOVERED]);
    expect(await waiting()).toMatchObject([{ told: BROKE }]);
  });

  test('a table that does not list the outboxes keeps no path from being checked', async () => {
    const { store } = monitor.services;
    const info = { kind: 'denied', operation: 'Query', code: 'AccessDeniedException', message: 'no' } as const;
    await sweep(() => ({ ...monitor.services, store: { ...store, pending: () => Promise.reject(new Fault(info)) } }));
    await expectAllIsWell(monitor);
  });

  test('a table that fails for one path leaves the other its verdict and its alert', async () => {
    const { store } = monitor.services;
    const info = { kind: 'unavailable', operation: 'PutItem', code: 'InternalServerError', message: 'no' } as const;
    const putState: typeof store.putState = async (state, expected) => {
      if (state.pathId === 'hit') throw new Fault(info);
      return store.putState(state, expected);
    };
    const result = await sweep(() => ({ ...monitor.services, store: { ...store, putState } }));
    expect(result?.tally).toMatchObject({ unexpected: 1, undetermined: 1, troubled: 1 });
    expect((await newestCheck(monitor, 'spared')).verdict).toBe('unreachable');
    expect(alertsOf(monitor)).toEqual([SPARED_ALERT]);
    await sweep();
    await expectAllIsWell(monitor);
  });
});
