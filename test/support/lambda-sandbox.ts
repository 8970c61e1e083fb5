import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { DurableExecutionInvocationOutput } from '@aws/durable-execution-sdk-js';
import { openEndpoint, type Reply, type Service, type ServiceError } from '../../local/endpoint.ts';

const runtime = fileURLToPath(new URL('lambda-runtime.mjs', import.meta.url));

/** How long an invocation may run. */
const INVOCATION_MILLISECONDS = 15 * 60 * 1000;

export interface Sandbox {
  /** One at a time. Rejects when the handler throws, when it cannot be imported, and when its process ends. */
  invoke(functionArn: string, event: unknown): Promise<DurableExecutionInvocationOutput>;
  /** What the process has written so far, on both streams. */
  printed(): string;
  /** Ends the process as Lambda does, by SIGTERM. */
  close(): Promise<void>;
}

interface Invocation {
  readonly functionArn: string;
  readonly event: unknown;
  resolve(output: DurableExecutionInvocationOutput): void;
  reject(error: Error): void;
}

const reply = (content: unknown, headers: Record<string, string> = {}): Reply => ({
  status: 200,
  contentType: 'application/json',
  body: JSON.stringify(content),
  headers,
});

/** Lambda's runtime API: a queue of invocations, taken by the process and answered by it. */
const runtimeApi = (next: () => Promise<Invocation>, lose: (reason: string) => void): Service => {
  let running: Invocation | undefined;
  return {
    name: 'runtime',
    recognise: ({ path, body }) => ({ operation: path.split('/').slice(3).join('/'), input: body }),
    answer: async (operation, input: string) => {
      if (operation === 'invocation/next') {
        running = await next();
        return reply(running.event, {
          'lambda-runtime-aws-request-id': 'request',
          'lambda-runtime-invoked-function-arn': running.functionArn,
          'lambda-runtime-deadline-ms': `${Date.now() + INVOCATION_MILLISECONDS}`,
        });
      }
      if (operation === 'init/error') lose(input);
      if (operation === 'invocation/request/error') running?.reject(new Error(input));
      if (operation === 'invocation/request/response') running?.resolve(JSON.parse(input));
      return reply({ status: 'OK' });
    },
    refuse: (error: ServiceError) => ({ ...reply({ errorMessage: error.message }), status: error.status }),
  };
};

/**
 * A function's process: `file` is the built handler, run by this Node with no more environment than is given, and
 * with these options of Node.
 */
export const openSandbox = async (start: {
  readonly file: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly options?: readonly string[];
}): Promise<Sandbox> => {
  const queue: Invocation[] = [];
  const open = new Set<Invocation>();
  let taker: ((invocation: Invocation) => void) | undefined;
  let lost: Error | undefined;

  const lose = (reason: string): void => {
    lost ??= new Error(reason);
    for (const invocation of open) invocation.reject(lost);
  };
  const next = (): Promise<Invocation> =>
    new Promise((resolve) => {
      const waiting = queue.shift();
      if (waiting === undefined) taker = resolve;
      else resolve(waiting);
    });

  const endpoint = await openEndpoint(runtimeApi(next, lose));
  const child = spawn(process.execPath, [...(start.options ?? []), runtime, start.file], {
    env: { ...start.environment, AWS_LAMBDA_RUNTIME_API: new URL(endpoint.url).host },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close');
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
  child.once('close', () => lose(`the function's process ended: ${printed}`));

  return {
    printed: () => printed,
    invoke: async (functionArn, event) => {
      if (lost !== undefined) throw lost;
      const { promise, resolve, reject } = Promise.withResolvers<DurableExecutionInvocationOutput>();
      const invocation = { functionArn, event, resolve, reject };
      open.add(invocation);
      if (taker === undefined) queue.push(invocation);
      else taker(invocation);
      taker = undefined;
      try {
        return await promise;
      } finally {
        open.delete(invocation);
      }
    },
    close: async () => {
      child.kill('SIGTERM');
      await ended;
      await endpoint.close();
    },
  };
};
