import {
  CreateRouteTableCommand,
  DeleteRouteCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeVpcsCommand,
} from '@aws-sdk/client-ec2';
import fc from 'fast-check';
import { documentKeys } from '../../../lambda/snapshot/snapshot.ts';
import { ServiceError } from '../../../local/endpoint.ts';
import { openNetwork } from '../../../local/network/network.ts';
import { ids } from '../../../local/scenario/ids.ts';
import { scenario } from '../../../local/scenario.ts';
import { type OpenNetwork, openEmbeddedNetwork } from '../../support/embedded-network.ts';
import { anyCall, calledNetwork, countedIds, validCalls } from '../../support/network-calls.ts';
import { flawsOf } from '../../support/network-flaws.ts';

let open: OpenNetwork | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

const call = (network: ReturnType<typeof openNetwork>, operation: string, input: object): unknown => {
  const run = network.operations[operation];
  if (run === undefined) throw new Error(`no operation ${operation}`);
  return run(input as never);
};

test('every call has a valid request in the tests', () => {
  const { operations } = openNetwork(scenario);
  const tested = new Set(validCalls.map(([operation]) => operation));
  expect(Object.keys(operations).filter((name) => !tested.has(name))).toEqual(['DescribeSecurityGroupRules']);
});

test.each(validCalls)('%s with DryRun is told that it would do, and changes nothing', (operation, input, before) => {
  const network = openNetwork(calledNetwork, { newId: countedIds() });
  for (const [name, earlier] of before) call(network, name, earlier);
  const documents = network.documents();
  expect(() => call(network, operation, { ...input, DryRun: true })).toThrow(
    expect.objectContaining({ code: 'DryRunOperation', status: 412 }),
  );
  expect(network.documents()).toBe(documents);
  call(network, operation, input);
  expect(network.documents()).not.toBe(documents);
});

test('DryRun over the wire', async () => {
  open = await openEmbeddedNetwork();
  const { ec2, network } = open;
  const request = { RouteTableId: ids.routesB, DestinationCidrBlock: '10.0.0.0/16', DryRun: true };
  await expect(ec2.send(new DeleteRouteCommand(request))).rejects.toMatchObject({ name: 'DryRunOperation' });
  const nowhere = { ...request, DestinationCidrBlock: '10.9.0.0/16' };
  await expect(ec2.send(new DeleteRouteCommand(nowhere))).rejects.toMatchObject({ name: 'InvalidRoute.NotFound' });
  expect(network.documents()).toBe(scenario);
});

test('who holds the network of a moment keeps it, and who listens hears of each change', async () => {
  open = await openEmbeddedNetwork();
  const { ec2, network } = open;
  const heard: unknown[] = [];
  const stop = network.subscribe((documents) => heard.push(documents));
  const before = network.documents();
  const text = JSON.stringify(before);
  await ec2.send(new DeleteRouteCommand({ RouteTableId: ids.routesB, DestinationCidrBlock: '10.0.0.0/16' }));
  expect(JSON.stringify(before)).toBe(text);
  expect(heard).toEqual([network.documents()]);
  // What did not change is the same, so that it need not be read again.
  const changed = documentKeys.filter((key) => network.documents()[key] !== before[key]);
  expect(changed).toEqual(['RouteTables']);
  expect(network.documents().RouteTables?.[0]).toBe(before.RouteTables?.[0]);
  stop();
  await ec2.send(new DeleteRouteCommand({ RouteTableId: ids.routesA, DestinationCidrBlock: '172.16.0.0/16' }));
  expect(heard).toHaveLength(1);
});

test('a request that comes twice with one token is done once', async () => {
  open = await openEmbeddedNetwork();
  const { ec2, network } = open;
  const create = (VpcId: string) => ec2.send(new CreateRouteTableCommand({ VpcId, ClientToken: 'token' }));
  const first = await create(ids.vpcB);
  const second = await create(ids.vpcB);
  expect(second.RouteTable).toEqual(first.RouteTable);
  expect(network.documents().RouteTables).toHaveLength(3);
  await expect(create(ids.vpcA)).rejects.toMatchObject({ name: 'IdempotentParameterMismatch' });
});

test('a network of nothing refuses in order', async () => {
  open = await openEmbeddedNetwork({});
  const { ec2 } = open;
  const request = { RouteTableId: ids.routesB, DestinationCidrBlock: '10.0.0.0/16' };
  await expect(ec2.send(new DeleteRouteCommand(request))).rejects.toMatchObject({
    name: 'InvalidRouteTableID.NotFound',
  });
  await expect(ec2.send(new DescribeVpcsCommand({}))).rejects.toMatchObject({ name: 'InvalidAction' });
  expect((await ec2.send(new DescribeSecurityGroupRulesCommand({}))).SecurityGroupRules).toEqual([]);
});

test('any sequence of calls keeps the network in order, and refuses in words of EC2', () => {
  fc.assert(
    fc.property(fc.array(anyCall, { maxLength: 60, size: 'max' }), (calls) => {
      const network = openNetwork(calledNetwork, { newId: countedIds() });
      for (const [operation, input] of calls) {
        const before = network.documents();
        try {
          call(network, operation, input);
        } catch (error) {
          if (!(error instanceof ServiceError)) throw error;
          expect(network.documents()).toBe(before);
        }
        expect(flawsOf(network.documents())).toEqual([]);
      }
    }),
    { numRuns: 200 },
  );
});
