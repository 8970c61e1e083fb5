import type { Check } from '../../lambda/domain/check.ts';
import type { Question } from '../../lambda/domain/evidence.ts';
import { isReply } from '../../lambda/domain/evidence.ts';
import type { Path } from '../../lambda/domain/path.ts';
import { ask } from '../../lambda/monitor/consult.ts';
import { planPath } from '../../lambda/monitor/plan.ts';
import type { World } from '../../lambda/monitor/world.ts';
import type { Answer } from '../../lambda/reachability/answer.ts';

/** Whose snapshot it is nobody knows; all that hangs on it is which questions AWS could be asked. */
const nobody = { name: '', account: '', region: '' } as const;

/** The questions of a declared path over the network as it is: one for each of its pairs and ranges of ports. */
export const questionsIn = (path: Path, { inventory }: World): readonly Question[] =>
  planPath(path, inventory, new Map(), [], nobody).questions.map(({ question }) => question);

/** The same as a check has asked them: they tell the ends that a path had then. */
export const questionsOf = ({ evidence }: Check): readonly Question[] => [
  ...new Map(
    evidence.flatMap((analysis) =>
      'notApplicable' in analysis || analysis.analyzer === 'route-analyzer' || isReply(analysis)
        ? []
        : [[analysis.question.key, analysis.question] as const],
    ),
  ).values(),
];

/** Traces each question through the network model; one that it cannot be asked, for a defect of it, is left out. */
export const traced = (questions: readonly Question[], world: World): readonly Answer[] =>
  questions.flatMap((question) => {
    const reply = ask(world, question);
    return reply.kind === 'answered' ? [reply.answer] : [];
  });
