import { compareFacts } from '../../lambda/changes/compare.ts';
import type { FactChange } from '../../lambda/domain/change.ts';
import type { Finding } from '../../lambda/domain/verdict.ts';
import { modelOf } from '../../lambda/reachability/analyze.ts';
import type { Raw } from '../../lambda/snapshot/raw.ts';
import type { DocumentKey, Documents } from '../../lambda/snapshot/snapshot.ts';
import { ids } from '../../local/scenario/ids.ts';
import { scenario } from '../../local/scenario.ts';
import { withChange } from '../support/scenario-network.ts';

const query = { from: ids.instanceA, to: ids.instanceB, protocol: 'tcp', port: '3389' };

/** What the network model makes of the scenario's path: what stops it, and what that was made from. */
export const asked = (documents: Documents) => {
  const answer = modelOf({ takenAt: '2026-11-22T00:00:00.000Z', documents, unreadable: {} }).analyze(query);
  const findings: readonly Finding[] = [...answer.forward.findings, ...answer.return.findings].map(
    ({ code, says, message, component, direction }) => ({
      code,
      says,
      message,
      component,
      direction,
      source: 'network-model',
    }),
  );
  return { verdict: answer.verdict, findings, facts: answer.footprint() };
};

/** The facts of the healthy scenario. */
export const healthy = asked(scenario).facts;

/** What is said of the difference between the healthy scenario and another. */
export const changesOf = (documents: Documents): readonly FactChange[] =>
  compareFacts(healthy, asked(documents).facts).map(({ was: _was, is: _is, ...said }) => said);

/** The scenario with one element changed. */
export const changed = (key: DocumentKey, id: string, change: (element: Raw) => Raw): Documents =>
  withChange(scenario, key, id, change);

export const items = (value: unknown): readonly Raw[] => (Array.isArray(value) ? value : []);
