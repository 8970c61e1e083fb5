import type { Clients } from '../../lambda/aws/clients.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import type { Network } from '../../local/network/network.ts';

interface Arguments {
  readonly input: object;
}
type Next = (given: Arguments) => Promise<{ readonly output: object }>;

interface Stacked {
  readonly middlewareStack: {
    add(
      middleware: (next: Next, context: { readonly clientName?: string; readonly commandName?: string }) => Next,
      options: { readonly step: 'initialize'; readonly name: string; readonly priority: 'high' },
    ): void;
  };
}

/** What was answered of a network, by client, command and input; networks that are the same share it. */
const known = new Map<string, Map<string, Awaited<ReturnType<Next>>>>();
const names = new WeakMap<Documents, string>();

const answersOf = (documents: Documents): Map<string, Awaited<ReturnType<Next>>> => {
  const name = names.get(documents) ?? JSON.stringify(documents);
  names.set(documents, name);
  const answers = known.get(name) ?? new Map();
  known.set(name, answers);
  return answers;
};

const isOfNetwork = (command: string): boolean =>
  /^(Describe|Search|GetManaged|GetTransitGatewayRouteTable)/.test(command) && !/Insights|FlowLogs/.test(command);

/**
 * Answers Describe calls of the network by what they answered before of the same network, but those of one operation, which
 * goes over the wire: a look makes 28 of them, and a fault meets one.
 */
export const remembering = (
  { ec2, elbv2, elb }: Pick<Clients, 'ec2' | 'elbv2' | 'elb'>,
  network: Network,
  asking: string,
): void => {
  const middleware =
    (next: Next, { clientName = '', commandName = '' }: { clientName?: string; commandName?: string }): Next =>
    async (given) => {
      if (!isOfNetwork(commandName) || commandName === `${asking}Command`) return next(given);
      const answers = answersOf(network.documents());
      const key = `${clientName} ${commandName} ${JSON.stringify(given.input)}`;
      const before = answers.get(key);
      if (before !== undefined) return before;
      const answer = await next(given);
      answers.set(key, answer);
      return answer;
    };
  const stacked: readonly Stacked[] = [ec2, elbv2, elb] as unknown as readonly Stacked[];
  for (const client of stacked)
    client.middlewareStack.add(middleware, { step: 'initialize', name: 'remembering', priority: 'high' });
};
