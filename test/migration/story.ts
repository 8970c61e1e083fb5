import { Fault } from '../../lambda/domain/fault.ts';
import type { Path } from '../../lambda/domain/path.ts';
import type { Services } from '../../lambda/monitor/ports.ts';
import { changeNetwork } from '../../local/change-network.ts';
import { ec2As } from '../../local/ec2-as.ts';
import type { Change } from '../../local/faults.ts';
import { type FaultName, faultNamed } from '../../local/faults.ts';
import { cidrA, ids } from '../../local/scenario/ids.ts';
import { byHand, bySchedule, type Monitor, openMonitor } from '../support/monitor.ts';
import { aPath, aPolicy } from '../support/paths.ts';

/*
 * Five days of the scenario's network, in which everything happens once that a table can hold. Played by a release, it leaves the
 * table that the next one finds; so it uses of the monitor what all releases have.
 */

const aToB = (id: string, port: number, over: Partial<Path> = {}): Path =>
  aPath({
    id,
    from: { kind: 'id', id: ids.instanceA },
    to: { kind: 'id', id: ids.instanceB },
    ports: [{ from: port, to: port }],
    tags: { team: 'netops' },
    ...over,
  });

export const paths: readonly Path[] = [
  aToB('rdp', 3389),
  aToB('web', 8080, {
    severity: 'warning',
    alerts: aPolicy({ flap: { changes: 3, within: 3600, steady: 1800 } }),
  }),
  aToB('backup', 9090),
  aPath({
    id: 'no-smb',
    from: { kind: 'id', id: ids.instanceB },
    to: { kind: 'id', id: ids.instanceA },
    ports: [{ from: 445, to: 445 }],
    expect: 'unreachable',
  }),
  aPath({ id: 'nowhere', blindAfter: 2 }),
];

const principals = {
  AKIAALICE: { arn: 'arn:aws:iam::111111111111:user/alice', sourceAddress: '203.0.113.24' },
  AKIABOB: { arn: 'arn:aws:sts::111111111111:assumed-role/NetOps/bob', sourceAddress: '203.0.113.77' },
} as const;
type Who = keyof typeof principals;

/** When it begins, and when the last of its sweeps is over. */
const BEGIN = Date.UTC(2026, 10, 18, 10);
export const END = Date.UTC(2026, 10, 22, 10, 30);

const MINUTE = 60;
const HOUR = 3600;

const port = (number: number, operation: 'AuthorizeSecurityGroupIngress' | 'RevokeSecurityGroupIngress'): Change => ({
  operation,
  input: {
    GroupId: ids.groupB,
    IpPermissions: [{ IpProtocol: 'tcp', FromPort: number, ToPort: number, IpRanges: [{ CidrIp: cidrA }] }],
  },
});
export const opened = (number: number): Change => port(number, 'AuthorizeSecurityGroupIngress');
const closed = (number: number): Change => port(number, 'RevokeSecurityGroupIngress');

export const change = async ({ account }: Monitor, who: Who, call: Change): Promise<void> => {
  const person = ec2As(account.environment, who, 'aws-cli/2.31.0');
  await changeNetwork(person, call);
  person.destroy();
};

const fault = (name: FaultName) => faultNamed(name);

/** The account as the story finds it, at a time of its own clock. */
export const openStory = async (at = BEGIN): Promise<Monitor> => {
  const monitor = await openMonitor(paths, { principals }, at);
  await change(monitor, 'AKIABOB', opened(8080));
  await change(monitor, 'AKIABOB', opened(9090));
  return monitor;
};

/** The account as the story leaves it, with nothing in its table. */
export const openEnd = async (): Promise<Monitor> => {
  const monitor = await openStory(END);
  await change(monitor, 'AKIAALICE', fault('security-group-closed').breaks);
  await change(monitor, 'AKIAALICE', closed(9090));
  return monitor;
};

/** Of a sweep that dies once the states are written: checks and incidents are still owed. */
const dying = (services: Services): Services => {
  const died = async () => {
    throw new Fault({ kind: 'unavailable', operation: 'PutItem', code: 'Died', message: 'the process has died' });
  };
  return { ...services, store: { ...services.store, putCheck: died, putIncident: died } };
};

/** Plays it, on a monitor of `openStory`; ends at `END`. */
export const play = async (monitor: Monitor): Promise<void> => {
  const until = (day: number, hour: number, minute = 0): void => {
    const seconds = (Date.UTC(2026, 10, day, hour, minute) - monitor.now().getTime()) / 1000;
    if (seconds < 0) throw new Error(`the story is late for ${day} ${hour}:${minute}`);
    monitor.pass(seconds);
  };
  const look = async (compose?: () => Services): Promise<void> => {
    const { status, error } = await monitor.run(bySchedule, {}, compose);
    if (status !== 'SUCCEEDED') throw new Error(`a sweep ended ${status}: ${error ?? ''}`);
  };
  const changed = async (who: Who, call: Change): Promise<void> => {
    await change(monitor, who, call);
    monitor.pass(MINUTE);
    await look();
  };
  const { store } = monitor.services;
  const alice = principals.AKIAALICE.arn;

  await monitor.run(byHand);
  until(18, 10, 30);
  await look();
  until(18, 11, 30);
  await look();

  // A route is gone, and with it all paths from A to B: one incident.
  until(19, 9);
  await changed('AKIAALICE', fault('vpc-route-missing').breaks);
  until(19, 9, 40);
  await changed('AKIABOB', fault('vpc-route-missing').mends);

  // One path comes and goes until that is told in place of each change.
  until(20, 14);
  for (const call of [closed(8080), opened(8080), closed(8080), opened(8080), closed(8080), opened(8080)]) {
    await changed('AKIABOB', call);
    monitor.pass(6 * MINUTE);
  }
  until(20, 16);
  await look();

  // Two mutes, of which one was ended.
  until(21, 8);
  const scope = { kind: 'some', paths: ['web'], tags: [] } as const;
  const mute = {
    id: 'mute-web',
    scope,
    from: monitor.now().toISOString(),
    reason: 'the server is replaced',
    by: alice,
  };
  await store.putMute({ ...mute, until: '2026-11-25T08:00:00.000Z' });
  await store.putMute({ ...mute, id: 'mute-all', scope: { kind: 'all' }, until: '2026-11-25T08:00:00.000Z' });
  monitor.pass(HOUR);
  await store.endMute('mute-all', monitor.now().toISOString());

  // The incident that lasts, and whoever takes care of it.
  until(22, 8);
  await changed('AKIAALICE', fault('security-group-closed').breaks);
  monitor.pass(5 * MINUTE);
  const [open] = (await store.openIncidents()).filter(({ about }) => about === 'outage');
  if (open === undefined) throw new Error('nothing is open');
  await store.putAcknowledgement({ incidentId: open.id, at: monitor.now().toISOString(), reason: 'on it', by: alice });
  monitor.pass(5 * MINUTE);
  await look();

  // The last change is found, and told by nobody yet.
  until(22, 10, 20);
  await change(monitor, 'AKIAALICE', closed(9090));
  await look(() => dying(monitor.services));
  until(22, 10, 30);
};
