import { join } from 'node:path';
import { z } from 'zod';
import type { Trigger } from '../lambda/domain/sweep.ts';
import { type AccountOptions, type EmbeddedAccount, openAccount } from '../local/account.ts';
import { type Lambda, openLambda } from '../test/support/durable-lambda.ts';
import { openProxy } from '../test/support/dynamodb-proxy.ts';
import { functionEnvironment } from '../test/support/function-environment.ts';
import { openSandbox, type Sandbox } from '../test/support/lambda-sandbox.ts';
import { noUnits, plus, toldUnits, type Units, unitsIn } from './capacity.ts';
import { type Figures, figuresIn, measuring } from './figures.ts';

/** Seconds for which an analysis runs, so that a sweep waits, is suspended and replayed, as it is on AWS. */
const RUN_SECONDS = 40;

const Swept = z.object({
  due: z.number(),
  tally: z.object({
    expected: z.number(),
    unexpected: z.number(),
    undetermined: z.number(),
    carried: z.number(),
    analyses: z.number(),
    alerts: z.number(),
    troubled: z.number(),
  }),
  notes: z.array(z.string()),
});

/** What a sweep answered, and what it took. */
export interface Sweep extends z.infer<typeof Swept> {
  readonly seconds: number;
  /** Seconds by the clock that follows the waits: what it would take on AWS, beside the computing. */
  readonly waited: number;
  /** Service and operation → how often it was called. */
  readonly calls: Readonly<Record<string, number>>;
  readonly units: Units;
  readonly executions: number;
  readonly invocations: number;
  /** Of the longest invocation. */
  readonly longestSeconds: number;
  /** Durable operations as the service counts them, of all executions, and of the largest one. */
  readonly operations: { readonly all: number; readonly most: number };
  /** Bytes of the largest payload checkpointed. */
  readonly largestPayload: number;
}

/** A process of the built function. */
export interface Process {
  sweep(trigger: Trigger): Promise<Sweep>;
  /** Ends it: what it took from its start on. */
  close(): Promise<Figures>;
}

/** The embedded account, its table and Lambda, in this process, for functions in processes of their own. */
export interface Benched {
  readonly account: EmbeddedAccount;
  /** The built function in `folder`, with these options of Node. */
  open(folder: string, options: readonly string[]): Promise<Process>;
  close(): Promise<void>;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const executionsOf = (lambda: Lambda, from: number) => {
  const executions = lambda.executions.slice(from);
  const operations = executions.map(({ service }) => service.counted);
  return {
    executions: executions.length,
    invocations: sum(executions.map((execution) => execution.invocations)),
    operations: { all: sum(operations), most: Math.max(...operations) },
    largestPayload: Math.max(...executions.map(({ service }) => service.largest)),
  };
};

const since = (before: Readonly<Record<string, number>>, after: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(after).map(([name, count]) => [name, count - (before[name] ?? 0)]));

/** Opens the account. Its clock follows the waits of executions, which pass at once. */
export const openBenched = async (options: AccountOptions = {}): Promise<Benched> => {
  let waited = 0;
  const account = await openAccount({
    runSeconds: RUN_SECONDS,
    now: () => new Date(Date.now() + waited * 1000),
    ...options,
  });
  let units = noUnits;
  const table = await openProxy(
    account.environment.ENDPOINT_DYNAMODB ?? '',
    (exchange) => {
      units = plus(units, unitsIn(exchange));
    },
    toldUnits,
  );
  const lambda = await openLambda((seconds) => {
    waited += seconds;
  });
  const environment = { ...account.environment, ENDPOINT_DYNAMODB: table.url };

  const counts = (): Record<string, number> => {
    const counted: Record<string, number> = {};
    const called = [
      ...[...Object.values(account.endpoints), lambda].flatMap(({ calls }) =>
        calls.map(({ service, operation }) => `${service} ${operation}`),
      ),
      ...table.calls.map((operation) => `dynamodb ${operation}`),
    ];
    for (const name of called) counted[name] = (counted[name] ?? 0) + 1;
    return counted;
  };

  const sweepIn = async (sandbox: Sandbox, trigger: Trigger): Promise<Sweep> => {
    const before = { calls: counts(), waited, units, executions: lambda.executions.length, at: performance.now() };
    let longest = 0;
    const invoke: Sandbox['invoke'] = async (...given) => {
      const begun = performance.now();
      const output = await sandbox.invoke(...given);
      longest = Math.max(longest, performance.now() - begun);
      return output;
    };
    const swept = Swept.parse(await lambda.run({ invoke }, { trigger }));
    return {
      ...swept,
      seconds: (performance.now() - before.at) / 1000,
      waited: waited - before.waited,
      calls: since(before.calls, counts()),
      units: { read: units.read - before.units.read, write: units.write - before.units.write },
      longestSeconds: longest / 1000,
      ...executionsOf(lambda, before.executions),
    };
  };

  return {
    account,
    open: async (folder, options) => {
      const sandbox = await openSandbox({
        file: join(folder, 'index.mjs'),
        environment: functionEnvironment(environment, lambda.url),
        options: [...options, ...measuring],
      });
      return {
        sweep: (trigger) => sweepIn(sandbox, trigger),
        close: async () => {
          await sandbox.close();
          return figuresIn(sandbox.printed());
        },
      };
    },
    close: async () => {
      await Promise.all([account.close(), table.close(), lambda.close()]);
    },
  };
};
