import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from '../../lib/bundle.ts';
import { openAccount } from '../../local/account.ts';
import { useEmbeddedCredentials } from '../../local/credentials.ts';
import { openEndpoint } from '../../local/endpoint.ts';
import { batchOf, routeDeleted } from '../../test/permissions/events.ts';
import { openProxy } from '../../test/support/dynamodb-proxy.ts';
import { lambdaService } from '../../test/support/lambda.ts';
import { openSandbox } from '../../test/support/lambda-sandbox.ts';
import { noUnits, plus, toldUnits, type Units, unitsIn } from '../capacity.ts';
import type { Loading } from './sweeps.ts';

/** As lib/gather.ts has the queue read: batches of a window, so many functions at once. Seconds. */
const WINDOW = 2;
const BATCH = 1_000;
const AT_ONCE = 2;
const MINUTE = 60;

const entry = fileURLToPath(new URL('../../lambda/handlers/gather.ts', import.meta.url));

/** What a minute's events came to. */
export interface Storm {
  readonly events: number;
  readonly batches: number;
  readonly seconds: number;
  /** Of the longest batch. */
  readonly longestSeconds: number;
  readonly calls: Readonly<Record<string, number>>;
  readonly units: Units;
  /** Sweeps that were asked for, and those of another name, of which each starts one. */
  readonly asked: number;
  readonly sweeps: number;
}

/** So many calls that change the network, spread over a minute, through the built function that gathers them. */
export const measureStorm = async (events: number, { folder, heap, tell }: Loading): Promise<Storm> => {
  const { folder: built } = await bundle({ entry, outdir: join(folder, 'load-gather') });
  const account = await openAccount();
  const names: (string | null)[] = [];
  const lambda = await openEndpoint(lambdaService(({ executionName }) => void names.push(executionName)));
  let units = noUnits;
  const heard = (exchange: Parameters<typeof unitsIn>[0]): void => {
    units = plus(units, unitsIn(exchange));
  };
  const table = await openProxy(`${account.environment.ENDPOINT_DYNAMODB}`, heard, toldUnits);
  const environment: Record<string, string> = {
    AWS_REGION: account.environment.AWS_REGION,
    TABLE_NAME: account.environment.TABLE_NAME,
    SWEEP_ALIAS: 'arn:aws:lambda:ap-northeast-1:111111111111:function:sweep:live',
    ENDPOINT_DYNAMODB: table.url,
    ENDPOINT_LAMBDA: lambda.url,
  };
  useEmbeddedCredentials(environment);

  const each = Math.min(BATCH, Math.ceil((events * WINDOW) / MINUTE));
  const waiting = Array.from({ length: Math.ceil(events / each) }, (_, place) => Math.min(each, events - place * each));
  const batches = waiting.length;
  let longest = 0;
  const began = performance.now();
  const lane = async (): Promise<void> => {
    const sandbox = await openSandbox({ file: join(built, 'index.mjs'), environment, options: heap });
    for (let count = waiting.shift(); count !== undefined; count = waiting.shift()) {
      const at = new Date();
      const batch = batchOf(
        Array.from({ length: count }, () => routeDeleted(at)),
        at,
      );
      const begun = performance.now();
      await sandbox.invoke(environment.SWEEP_ALIAS ?? '', batch);
      longest = Math.max(longest, performance.now() - begun);
    }
    await sandbox.close();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  const seconds = (performance.now() - began) / 1000;
  const calls: Record<string, number> = { 'lambda Invoke': names.length };
  for (const name of table.calls) calls[`dynamodb ${name}`] = (calls[`dynamodb ${name}`] ?? 0) + 1;
  await Promise.all([account.close(), table.close(), lambda.close()]);
  tell(`${events} events are gathered: ${seconds.toFixed(0)} s`);
  const sweeps = new Set(names).size;
  return { events, batches, seconds, longestSeconds: longest / 1000, calls, units, asked: names.length, sweeps };
};
