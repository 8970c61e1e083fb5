import { createHash } from 'node:crypto';
import type { ModelFinding, ModelReport, Question, Run } from '../domain/evidence.ts';
import { portsText } from '../domain/path.ts';
import { type Model, modelOf } from '../reachability/analyze.ts';
import type { Answer, TraceFinding } from '../reachability/answer.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import type { PlannedPath } from './plan.ts';

/**
 * Bytes of all the model's reports in one plan, as JSON. A plan is one checkpoint, of which Lambda takes 256 KB; without
 * the reports it is 140 KB at most. At 100 questions, the most of one execution, that leaves 600 bytes for each: its
 * verdicts and its first finding. The ways are not kept: `pathwatch analyze` draws them.
 */
const REPORTS_BYTES = 60_000;

const MESSAGE = 240;
const UNMODELLED = 5;

const clip = (text: string, length = MESSAGE): string =>
  text.length <= length ? text : `${text.slice(0, length - 1)}…`;

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

const findingOf = ({ code, direction, says, component, message, resources, facts }: TraceFinding): ModelFinding => ({
  code,
  direction,
  says,
  component,
  message: clip(message),
  resources,
  facts,
});

const sideOf = ({ facts: { direction } }: ModelFinding): ModelFinding['facts'] =>
  direction === undefined ? {} : { direction };

/** Within so many bytes, if that leaves room for one finding: later findings go first, then what their rows are filled with. */
const fitted = (report: ModelReport, bytes: number): ModelReport => {
  if (report.findings.length === 0 || bytesOf(report) <= bytes) return report;
  const [first, ...rest] = report.findings;
  if (first === undefined) return report;
  return rest.length > 0
    ? fitted({ ...report, findings: report.findings.slice(0, -1), left: report.left + 1 }, bytes)
    : {
        ...report,
        unmodelled: report.unmodelled.slice(0, 1),
        findings: [{ ...first, resources: {}, facts: sideOf(first) }],
      };
};

const digestOf = (footprint: Readonly<Record<string, string>>): string =>
  createHash('sha256').update(JSON.stringify(footprint)).digest('hex').slice(0, 16);

/** What the verdict rests on comes first. */
const reportOf = ({ verdict, forward, return: back, unmodelled, footprint }: Answer, bytes: number): ModelReport => {
  const findings = [...forward.findings, ...back.findings].map(findingOf);
  const foremost = findings.filter(({ says }) => says === verdict);
  return fitted(
    {
      verdict,
      forward: forward.verdict,
      back: back.verdict,
      findings: [...foremost, ...findings.filter((finding) => !foremost.includes(finding))],
      left: 0,
      unmodelled: unmodelled.slice(0, UNMODELLED).map((component) => clip(component, 100)),
      footprint: digestOf(footprint()),
    },
    bytes,
  );
};

const failed = (error: unknown): Run<never> => ({
  kind: 'fault',
  fault: {
    kind: 'malformed',
    operation: 'analyze',
    code: error instanceof Error ? error.name : 'Error',
    message: clip(error instanceof Error ? error.message : String(error)),
  },
});

const orFailed = <Value>(act: () => Value): Value | Run<never> => {
  try {
    return act();
  } catch (error) {
    return failed(error);
  }
};

const ask = (model: Model, question: Question, bytes: number): Run<ModelReport> => {
  const { source, destination, destinationAddress, protocol, ports, sourcePorts } = question;
  const to = destination ?? destinationAddress ?? '';
  return orFailed(() => ({
    kind: 'succeeded',
    report: reportOf(
      model.analyze({
        from: source,
        to,
        protocol,
        port: portsText([ports]),
        ...(sourcePorts !== undefined && { sourcePort: portsText([sourcePorts]) }),
        ...(destination !== undefined && destinationAddress !== undefined && { destinationAddress }),
      }),
      bytes,
    ),
  }));
};

/**
 * Puts every question of some plans to the network model too. Pure, and never throws: a defect of the model is an answer
 * that says so. One index over the snapshot for all questions.
 */
export const consult = (plans: readonly PlannedPath[], snapshot: Snapshot): readonly PlannedPath[] => {
  const count = plans.reduce((sum, plan) => sum + plan.questions.length, 0);
  if (count === 0) return plans;
  const bytes = Math.floor(REPORTS_BYTES / count);
  const model = orFailed(() => modelOf(snapshot));
  return plans.map((plan) => ({
    ...plan,
    questions: plan.questions.map((asked) => ({
      ...asked,
      model: 'analyze' in model ? ask(model, asked.question, bytes) : model,
    })),
  }));
};
