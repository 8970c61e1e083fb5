import type { Standing } from '../domain/check.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { Path } from '../domain/path.ts';
import type { Finding, Verdict } from '../domain/verdict.ts';
import type { Inventory } from '../snapshot/inventory.ts';
import { unadvised } from './conclude.ts';
import { type Consulted, consult } from './consult.ts';
import { diagnose } from './diagnose.ts';
import { entranceIn } from './entrances.ts';
import { type Facts, factsOf } from './footprint.ts';
import { type PlannedPath, planPath } from './plan.ts';
import type { Deployment } from './ports.ts';
import { reporting } from './report.ts';
import { resolve } from './resolve.ts';
import { standing } from './standing.ts';
import type { World } from './world.ts';

/** A declared path in one snapshot, by the network model alone. */
export interface Appraisal {
  readonly verdict: Verdict;
  readonly standing: Standing;
  readonly findings: readonly Finding[];
  /** What its ends stand for: ids, ARNs or addresses; none where an end cannot be resolved. */
  readonly ends: { readonly from: readonly string[]; readonly to: readonly string[] };
  /** What the answer depends on. */
  readonly facts: Facts;
}

/** Whose snapshot it is nobody knows; all that hangs on it is which questions AWS could be asked. */
const nobody: Deployment = { name: '', account: '', region: '' };

/** What AWS alone could be asked is left out, and with it the facts that only such answers depend on. */
const planFor = (path: Path, inventory: Inventory): PlannedPath => {
  const plan = planPath(path, inventory, new Map(), [], nobody);
  return { ...plan, routes: [], questions: plan.questions.map(({ reply: _reply, ...asked }) => asked) };
};

const evidenceOf = (consulted: Consulted): Evidence =>
  reporting([consulted]).flatMap(({ questions }) =>
    questions.flatMap(({ pair, question, model }) =>
      model === undefined ? [] : [{ analyzer: 'network-model', pair, question, run: model } as const],
    ),
  );

/** Of a path that must not be open, first what lets it in. */
const findingsFor = (
  stands: Standing,
  verdict: Verdict,
  findings: readonly Finding[],
  { replies }: Consulted,
): readonly Finding[] => {
  if (stands === 'expected') return unadvised(findings);
  if (verdict !== 'reachable') return findings;
  const entrances = replies.flatMap((reply) => (reply.kind === 'answered' ? entranceIn(reply.answer) : []));
  return [...new Map(entrances.map((finding) => [finding.message, finding])).values(), ...findings];
};

const endsIn = (path: Path, inventory: Inventory): Appraisal['ends'] => {
  const idsOf = (end: Path['from']): readonly string[] => {
    const resolved = resolve(end, inventory);
    return resolved.kind === 'found'
      ? resolved.ends.map(({ reference, destinationAddress }) => reference ?? destinationAddress ?? '')
      : [];
  };
  return { from: idsOf(path.from), to: idsOf(path.to) };
};

/** The facts of the network. Why an end cannot be resolved is told by the findings, and Route Analyzer is not asked. */
const isOfNetwork = ([key]: readonly [string, string]): boolean =>
  !['path: what stands in the way of asking', 'path: questions to Route Analyzer'].includes(key);

/**
 * What the network model alone makes of a declared path in one snapshot, all its pairs and ranges of ports: as the monitor would tell
 * it where it has no budget to ask AWS. Pure; never throws.
 */
export const appraise = (path: Path, world: World): Appraisal => {
  const plan = planFor(path, world.inventory);
  const consulted = consult(plan, world);
  const { verdict, findings } =
    plan.unresolved.length > 0
      ? { verdict: 'unknown' as const, findings: plan.unresolved }
      : diagnose(path, evidenceOf(consulted), plan.pairs, { why: {} });
  const stands = standing(verdict, path.expect);
  return {
    verdict,
    standing: stands,
    findings: findingsFor(stands, verdict, findings, consulted),
    ends: endsIn(path, world.inventory),
    facts: Object.fromEntries(Object.entries(factsOf(consulted)).filter(isOfNetwork)),
  };
};
