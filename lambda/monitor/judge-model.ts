import { explanations, findingOf, type Row, rowOf } from '../domain/codes.ts';
import type { Analysis, ModelFinding, ModelReport, Question, Reference } from '../domain/evidence.ts';
import type { Expectation } from '../domain/path.ts';
import type { Finding } from '../domain/verdict.ts';
import { type Back, isOneWay, trafficOf } from './judge-reachability.ts';
import type { JudgedReply } from './judge-reply.ts';
import { asNote, type Judged, ownFinding, type Reason, reasonOf } from './judged.ts';

const SOURCE = 'network-model';

export type ModelAnalysis = Extract<Analysis, { analyzer: 'network-model' }>;
type PaidAnalysis = Extract<Analysis, { analyzer: 'reachability-analyzer' }>;

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
  };
  const side = facts.direction;
  const traffic = trafficOf(question);
  return {
    ...reasonOf(finding, [side, message.includes(traffic) ? traffic : ''].join(' ')),
    ...(side !== undefined && { side }),
    about: Object.values(told.resources).flat(),
  };
};

const agree = (one: string | undefined, other: string | undefined): boolean =>
  one === undefined || other === undefined || one === other;

/**
 * Whether the model names what an analyzer of AWS named already: the same component, or the same code at a resource that
 * the model names too, in the same direction and at the same side, as far as both tell them.
 */
const isSameCause = (theirs: Reason, ours: Reason): boolean => {
  const [one, other] = [theirs.finding, ours.finding];
  if (!agree(one.direction, other.direction) || !agree(theirs.side, ours.side) || one.component === undefined)
    return false;
  return (
    one.component === other.component || (one.code === other.code && (ours.about?.includes(one.component) ?? false))
  );
};

const isOurs = ({ finding }: Reason): boolean => finding.source === SOURCE;
const isBlocking = ({ finding }: Reason): boolean => finding.says === 'unreachable';

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

/** One cause is told once, as the analyzer of AWS tells it. */
export const toldOnce = (reasons: readonly Reason[]): readonly Reason[] => {
  const theirs = reasons.filter((reason) => !isOurs(reason) && isBlocking(reason));
  const ours = reasons.filter(isOurs);
  return reasons
    .filter((reason) => !isOurs(reason) || !theirs.some((other) => isSameCause(other, reason)))
    .map((reason) => inWords(reason, ours));
};

const failure = (run: Exclude<ModelAnalysis['run'], { kind: 'succeeded' }>): Finding => {
  const [code, message] = run.kind === 'fault' ? [run.fault.code, run.fault.message] : [run.kind, ''];
  return ownFinding('MODEL_FAILED', { words: { code, message } }, SOURCE);
};

const disagreement = (leg: 'forward' | 'return', ours: Reason | undefined, theirs: Reason | undefined): Reason => {
  const component = ours?.finding.component ?? theirs?.finding.component;
  const finding = ownFinding('MODEL_DISAGREES', {
    ...(component !== undefined && { resources: { component: [{ id: component }] } }),
    words: {
      leg: leg === 'forward' ? 'there' : 'back',
      model: ours?.finding.message ?? 'reachable',
      analyzer: theirs?.finding.message ?? 'reachable',
    },
  });
  return reasonOf({ ...finding, direction: leg });
};

/** What stops the connection, where the model says that something does. */
const blockersOf = (question: Question, { verdict, findings }: ModelReport): readonly Reason[] =>
  verdict === 'unreachable' ? findings.map((told) => reasonFor(told, question)).filter(isBlocking) : [];

const unseenReason = ({ findings, unmodelled }: ModelReport): string | undefined =>
  findings.find(({ says }) => says === 'unknown')?.message ??
  (unmodelled.length === 0 ? undefined : `it does not follow ${unmodelled.join(', ')}`);

/** What the model knows of the way back that goes with the way that was found. */
export const backOf = (model: ModelAnalysis | undefined): Back => {
  if (model?.run.kind !== 'succeeded' || model.run.report.forward === 'unreachable') return { kind: 'unseen' };
  const { report } = model.run;
  if (report.verdict === 'reachable' || blockersOf(model.question, report).length > 0) return { kind: 'seen' };
  const reason = unseenReason(report);
  return { kind: 'unseen', ...(reason !== undefined && { reason }) };
};

const adding = (aws: Judged, reasons: readonly Reason[]): Judged => ({ ...aws, reasons: [...aws.reasons, ...reasons] });

/** Where Reachability Analyzer found a way, the model counts for the way back, if that was not looked at. */
const besideFound = (
  aws: Judged,
  ours: ModelReport,
  blockers: readonly Reason[],
  isBackOpen: boolean,
  expect: Expectation,
  reply: JudgedReply | undefined,
): Judged => {
  const [first] = blockers;
  if (first === undefined) return aws;
  if (ours.forward === 'unreachable') return adding(aws, [disagreement('forward', first, undefined)]);
  if (!isBackOpen || reply?.kind === 'refuted') return adding(aws, [disagreement('return', first, undefined)]);
  // Packets that get there unanswered have got there: the model alone never says that a promise is kept.
  return expect === 'unreachable'
    ? adding(aws, blockers.map(asNote))
    : {
        ...adding(aws, [...(reply?.kind === 'confirmed' ? reply.reasons : []), ...blockers]),
        open: [...aws.open, ...(reply?.kind === 'unseen' ? [reply.open] : [])],
        verdict: 'unreachable',
      };
};

/** Where it found none, the model has further causes, or sees no cause where AWS names one. */
const besideNotFound = (aws: Judged, ours: ModelReport, blockers: readonly Reason[]): Judged => {
  const theirs = aws.reasons.filter(isBlocking);
  const isOtherCause =
    ours.verdict !== 'unknown' &&
    ours.forward === 'reachable' &&
    !blockers.some((reason) => theirs.some((other) => isSameCause(other, reason)));
  return adding(aws, isOtherCause ? [...blockers, disagreement('forward', undefined, theirs[0])] : blockers);
};

/**
 * What the analyzers of AWS make of one pair and one range of ports, with the model beside them. The model is free, and
 * no purchase confirmed it: it may break a verdict where no analyzer of AWS looked, and never makes one good.
 */
export const besideModel = (
  aws: Judged,
  paid: PaidAnalysis,
  model: ModelAnalysis | undefined,
  expect: Expectation,
  reply?: JudgedReply,
): Judged => {
  if (model === undefined) return aws;
  if (model.run.kind !== 'succeeded') return adding(aws, [asNote(reasonOf(failure(model.run)))]);
  const { report: ours } = model.run;
  const blockers = blockersOf(model.question, ours);
  if (paid.run.kind === 'succeeded' && paid.run.report.found)
    return besideFound(aws, ours, blockers, isOneWay(paid.question, paid.run.report), expect, reply);
  return aws.verdict === 'unreachable' ? besideNotFound(aws, ours, blockers) : adding(aws, blockers.map(asNote));
};

/**
 * The model's answer where there is no budget for more: it settles the verdict both ways, and every reader is told that no
 * analyzer of AWS confirmed it.
 */
export const judgeModelAlone = ({ question, run }: ModelAnalysis, bound: string, expect: Expectation): Judged => {
  const open = [ownFinding('MODEL_ALONE', { words: { bound } }).message];
  if (run.kind !== 'succeeded')
    return { verdict: 'unknown', reasons: [reasonOf({ ...failure(run), says: 'unknown' })], open };
  const { report } = run;
  const reasons = report.findings.map((told) => reasonFor(told, question)).filter(isBlocking);
  // Packets that get there unanswered have got there: no promise is kept by a way back that is closed.
  const said = expect === 'unreachable' ? report.forward : report.verdict;
  if (said === 'reachable') return { verdict: 'reachable', reasons: reasons.map(asNote), open };
  if (said === 'unreachable') return { verdict: 'unreachable', reasons, open };
  const reason = unseenReason(report) ?? 'it met what it does not follow';
  return { verdict: 'unknown', reasons: [reasonOf(ownFinding('MODEL_UNKNOWN', { words: { reason } }, SOURCE))], open };
};
