import { explanations, findingOf, type Row, rowOf } from '../domain/codes.ts';
import type { Admission, Analysis, ModelFinding, ModelReport, Question, Reference } from '../domain/evidence.ts';
import type { Finding } from '../domain/verdict.ts';
import { modelFix } from '../fixes/add.ts';
import { type Back, trafficOf } from './judge-reachability.ts';
import { isBlocking, ownFinding, type Reason, reasonOf } from './judged.ts';
import type { Signs } from './signs.ts';

const SOURCE = 'network-model';

export type ModelAnalysis = Extract<Analysis, { analyzer: 'network-model' }>;

const referencesOf = (resources: ModelFinding['resources']): Readonly<Record<string, readonly Reference[]>> =>
  Object.fromEntries(Object.entries(resources).map(([role, ids]) => [role, ids.map((id) => ({ id }))]));

const adviceOf = (row: Row | undefined, told: ModelFinding, question: Question): string | undefined => {
  if (row?.says !== 'unreachable') return undefined;
  const [source, destination] = [question.source, question.destination ?? question.destinationAddress ?? ''];
  const subject = {
    resources: { ...referencesOf(told.resources), component: [{ id: told.component }] },
    side: told.facts.direction,
    words: {
      source: told.direction === 'forward' ? source : destination,
      destination: told.direction === 'forward' ? destination : source,
      ...told.facts,
      traffic: trafficOf(question),
    },
  };
  return findingOf(SOURCE, told.code, row, subject).advice;
};

/** In the model's own words, which name more than the table's do; the advice is the table's. */
const reasonFor = (told: ModelFinding, question: Question): Reason => {
  const { code, says, message, direction, component, facts } = told;
  const advice = adviceOf(rowOf(explanations, code), told, question);
  const finding: Finding = {
    code,
    says,
    message,
    ...(advice !== undefined && { advice }),
    direction,
    component,
    source: SOURCE,
    ...modelFix(told),
  };
  const side = facts.direction;
  const traffic = trafficOf(question);
  return {
    ...reasonOf(finding, [side, message.includes(traffic) ? traffic : ''].join(' ')),
    ...(side !== undefined && { side }),
    about: Object.values(told.resources).flat(),
  };
};

const failure = (run: Exclude<ModelAnalysis['run'], { kind: 'succeeded' }>): Finding => {
  const [code, message] = run.kind === 'fault' ? [run.fault.code, run.fault.message] : [run.kind, ''];
  return ownFinding('MODEL_FAILED', { words: { code, message } }, SOURCE);
};

/** What stops the connection, where the model says that something does. */
const blockersOf = (question: Question, { verdict, findings }: ModelReport): readonly Reason[] =>
  verdict === 'unreachable' ? findings.map((told) => reasonFor(told, question)).filter(isBlocking) : [];

const unseenReason = ({ findings, unmodelled }: ModelReport): string | undefined =>
  findings.find(({ says }) => says === 'unknown')?.message ??
  (unmodelled.length === 0 ? undefined : `it does not follow ${unmodelled.join(', ')}`);

/** What the network model makes of one pair and one range of ports. */
export interface JudgedModel {
  readonly there: Signs['modelThere'];
  readonly back: Signs['modelBack'];
  /** Whether the way there is open, and leads over no transit gateway. */
  readonly isElsewhere: boolean;
  /** What stops the connection. */
  readonly blockers: readonly Reason[];
  /** Rules of security groups that admit the packets: told only where something stops them. */
  readonly admitted: readonly Admission[];
  /** Why it cannot tell, where it says so. */
  readonly unseen?: string;
  /** That it gave no answer. */
  readonly failure?: Finding;
}

const silent: JudgedModel = { there: 'unseen', back: 'unseen', isElsewhere: false, blockers: [], admitted: [] };

/** The model accuses where its verdict on the whole connection is `unreachable`, with something that blocks. */
export const judgeModel = (model: ModelAnalysis | undefined): JudgedModel => {
  if (model === undefined) return silent;
  if (model.run.kind !== 'succeeded') return { ...silent, failure: failure(model.run) };
  const { report } = model.run;
  const blockers = blockersOf(model.question, report);
  const isStopped = blockers.length > 0;
  const isStoppedThere = isStopped && report.forward === 'unreachable';
  const unseen = unseenReason(report);
  return {
    there: report.forward === 'reachable' ? 'open' : isStoppedThere ? 'blocked' : 'unseen',
    isElsewhere: report.forward === 'reachable' && report.transit !== true,
    back: report.verdict === 'reachable' ? 'open' : isStopped && !isStoppedThere ? 'blocked' : 'unseen',
    blockers,
    admitted: report.admitted ?? [],
    ...(unseen !== undefined && { unseen }),
  };
};

/** What the model knows of the way back that goes with the way that was found. */
export const backOf = ({ there, back, unseen }: JudgedModel): Back =>
  back === 'unseen'
    ? { kind: 'unseen', ...(there !== 'blocked' && unseen !== undefined && { reason: unseen }) }
    : { kind: 'seen' };
