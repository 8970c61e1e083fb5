import { dynamodbStore } from '../../lambda/aws/dynamodb-store.ts';
import type { Store } from '../../lambda/monitor/ports.ts';
import { version } from '../../lambda/version.ts';
import { openEndpoint, type Service } from '../../local/endpoint.ts';
import { aStack, stacksService } from './cloudformation.ts';
import { openShell, type Shell } from './command-line.ts';
import type { Engine, TestTable } from './dynamodb.ts';
import { type Invocation, lambdaService } from './lambda.ts';
import { callersService } from './sts.ts';

/** A deployed monitor that answers on loopback, and a shell that is signed in to it. */
export interface Deployed {
  readonly shell: Shell;
  readonly store: Store;
  readonly table: TestTable;
  /** What the function was invoked with. */
  readonly invocations: readonly Invocation[];
  /** Operations that Lambda was asked for. */
  readonly asked: () => readonly string[];
  /** Ends all of it, and gives the process its environment back. */
  close(): Promise<void>;
}

/**
 * `onInvoke` is what the function does, `serve` adds to what Lambda answers; the credentials are those of `user/netops` of
 * 111111111111.
 */
export const openDeployed = async (
  engine: Engine,
  onInvoke: (invocation: Invocation, store: Store) => Promise<void> = async () => undefined,
  serve: (service: Service) => Service = (service) => service,
): Promise<Deployed> => {
  const before = { ...process.env };
  const shell = await openShell();
  const table = await engine.openTable();
  const store = dynamodbStore(table.client, table.name, 90, () => new Date());
  const invocations: Invocation[] = [];
  const cloudformation = await openEndpoint(
    stacksService([aStack({ outputs: { ...aStack().outputs, TableName: table.name, Version: version } })]),
  );
  const lambda = await openEndpoint(
    serve(
      lambdaService(async (invocation) => {
        invocations.push(invocation);
        await onInvoke(invocation, store);
      }),
    ),
  );
  const sts = await openEndpoint(callersService('111111111111'));
  Object.assign(process.env, {
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_CLOUDFORMATION: cloudformation.url,
    AWS_ENDPOINT_URL_LAMBDA: lambda.url,
    AWS_ENDPOINT_URL_DYNAMODB: engine.url,
    AWS_ENDPOINT_URL_STS: sts.url,
  });
  return {
    shell,
    store,
    table,
    invocations,
    asked: () => lambda.calls.map(({ operation }) => operation),
    close: async () => {
      process.env = before;
      table.close();
      await Promise.all([cloudformation.close(), lambda.close(), sts.close(), shell.remove()]);
    },
  };
};
