import {
  CreateRouteCommand,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { list, part } from '../../../lambda/snapshot/raw.ts';
import { elementOf, instancesOf } from '../../../local/network/elements.ts';
import { ids } from '../../../local/scenario/ids.ts';
import { scenario } from '../../../local/scenario.ts';
import { type OpenNetwork, openEmbeddedNetwork } from '../../support/embedded-network.ts';

const address = { PublicIp: '192.0.2.1', AllocationId: 'eipalloc-0123456789abcdef0' };

let open: OpenNetwork;
beforeEach(async () => {
  const associated = {
    ...address,
    AssociationId: 'eipassoc-1',
    NetworkInterfaceId: ids.interfaceB,
    InstanceId: ids.instanceB,
  };
  open = await openEmbeddedNetwork({ ...scenario, Addresses: [associated] });
  await open.ec2.send(
    new CreateRouteCommand({ RouteTableId: ids.routesB, DestinationCidrBlock: '0.0.0.0/0', InstanceId: ids.instanceB }),
  );
});
afterEach(() => open.close());

const which = { InstanceIds: [ids.instanceB] };

const instance = () => instancesOf(open.network.documents()).find((one) => one.InstanceId === ids.instanceB) ?? {};

const routeState = () => list(open.element('RouteTables', ids.routesB), 'Routes').at(-1)?.State;

test('an instance is stopped and started, and the route to it is a blackhole meanwhile', async () => {
  const stopped = await open.ec2.send(new StopInstancesCommand(which));
  expect(stopped.StoppingInstances).toEqual([
    {
      InstanceId: ids.instanceB,
      PreviousState: { Code: 16, Name: 'running' },
      CurrentState: { Code: 64, Name: 'stopping' },
    },
  ]);
  expect(instance().State).toEqual({ Code: 80, Name: 'stopped' });
  expect(routeState()).toBe('blackhole');
  const again = await open.ec2.send(new StopInstancesCommand(which));
  expect(again.StoppingInstances?.[0]?.CurrentState?.Name).toBe('stopped');
  const started = await open.ec2.send(new StartInstancesCommand(which));
  expect(started.StartingInstances?.[0]?.CurrentState).toEqual({ Code: 0, Name: 'pending' });
  expect(instance().State).toEqual({ Code: 16, Name: 'running' });
  expect(routeState()).toBe('active');
});

test('a terminated instance loses its interface, and the route to it becomes a blackhole', async () => {
  await open.ec2.send(new TerminateInstancesCommand(which));
  expect(instance()).toMatchObject({ State: { Code: 48, Name: 'terminated' }, NetworkInterfaces: [] });
  expect(instance()).not.toHaveProperty('PrivateIpAddress');
  expect(elementOf(open.network.documents(), 'NetworkInterfaces', ids.interfaceB)).toBeUndefined();
  expect(open.network.documents().Addresses).toEqual([address]);
  expect(routeState()).toBe('blackhole');
  await expect(open.ec2.send(new StartInstancesCommand(which))).rejects.toMatchObject({
    name: 'IncorrectInstanceState',
  });
  await open.ec2.send(new TerminateInstancesCommand(which));
});

test('an interface that outlives its instance becomes available', async () => {
  await open.close();
  const NetworkInterfaces = (scenario.NetworkInterfaces ?? []).map((eni) => ({
    ...eni,
    Attachment: { ...part(eni, 'Attachment'), DeleteOnTermination: false },
  }));
  open = await openEmbeddedNetwork({ ...scenario, NetworkInterfaces });
  await open.ec2.send(new TerminateInstancesCommand(which));
  const eni = open.element('NetworkInterfaces', ids.interfaceB);
  expect(eni.Status).toBe('available');
  expect(eni).not.toHaveProperty('Attachment');
});

test('an instance that is not there is refused, and the others stay as they are', async () => {
  const before = open.network.documents();
  const some = { InstanceIds: [ids.instanceA, 'i-0123456789abcdef0'] };
  await expect(open.ec2.send(new StopInstancesCommand(some))).rejects.toMatchObject({
    name: 'InvalidInstanceID.NotFound',
  });
  await expect(open.ec2.send(new StopInstancesCommand({ InstanceIds: ['web'] }))).rejects.toMatchObject({
    name: 'InvalidInstanceID.Malformed',
  });
  expect(open.network.documents()).toBe(before);
});
