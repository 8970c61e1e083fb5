import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { closeClients } from '../../lambda/aws/clients.ts';
import { clientsOf } from '../../lambda/compose.ts';
import type { SweepRequest } from '../../lambda/domain/sweep.ts';
import type { SweepEnvironment } from '../../lambda/environment.ts';
import { bundle } from '../../lib/bundle.ts';
import { type AccountOptions, type EmbeddedAccount, openAccount } from '../../local/account.ts';
import { openLambda } from '../support/durable-lambda.ts';
import { functionEnvironment } from '../support/function-environment.ts';
import { openSandbox } from '../support/lambda-sandbox.ts';
import { type Item, scanned } from './scanned.ts';
import { openTap, type Sent } from './tap.ts';

/** The built sweep in a process of its own, and all that leaves that process. */
export interface WatchedFunction {
  readonly account: EmbeddedAccount;
  /** Every request to every endpoint, in order. */
  readonly sent: readonly Sent[];
  /** Runs one sweep; answers whether it came to its end. */
  run(request: SweepRequest): Promise<boolean>;
  /** The process ends, and another is started: with what it had kept gone, and other variables if need be. */
  anew(over?: Readonly<Record<string, string>>): Promise<void>;
  /** What all processes have written on both streams. */
  printed(): string;
  table(): Promise<readonly Item[]>;
  close(): Promise<void>;
}

const isEndpoint = (name: string): boolean => name.startsWith('ENDPOINT_');

/** `variables` are put into the environment of its process, as Lambda puts its credentials. */
export const openWatched = async (
  configuration: unknown,
  options: AccountOptions,
  variables: Readonly<Record<string, string>>,
): Promise<WatchedFunction> => {
  const folder = await mkdtemp(join(tmpdir(), 'pathwatch-'));
  const entry = fileURLToPath(new URL('../../lambda/handlers/sweep.ts', import.meta.url));
  const { folder: outdir } = await bundle({ entry, outdir: join(folder, 'sweep'), configuration });
  let waited = 0;
  const account = await openAccount({ ...options, now: () => new Date(Date.now() + waited * 1000) });
  const lambda = await openLambda((seconds) => {
    waited += seconds;
  });
  const sent: Sent[] = [];
  const tapped = async (name: string, url: string) => {
    const tap = await openTap(name, url, (one) => sent.push(one));
    return [name, tap] as const;
  };
  const endpoints = Object.entries(account.environment).filter(([name]) => isEndpoint(name));
  const taps = new Map([
    ...(await Promise.all(endpoints.map(([name, url]) => tapped(name, `${url}`)))),
    await tapped('AWS_ENDPOINT_URL_LAMBDA', lambda.url),
  ]);
  const urls = Object.fromEntries([...taps].map(([name, { url }]) => [name, url]));
  const environment: SweepEnvironment = { ...account.environment, ...urls };

  const start = (over: Readonly<Record<string, string>> = {}) =>
    openSandbox({
      file: join(outdir, 'index.mjs'),
      environment: { ...functionEnvironment(environment, urls.AWS_ENDPOINT_URL_LAMBDA ?? ''), ...variables, ...over },
    });
  let sandbox = await start();
  let before = '';
  return {
    account,
    sent,
    run: async (request) => {
      try {
        await lambda.run(sandbox, request);
        return true;
      } catch (error) {
        // What Lambda logs of an error that a handler throws.
        before += error instanceof Error ? `${error.stack}\n` : `${error}\n`;
        return false;
      }
    },
    anew: async (over) => {
      await sandbox.close();
      before += sandbox.printed();
      sandbox = await start(over);
    },
    printed: () => before + sandbox.printed(),
    table: async () => {
      const clients = clientsOf(account.environment);
      try {
        return await scanned(clients.dynamodb, account.environment.TABLE_NAME);
      } finally {
        closeClients(clients);
      }
    },
    close: async () => {
      await sandbox.close();
      await Promise.all([...taps.values()].map((tap) => tap.close()));
      await Promise.all([account.close(), lambda.close()]);
      await rm(folder, { recursive: true });
    },
  };
};
