import type { Admission } from '../domain/evidence.ts';
import type { JudgedModel } from './judge-model.ts';
import { isOfGroup } from './judge-reply.ts';
import { isBlocking, ownFinding, type Reason, reasonOf } from './judged.ts';

const isInterface = (id: string): boolean => id.startsWith('eni-');

/** Whether the rule is of a group that the reason names, at the interface that it names, on the same side. */
const isAbout = ({ about = [], side }: Reason, admission: Admission): boolean => {
  const interfaces = about.filter(isInterface);
  return (
    about.includes(admission.group) &&
    (interfaces.length === 0 || interfaces.includes(admission.interface)) &&
    (side === undefined || side === admission.side)
  );
};

/**
 * The rule of the security group that AWS blames by which the model sees the packets admitted, if something that is no
 * group stops them. A reply needs no rule, so blame on the way back is not compared.
 */
export const refutationOf = (theirs: Reason, { blockers, admitted }: JudgedModel): Admission | undefined =>
  isBlocking(theirs) &&
  isOfGroup(theirs.finding.code) &&
  theirs.finding.direction !== 'return' &&
  blockers.some(({ finding }) => !isOfGroup(finding.code))
    ? admitted.find((admission) => isAbout(theirs, admission))
    : undefined;

/** What AWS says, with each false blame as a note that names the evidence against it. */
export const corrected = (theirs: readonly Reason[], model: JudgedModel): readonly Reason[] =>
  theirs.map((reason) => {
    const refutation = refutationOf(reason, model);
    return refutation === undefined
      ? reason
      : reasonOf(
          ownFinding('FALSE_BLAME', {
            resources: { component: [{ id: refutation.group }] },
            words: { code: reason.finding.code, rule: refutation.rule },
          }),
          reason.topic,
        );
  });
