import { tryInvoke, tryPut, tryUpdate } from '../../lambda/aws/access.ts';
import { present } from '../../lambda/aws/account.ts';
import { alarmsNamed } from '../../lambda/aws/alarms.ts';
import { type Clients, closeClients, clients as openClients } from '../../lambda/aws/clients.ts';
import { type DeployedStack, findStack, findStackIn } from '../../lambda/aws/deployment.ts';
import { operatorClients } from '../../lambda/aws/operator-clients.ts';
import { stackResources } from '../../lambda/aws/stack-resources.ts';
import { subscriptionsOf } from '../../lambda/aws/subscriptions.ts';
import { expiringBy, isRecoverable } from '../../lambda/aws/table-settings.ts';
import type { Context } from '../options.ts';
import { regionBy } from '../region.ts';
import { unlooked } from './judgement.ts';
import type { DeployedPatient } from './patient.ts';
import { once, readingsOf } from './readings.ts';

const ALARM = 'AWS::CloudWatch::Alarm';

/** Opens what is deployed in the account and Region that the shell is signed in to; nothing is called before it is asked for. */
export const openDeployedPatient = (context: Context): { readonly patient: DeployedPatient; close(): void } => {
  const { io, options } = context;
  const operator = operatorClients(options.region);
  let opened: Clients | undefined;
  const region = once(() => regionBy(operator.region));
  const clients = once(async () => {
    opened = openClients(await region(), {});
    return opened;
  });
  const found = once(async () => {
    await region();
    return findStack(operator.cloudformation, options.stack);
  });
  const stack = async (): Promise<DeployedStack> => {
    const there = await found();
    if (there.kind === 'found') return there.stack;
    throw unlooked('there is no deployed stack', 'put `deployment` right first, then run `pathwatch doctor` again');
  };
  const tableName = async (): Promise<string> => (await stack()).tableName;
  const resources = once(async () => stackResources(operator.cloudformation, (await stack()).name));
  return {
    patient: {
      kind: 'deployed',
      ...readingsOf(context, { region, clients, tableName }),
      presented: once(async () => ({ ...(await present(await region())), heardAt: io.now() })),
      found,
      stack,
      resources,
      alarms: once(async () => {
        const names = (await resources()).filter(({ type }) => type === ALARM).map(({ physicalId }) => physicalId);
        return alarmsNamed(await region(), names);
      }),
      subscriptions: async (topicArn) => subscriptionsOf((await clients()).sns, topicArn),
      isRecoverable: once(async () => isRecoverable(operator.dynamodb, await tableName())),
      expiringBy: once(async () => expiringBy(operator.dynamodb, await tableName())),
      tries: {
        invoke: async () => tryInvoke(operator.lambda, (await stack()).sweepAlias),
        put: async () => tryPut(operator.dynamodb, await tableName()),
        update: async () => tryUpdate(operator.dynamodb, await tableName()),
      },
      stackIn: findStackIn,
    },
    close: () => {
      operator.close();
      if (opened !== undefined) closeClients(opened);
    },
  };
};
