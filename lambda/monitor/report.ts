import type { Admission, ModelFinding, ModelReport, Run } from '../domain/evidence.ts';
import type { Answer, TraceFinding } from '../reachability/answer.ts';
import { decisionText } from '../reachability/hop.ts';
import type { Consulted, Reply } from './consult.ts';
import type { PlannedPath } from './plan.ts';

/**
 * Bytes of all the model's reports in one plan, as JSON. A plan is one checkpoint, of which Lambda takes 256 KB; without
 * the reports it is 140 KB at most. At 100 questions, the most of one execution, that leaves 600 bytes for each: its
 * verdicts and its first finding. The ways are not kept: `pathwatch analyze` draws them.
 */
const REPORTS_BYTES = 60_000;

const MESSAGE = 240;
const UNMODELLED = 5;
/** Rules that admit, of the first interfaces on the way: AWS names one group where it blames. */
const ADMITTED = 4;

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

/** The first rule of each interface's groups that admits the packets on the way there. */
const admissionsIn = ({ forward }: Answer): readonly Admission[] =>
  forward.hops
    .flatMap((hop) =>
      hop.decisions
        .flatMap((decision) => (decision.kind === 'security-group-rule' ? [decision] : []))
        .slice(0, 1)
        .map((decision) => ({
          interface: hop.id,
          group: decision.id,
          side: decision.direction,
          rule: clip(decisionText(decision), 120),
        })),
    )
    .slice(0, ADMITTED);

/**
 * Within so many bytes, if that leaves room for one finding: the rules that admit go first, then later findings, then what the
 * first one's row is filled with.
 */
const fitted = ({ admitted, ...report }: ModelReport, bytes: number): ModelReport => {
  const whole = { ...report, ...(admitted !== undefined && { admitted }) };
  if (report.findings.length === 0 || bytesOf(whole) <= bytes) return whole;
  if (admitted !== undefined) return fitted(report, bytes);
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

/** What the verdict rests on comes first. */
const reportOf = (answer: Answer, bytes: number): ModelReport => {
  const { verdict, forward, return: back, unmodelled } = answer;
  const admitted = verdict === 'unreachable' ? admissionsIn(answer) : [];
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
      ...(forward.hops.some(({ type }) => type.startsWith('transit-gateway')) && { transit: true }),
      ...(admitted.length > 0 && { admitted }),
    },
    bytes,
  );
};

const runOf = (reply: Reply | undefined, bytes: number): Run<ModelReport> | undefined =>
  reply?.kind === 'answered' ? { kind: 'succeeded', report: reportOf(reply.answer, bytes) } : reply;

/** The plans with the model's answers in short, all of them together within what a checkpoint takes. */
export const reporting = (consulted: readonly Consulted[]): readonly PlannedPath[] => {
  const count = consulted.reduce((sum, { replies }) => sum + replies.length, 0);
  const bytes = Math.floor(REPORTS_BYTES / Math.max(1, count));
  return consulted.map(({ plan, replies }) => ({
    ...plan,
    questions: plan.questions.map((asked, place) => {
      const model = runOf(replies[place], bytes);
      return { ...asked, ...(model !== undefined && { model }) };
    }),
  }));
};
