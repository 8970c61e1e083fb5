import { completed } from '../fixes/completed.ts';
import { isBlocking, type Reason } from './judged.ts';

const agree = (one: string | undefined, other: string | undefined): boolean =>
  one === undefined || other === undefined || one === other;

/**
 * Whether the model names what an analyzer of AWS named already: the same component, or the same code at a resource that
 * the model names too, in the same direction and at the same side, as far as both tell them.
 */
export const isSameCause = (theirs: Reason, ours: Reason): boolean => {
  const [one, other] = [theirs.finding, ours.finding];
  if (!agree(one.direction, other.direction) || !agree(theirs.side, ours.side) || one.component === undefined)
    return false;
  return (
    one.component === other.component || (one.code === other.code && (ours.about?.includes(one.component) ?? false))
  );
};

const isOurs = ({ finding }: Reason): boolean => finding.source === 'network-model';

/**
 * AWS's words for a cause on the way back are those of the way there, with its ports: whoever followed them would open the
 * wrong ones. Where AWS names no direction and the model says that it is the reply, the model's sentence is told.
 */
const inWords = (theirs: Reason, ours: readonly Reason[]): Reason => {
  const reply = ours.find((one) => one.finding.direction === 'return' && isSameCause(theirs, one));
  return reply === undefined || theirs.finding.direction !== undefined || isOurs(theirs)
    ? theirs
    : { ...theirs, finding: { ...theirs.finding, direction: 'return', message: reply.finding.message } };
};

/** The command that puts it right, which the model, which knows the packets at each place, fills in. */
const withFix = (theirs: Reason, ours: readonly Reason[]): Reason => {
  const known = ours.find((one) => isBlocking(one) && isSameCause(theirs, one))?.finding.fix;
  const fix = completed(theirs.finding.fix, known);
  return isOurs(theirs) || !isBlocking(theirs) || fix === undefined
    ? theirs
    : { ...theirs, finding: { ...theirs.finding, fix } };
};

/** One cause is told once, as the analyzer of AWS tells it. */
export const toldOnce = (reasons: readonly Reason[]): readonly Reason[] => {
  const theirs = reasons.filter((reason) => !isOurs(reason) && isBlocking(reason));
  const ours = reasons.filter(isOurs);
  return reasons
    .filter((reason) => !isOurs(reason) || !theirs.some((other) => isSameCause(other, reason)))
    .map((reason) => withFix(inWords(reason, ours), ours));
};
