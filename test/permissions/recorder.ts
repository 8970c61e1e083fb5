import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Tag } from '@aws-sdk/client-ec2';
import { type Request, requestsOf, type Sent } from './request.ts';

/** Whose rights a call is made with. */
export type RoleName = 'sweep' | 'start' | 'gather' | 'farewell' | 'widget' | 'schedules' | 'forwarder' | 'signs';

/** A call, once for each resource that it touches. */
export interface Call extends Request {
  readonly role: RoleName;
  /** The SDK's command, such as `GetItem`; or, of a call that AWS makes, why it is made. */
  readonly by: string;
}

interface Arguments {
  readonly input: object;
}
type Next = (given: Arguments) => Promise<{ readonly output: object }>;

/** What the middleware stacks of all clients, of whatever age, have in common. */
interface Recordable {
  readonly middlewareStack: {
    add(
      middleware: (next: Next, context: { readonly clientName?: string; readonly commandName?: string }) => Next,
      options: { readonly step: 'initialize'; readonly name: string; readonly priority: 'low' },
    ): void;
  };
}

const isRecordable = (client: object): client is Recordable => 'middlewareStack' in client;

export interface Recorder {
  /** All that was called, in the order of the calls. */
  readonly calls: readonly Call[];
  /** Has the client's calls recorded as made with the rights of a role; answers the client. */
  on<Client extends object>(client: Client, role: RoleName): Client;
  /** The same for every client of a class, until the answer is called: handlers make clients of their own. */
  onEvery(type: { readonly prototype: object }, role: RoleName): () => void;
}

interface Described {
  readonly NetworkInsightsPathId?: string;
  readonly NetworkInsightsAnalysisId?: string;
  readonly Tags?: readonly Tag[];
}

/** The insights paths and analyses of an answer, whose tags are thereby known. */
const describedIn = (output: Readonly<Record<string, unknown>>): readonly Described[] =>
  ['NetworkInsightsPath', 'NetworkInsightsPaths', 'NetworkInsightsAnalysis', 'NetworkInsightsAnalyses'].flatMap(
    (key) => (output[key] ?? []) as Described | readonly Described[],
  );

/**
 * Records what clients call. What a resource is tagged with is taken from what the service itself has answered, so a
 * resource that nobody looked at has no tags. With a `folder`, each call is appended there as a line of JSON, in a file of
 * this process.
 */
export const openRecorder = (folder = process.env.PATHWATCH_CALLS): Recorder => {
  const calls: Call[] = [];
  const tags = new Map<string, readonly Tag[]>();
  if (folder !== undefined) mkdirSync(folder, { recursive: true });

  const keep = (role: RoleName, sent: Sent): void => {
    for (const described of describedIn(sent.output)) {
      const id = described.NetworkInsightsAnalysisId ?? described.NetworkInsightsPathId;
      if (id !== undefined) tags.set(id, described.Tags ?? []);
    }
    const by = sent.command.replace(/Command$/, '');
    const taken = requestsOf(sent, (id) => tags.get(id) ?? []).map((request): Call => ({ role, ...request, by }));
    calls.push(...taken);
    if (folder !== undefined)
      appendFileSync(join(folder, `${process.pid}.jsonl`), taken.map((call) => `${JSON.stringify(call)}\n`).join(''));
  };

  const on = <Client extends object>(client: Client, role: RoleName): Client => {
    if (!isRecordable(client)) throw new Error('the client has no middleware');
    client.middlewareStack.add(
      (next, { clientName = '', commandName = '' }) =>
        async (given) => {
          const sent = { client: clientName, command: commandName, input: { ...given.input } };
          try {
            const answer = await next(given);
            keep(role, { ...sent, output: { ...answer.output } });
            return answer;
          } catch (error) {
            keep(role, { ...sent, output: {} });
            throw error;
          }
        },
      { step: 'initialize', name: 'recorder', priority: 'low' },
    );
    return client;
  };

  const onEvery: Recorder['onEvery'] = ({ prototype }, role) => {
    const inherited: unknown = Reflect.get(prototype, 'send');
    if (typeof inherited !== 'function') throw new Error('the class is of no client');
    const seen = new WeakSet<object>();
    Object.defineProperty(prototype, 'send', {
      configurable: true,
      value: function (this: object, ...given: unknown[]): unknown {
        if (!seen.has(this)) on(this, role);
        seen.add(this);
        return Reflect.apply(inherited, this, given);
      },
    });
    return () => void Reflect.deleteProperty(prototype, 'send');
  };

  return { calls, on, onEvery };
};

/** Records all of a set of clients under one role. */
export const recordedAs = <Clients extends Readonly<Record<keyof Clients, object>>>(
  role: RoleName,
  clients: Clients,
  recorder = openRecorder(),
): Clients => {
  for (const client of Object.values<object>(clients)) recorder.on(client, role);
  return clients;
};
