import { join } from 'node:path';
import { z } from 'zod';
import type { Trigger } from '../lambda/domain/sweep.ts';
import { openAccount } from '../local/account.ts';
import { type Lambda, openLambda } from '../test/support/durable-lambda.ts';
import { openProxy } from '../test/support/dynamodb-proxy.ts';
import { functionEnvironment } from '../test/support/function-environment.ts';
import { openSandbox } from '../test/support/lambda-sandbox.ts';
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
});

export interface Sweep {
  readonly seconds: number;
  /** Service and operation → how often it was called. */
  readonly calls: Readonly<Record<string, number>>;
  readonly executions: number;
  readonly invocations: number;
  /** Durable operations as the service counts them, of all executions, and of the largest one. */
  readonly operations: { readonly all: number; readonly most: number };
  /** Bytes of the largest payload checkpointed. */
  readonly largestPayload: number;
}

export interface Measured extends Figures {
  readonly paths: number;
  /** By hand: knows nothing yet, buys every path, makes its insights paths and alerts what is not as expected. */
  readonly first: Sweep;
  /** By the schedule: finds everything as it was, carries every verdict and buys nothing. */
  readonly next: Sweep;
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

/**
 * Two sweeps over so many paths by the built function in `folder`, in a fresh process of its own that does nothing else,
 * with these options of Node. The account, the table and Lambda are in this process.
 */
export const measureSweeps = async (folder: string, paths: number, options: readonly string[]): Promise<Measured> => {
  let waited = 0;
  const account = await openAccount({ runSeconds: RUN_SECONDS, now: () => new Date(Date.now() + waited * 1000) });
  const table = await openProxy(account.environment.ENDPOINT_DYNAMODB ?? '');
  const lambda = await openLambda((seconds) => {
    waited += seconds;
  });
  const environment = { ...account.environment, ENDPOINT_DYNAMODB: table.url };
  const sandbox = await openSandbox({
    file: join(folder, 'index.mjs'),
    environment: functionEnvironment(environment, lambda.url),
    options: [...options, ...measuring],
  });

  const called = (): readonly string[] => [
    ...[...Object.values(account.endpoints), lambda].flatMap(({ calls }) =>
      calls.map(({ service, operation }) => `${service} ${operation}`),
    ),
    ...table.calls.map((operation) => `dynamodb ${operation}`),
  ];
  const counts = (): Record<string, number> => {
    const counted: Record<string, number> = {};
    for (const name of called()) counted[name] = (counted[name] ?? 0) + 1;
    return counted;
  };

  const sweep = async (trigger: Trigger, carried: number): Promise<Sweep> => {
    const before = counts();
    const executions = lambda.executions.length;
    const started = performance.now();
    const swept = Swept.parse(await lambda.run(sandbox, { trigger }));
    const seconds = (performance.now() - started) / 1000;
    const { expected, unexpected, undetermined, troubled, ...tally } = swept.tally;
    if (swept.due !== paths || expected + unexpected !== paths || undetermined + troubled > 0)
      throw new Error(`not every path of ${paths} got its verdict: ${JSON.stringify(swept)}`);
    if (tally.carried !== carried || tally.analyses < paths - carried || (carried === paths && tally.analyses > 0))
      throw new Error(`${carried} of ${paths} verdicts should have been carried: ${JSON.stringify(swept)}`);
    const calls = Object.fromEntries(
      Object.entries(counts()).map(([name, count]): [string, number] => [name, count - (before[name] ?? 0)]),
    );
    return { seconds, calls, ...executionsOf(lambda, executions) };
  };

  const first = await sweep({ by: 'hand' }, 0);
  const next = await sweep({ by: 'schedule', every: 'rate(5 minutes)' }, paths);
  await sandbox.close();
  await Promise.all([account.close(), table.close(), lambda.close()]);
  return { paths, first, next, ...figuresIn(sandbox.printed()) };
};
