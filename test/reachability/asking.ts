import { modelOf } from '../../lambda/reachability/analyze.ts';
import type { Answer } from '../../lambda/reachability/answer.ts';
import { type DocumentKey, type Documents, documentKeys, type Snapshot } from '../../lambda/snapshot/snapshot.ts';
import { type Described, described, documentsOf } from '../simulator/described.ts';
import type { Query } from '../simulator/exists.ts';
import { open, sample, shut } from './sample.ts';

export const takenAt = '2026-11-22T00:00:00.000Z';
export const whole = (documents: Documents): Snapshot => ({ takenAt, documents, unreadable: {} });
export const ask = (snapshot: Snapshot, query: Query): Answer => modelOf(snapshot).analyze(query);

const questions = { ...open, ...shut };
export const verdicts = (
  snapshot: Snapshot,
  of: Readonly<Record<string, Query>> = questions,
): Readonly<Record<string, string>> => {
  const model = modelOf(snapshot);
  return Object.fromEntries(Object.entries(of).map(([name, query]) => [name, model.analyze(query).verdict]));
};

export const wordsOf = ({ forward, return: back }: Answer): string =>
  [...forward.findings, ...back.findings].map(({ component, message }) => `${component}: ${message}`).join('\n');

export const changed = (change: (network: Described) => void): Snapshot => {
  const network = described(sample());
  change(network);
  return whole(documentsOf(network));
};

const refusal = {
  kind: 'denied',
  operation: 'Describe',
  code: 'UnauthorizedOperation',
  message: 'not allowed',
} as const;

export const without = (documents: Documents, key: DocumentKey): Documents =>
  Object.fromEntries(Object.entries(documents).filter(([name]) => name !== key));

export const refused = (documents: Documents, key: DocumentKey): Snapshot => ({
  ...whole(without(documents, key)),
  unreadable: { [key]: refusal },
});

export const present = documentKeys.filter((key) => sample()[key] !== undefined);

/** Where AWS has a default and the call was not made at all, the default holds. */
export const defaulted: ReadonlySet<DocumentKey> = new Set([
  'NetworkAcls',
  'VpcBlockPublicAccessOptions',
  'VpcBlockPublicAccessExclusions',
]);
