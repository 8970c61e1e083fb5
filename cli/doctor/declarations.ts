import { grouped } from '../../lambda/domain/grouped.ts';
import type { Path } from '../../lambda/domain/path.ts';
import type { State } from '../../lambda/domain/state.ts';
import type { SweepRecord } from '../../lambda/domain/sweep.ts';
import { declarationDigest } from '../../lambda/monitor/question.ts';
import { again } from '../options.ts';
import { counted } from '../page.ts';
import { declared } from './configuration.ts';
import { type Judgement, ok, warning } from './judgement.ts';
import { countedNames } from './named.ts';
import type { Examination, Patient } from './patient.ts';

/** What is known of what was deployed: each path's declaration by its digest, and how many paths a schedule looks at. */
export interface DeclaredThere {
  readonly states: readonly Pick<State, 'pathId' | 'declared'>[];
  /** Newest first. */
  readonly sweeps: readonly Pick<SweepRecord, 'trigger' | 'part' | 'due'>[];
}

/** Schedules that look at more or fewer paths than are declared here, by their newest sweeps. */
const otherCounts = (paths: readonly Path[], { sweeps }: DeclaredThere): readonly string[] =>
  [...grouped(paths, ({ every }) => [every])].flatMap(([every, ours]) => {
    const newest = sweeps.find(
      ({ trigger, part }) => part === undefined && trigger.by === 'schedule' && trigger.every === every,
    );
    return newest === undefined || newest.due === ours.length
      ? []
      : [`${every} looks at ${counted(newest.due, 'path')} there and has ${ours.length} here`];
  });

/**
 * The paths that are declared here against those that were looked at: what differs is not deployed yet. The states of paths
 * that were declared once are kept, so that one more state is no difference by itself.
 */
export const judgeDeclarations = (paths: readonly Path[], there: DeclaredThere, remedy: string): Judgement => {
  const known = new Map(there.states.map(({ pathId, declared: { digest } }) => [pathId, digest]));
  const ids = (differs: (path: Path) => boolean): readonly string[] => paths.filter(differs).map(({ id }) => id);
  const missing = ids(({ id }) => !known.has(id));
  const other = ids((path) => known.has(path.id) && known.get(path.id) !== declarationDigest(path));
  const left = there.states.map(({ pathId }) => pathId).filter((id) => !paths.some((path) => path.id === id));
  const differences = [
    ...(other.length === 0 ? [] : [`declared otherwise here: ${countedNames(other, 'path')}`]),
    ...(missing.length === 0 ? [] : [`never looked at: ${countedNames(missing, 'path')}`]),
    ...otherCounts(paths, there),
  ];
  if (differences.length > 0) return warning(differences.join('; '), remedy);
  const kept = left.length === 0 ? '' : `; kept of ${countedNames(left, 'path')}, which it does not declare`;
  return ok(`the configuration here declares ${counted(paths.length, 'path')} as they were looked at${kept}`);
};

const remedyFor = ({ kind, options }: Patient): string =>
  kind === 'embedded'
    ? `look at them: \`${again('check', options)}\``
    : `deploy what is declared here, \`npm run -s cdk -- deploy\`, then look at it: \`${again('check', options)}\``;

export const declarations: Examination = {
  name: 'declarations',
  of: 'both',
  examine: async (patient) => {
    const { paths } = await declared(patient);
    const [states, sweeps] = await Promise.all([patient.states(), patient.sweeps()]);
    return judgeDeclarations(paths, { states, sweeps }, remedyFor(patient));
  },
};
