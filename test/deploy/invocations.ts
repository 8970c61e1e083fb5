import { setTimeout as sleep } from 'node:timers/promises';
import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod';
import { type Service, ServiceError } from '../../local/endpoint.ts';
import { openLambda } from '../support/durable-lambda.ts';
import { versionOf } from './look.ts';

/*
 * Lambda's part that the emulator lacks: it takes the start function's Invoke, and drives the deployed alias, invocation
 * by invocation of the emulator, to the end of its execution. Only the checkpoints are kept here.
 */

const FIRE_SECONDS = 45;
/**
 * The longest wait that is waited for in truth: that for a quiet network, since the function reads a clock of its own. The
 * account's clock follows the others, which are for analyses.
 */
const LONGEST_SECONDS = 3;

/** How an execution ended. */
type Ending = { readonly record: unknown } | { readonly error: Error };

export interface Invocations {
  /** For `PATHWATCH_ENDPOINT_LAMBDA`. */
  readonly url: string;
  /** What the execution of that name gave, once it has ended; an error where it is not started, or failed. */
  recordOf(name: string): Promise<unknown>;
  /** The names of the executions that changes started. */
  byChange(): readonly string[];
  /** The versions that the invocations of an execution went to, each once. */
  versionsOf(name: string): readonly string[];
  /** Holds the next execution that starts once it has suspended itself for the first time, as if its wait took long. */
  hold(): Held;
  close(): Promise<void>;
}

/** An execution that is held. */
export interface Held {
  /** Resolves once it is suspended. */
  readonly suspended: Promise<void>;
  release(): void;
}

const ByChange = z.object({ trigger: z.object({ by: z.literal('change') }) });
const isByChange = (payload: unknown): boolean => ByChange.safeParse(payload).success;

/** Lambda's Invoke for executions with a name, beside the operations on checkpoints: the rest goes to `checkpoints`. */
const withInvoke = (checkpoints: Service, take: (alias: string, name: string, payload: unknown) => void): Service => ({
  ...checkpoints,
  recognise: (request) => {
    const { pathname } = new URL(request.path, 'http://lambda');
    const [, alias] = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(pathname) ?? [];
    if (alias === undefined) return checkpoints.recognise(request);
    const name = request.headers.get('x-amz-durable-execution-name') ?? '';
    if (request.headers.get('x-amz-invocation-type') !== 'Event' || !/^[a-zA-Z0-9-_]{1,64}$/.test(name))
      throw new ServiceError('InvalidParameterValueException', `not a start of a durable execution: ${name}`);
    return {
      operation: 'Invoke',
      input: { alias: decodeURIComponent(alias), name, payload: JSON.parse(request.body) },
    };
  },
  answer: (operation, input: { readonly alias: string; readonly name: string; readonly payload: unknown }, request) => {
    if (operation !== 'Invoke') return checkpoints.answer(operation, input, request);
    take(input.alias, input.name, input.payload);
    return { status: 202, contentType: 'application/json', body: '' };
  },
});

/** Opens it on a free loopback port; `lambda` is the emulator's. `pass` is told the seconds of each wait. */
export const openInvocations = async (lambda: LambdaClient, pass: (seconds: number) => void): Promise<Invocations> => {
  const executions = new Map<string, Promise<Ending>>();
  const byChange: string[] = [];
  const versions = new Map<string, Set<string>>();
  /** Seconds that executions were told to wait, and that have not been waited for. */
  let owed = 0;
  let holding: { readonly suspend: () => void; readonly released: Promise<void> } | undefined;

  const drive = async (alias: string, name: string, payload: unknown): Promise<Ending> => {
    const changed = isByChange(payload);
    if (changed) byChange.push(name);
    // As Lambda does: an execution stays on the version that the alias stood for when it started.
    const version = await versionOf(lambda, alias);
    const FunctionName = alias.replace(/[^:]+$/, version);
    const invoked = new Set<string>();
    versions.set(name, invoked);
    const held = holding;
    holding = undefined;
    const invoke = async (_: string, event: unknown) => {
      if (changed && owed <= LONGEST_SECONDS) await sleep(owed * 1000);
      owed = 0;
      if (invoked.size > 0 && held !== undefined) {
        held.suspend();
        await held.released;
      }
      invoked.add(version);
      const command = new InvokeCommand({ FunctionName, Payload: Buffer.from(JSON.stringify(event)) });
      const { Payload = new Uint8Array(), FunctionError } = await lambda.send(command);
      const text = Buffer.from(Payload).toString();
      if (FunctionError !== undefined) throw new Error(text);
      return JSON.parse(text);
    };
    try {
      return { record: await service.run({ invoke }, payload, name) };
    } catch (error) {
      return { error: error instanceof Error ? error : new Error(String(error)) };
    }
  };

  const wait = (seconds: number): void => {
    owed += seconds;
    pass(seconds);
  };
  const service = await openLambda(wait, (checkpoints) =>
    withInvoke(checkpoints, (alias, name, payload) => {
      // A name that was given before starts nothing.
      if (!executions.has(name)) executions.set(name, drive(alias, name, payload));
    }),
  );

  return {
    url: service.url,
    recordOf: async (name) => {
      for (const until = Date.now() + FIRE_SECONDS * 1000; !executions.has(name); await sleep(100))
        if (Date.now() > until) throw new Error(`the sweep ${name} was not started within ${FIRE_SECONDS} s`);
      const ending = await executions.get(name);
      if (ending === undefined) throw new Error('no execution');
      if ('error' in ending) throw ending.error;
      return ending.record;
    },
    byChange: () => [...byChange],
    versionsOf: (name) => [...(versions.get(name) ?? [])],
    hold: () => {
      const suspension = Promise.withResolvers<void>();
      const release = Promise.withResolvers<void>();
      holding = { suspend: suspension.resolve, released: release.promise };
      return { suspended: suspension.promise, release: release.resolve };
    },
    close: service.close,
  };
};
