import { callerOf } from '../lambda/aws/account.ts';
import { type DeployedStack, findStack } from '../lambda/aws/deployment.ts';
import { dynamodbStore } from '../lambda/aws/dynamodb-store.ts';
import { type OperatorClients, operatorClients } from '../lambda/aws/operator-clients.ts';
import { type Execution, handRunName, startSweep } from '../lambda/aws/sweep-start.ts';
import { stopSweep } from '../lambda/aws/sweep-stop.ts';
import { standard } from '../lambda/domain/configuration/standard.ts';
import { never } from '../lambda/domain/verdict.ts';
import { awaitSweep } from './await-sweep.ts';
import type { HandTrigger, Monitor } from './monitor.ts';
import type { Context, Options } from './options.ts';
import { partsOf } from './parts.ts';
import { misused } from './refusal.ts';
import { regionBy } from './region.ts';
import { interrupted } from './stopped-sweep.ts';
import { lookAtSweep } from './sweep-look.ts';

const stackOf = async (clients: OperatorClients, { stack: name }: Options): Promise<DeployedStack> => {
  const region = await regionBy(clients.region);
  const found = await findStack(clients.cloudformation, name);
  switch (found.kind) {
    case 'found':
      return found.stack;
    case 'none':
      throw misused(
        name === undefined
          ? `no stack of Pathwatch is deployed in ${region}`
          : `no stack named ${name} is deployed in ${region}`,
        'deploy one with `npm run -s cdk -- deploy`, name another Region with `--region`, or use the embedded account: `--local`',
        'no-deployment',
      );
    case 'several':
      throw misused(
        `several stacks of Pathwatch are deployed in ${region}: ${found.names.join(', ')}`,
        'name one: `--stack NAME`',
        'several-deployments',
      );
    case 'incomplete':
      throw misused(
        `the stack ${found.name} (${found.status}) has not the outputs of Pathwatch`,
        'wait until it is deployed, deploy it anew, or name another: `--stack NAME`',
        'no-deployment',
      );
    default:
      return never(found);
  }
};

/** A function that tells no version is older than this key of the request, would pass it over, and spend money. */
const checkKnown = (trigger: HandTrigger, { version }: DeployedStack): void => {
  if (version !== undefined || trigger.by !== 'hand' || trigger.analyzers === undefined) return;
  throw misused(
    'what is deployed is older than `--analyzers`, and would ask all of them',
    'deploy this version: `npm run -s cdk -- deploy`, or leave `--analyzers` out',
    'outdated-deployment',
  );
};

/** Opens what is deployed in the account and Region that the shell is signed in to. */
export const openDeployed = async ({ io, options }: Context): Promise<Monitor> => {
  const clients = operatorClients(options.region);
  const close = async (): Promise<void> => clients.close();
  try {
    const stack = await stackOf(clients, options);
    // Nothing whose age depends on the retention is written from here.
    const store = dynamodbStore(clients.dynamodb, stack.tableName, standard.retentionDays, io.now);
    const start = async (trigger: HandTrigger): Promise<Execution> => {
      checkKnown(trigger, stack);
      return startSweep(clients.lambda, stack.sweepAlias, { trigger }, handRunName({ trigger }, io.now()));
    };
    return {
      name: stack.name,
      store,
      caller: async () => callerOf(await regionBy(clients.region)),
      start: async (trigger) => (await start(trigger)).name,
      sweep: async (trigger, { timeout, paths, live }) => {
        const look = await lookAtSweep(store, paths, io, live);
        // From before the start: what is started is stopped.
        const stopped = io.untilStopped();
        const execution = await start(trigger);
        const awaited = { execution: execution.name, minutes: timeout, look, stopped };
        const whole = await awaitSweep(store, awaited, io);
        if (whole !== undefined) return { whole, parts: await partsOf(store, whole) };
        await look.tell();
        live.show('stopping the sweep');
        const ended = await stopSweep(clients.lambda, stack.sweepAlias, execution, io.wait);
        throw interrupted({ execution, stopped: ended, bought: look.bought(), options });
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
};
