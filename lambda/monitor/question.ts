import { createHash } from 'node:crypto';
import type { Question } from '../domain/evidence.ts';
import type { Path, PortRange } from '../domain/path.ts';
import type { Deployment } from './ports.ts';
import type { End } from './resolve.ts';

const digest = (value: unknown, characters: number): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, characters);

/** What a path's verdict speaks of; when it changes, the history starts a new baseline. */
export const declarationDigest = (path: Path): string =>
  digest([path.from, path.to, path.protocol, path.ports, path.sourcePorts, path.expect], 16);

/**
 * The token that makes starting the same analysis twice in one sweep the same start. Within the 64 ASCII characters
 * that EC2 takes: https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-idempotency.html.
 */
export const startToken = (sweepId: string, question: Question, round: number): string =>
  digest([sweepId, question.pathId, question.key, round], 48);

/** Under a key of its content: the same question has the same insights path. */
const keyed = (content: Omit<Question, 'key'>): Question => ({ key: digest(content, 32), ...content });

/** The same ends, asked for another path or on another port. */
export const asking = (
  { key: _key, ...content }: Question,
  other: Partial<Pick<Question, 'pathId' | 'ports'>>,
): Question => keyed({ ...content, ...other });

const questionOf = (
  path: Path,
  from: End,
  to: End,
  ports: PortRange,
  sourcePorts: PortRange | undefined,
  deployment: Deployment,
): Question[] => {
  if (from.reference === undefined) return [];
  const content = {
    pathId: path.id,
    source: from.reference,
    ...(to.reference === undefined ? {} : { destination: to.reference }),
    ...(to.destinationAddress === undefined ? {} : { destinationAddress: to.destinationAddress }),
    protocol: path.protocol,
    ports,
    ...(sourcePorts === undefined ? {} : { sourcePorts }),
    accounts: [...new Set([from.account, to.account])].filter(
      (account) => account !== undefined && account !== deployment.account,
    ) as readonly string[],
  };
  return [keyed(content)];
};

/** One question for each of the path's port ranges, source and destination, between two ends. */
export const questionsOf = (path: Path, from: End, to: End, deployment: Deployment): readonly Question[] => {
  const sources: readonly (PortRange | undefined)[] = path.sourcePorts.length === 0 ? [undefined] : path.sourcePorts;
  return path.ports.flatMap((ports) =>
    sources.flatMap((sourcePorts) => questionOf(path, from, to, ports, sourcePorts, deployment)),
  );
};

const EVERY_PORT: PortRange = { from: 0, to: 65_535 };

/**
 * The reply to a tcp question, inside the destination's VPC: from its ports to the source's address, as far as the transit
 * gateway attachment. A full question the other way round would ask for a new connection, which the source's own security
 * group refuses though all is well. Undefined where the analyzer cannot be asked so.
 */
export const replyQuestion = (question: Question, from: End, attachment: string): Question | undefined => {
  const { destination, protocol, ports, pathId, key, accounts } = question;
  const isResource = destination !== undefined && /^(i|eni)-/.test(destination);
  if (protocol !== 'tcp' || !isResource || from.address === undefined || accounts.length > 0) return undefined;
  const content = {
    pathId,
    source: destination,
    destination: attachment,
    destinationAddress: from.address,
    protocol,
    ports: EVERY_PORT,
    sourcePorts: ports,
    replyTo: key,
    accounts: [],
  };
  return keyed(content);
};
