import { createHash } from 'node:crypto';
import type { Check } from '../domain/check.ts';
import type { Path } from '../domain/path.ts';
import type { State } from '../domain/state.ts';
import { signalOf } from './signal.ts';
import { type Turn, telling, unchanged } from './turn.ts';
import { unknownWitness } from './witness.ts';

/** How many different ones are remembered as reported. */
const REMEMBERED = 20;

/**
 * What a disagreement is about: the same one at every audit is reported once. The sentences name packets and rules, which
 * may differ where the disagreement is the same.
 */
const subjectOf = ({ findings, verdict }: Check): string => {
  const about = findings
    .filter(({ code }) => code === 'MODEL_DISAGREES')
    .map(({ component, direction }) => `${component} ${direction}`)
    .sort();
  return createHash('sha256')
    .update(JSON.stringify([verdict, about]))
    .digest('hex')
    .slice(0, 16);
};

/** Counts a check in which AWS and the network model did not say the same, and owes one notice of each such thing. */
export const disagreed = (state: State, path: Path, check: Check): Turn => {
  if (check.model !== 'disagrees') return unchanged(state);
  const subject = subjectOf(check);
  const known = state.disagreements;
  const reported = known?.reported ?? [];
  const count = (known?.count ?? 0) + 1;
  const told = check.findings.find(({ code }) => code === 'MODEL_DISAGREES')?.message;
  const message = told ?? `Reachability Analyzer says ${check.verdict}, the network model does not`;
  const isNew = !reported.includes(subject);
  const next: State = {
    ...state,
    disagreements: {
      count,
      latest: { at: check.observedAt, checkId: check.id, message },
      reported: isNew ? [...reported, subject].slice(-REMEMBERED) : reported,
      ...(isNew
        ? { witness: unknownWitness(check.observedAt) }
        : known?.witness !== undefined && { witness: known.witness }),
    },
  };
  return isNew
    ? telling(next, (number) => signalOf(path, check, 'disagreement', number, check.observedAt))
    : unchanged(next);
};
