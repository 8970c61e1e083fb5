import { details, explanations, findingOf, own, rowOf, type Subject } from '../domain/codes.ts';
import type { Explanation, Hop, Question, ReachabilityReport, Reference, Run } from '../domain/evidence.ts';
import { portsText } from '../domain/path.ts';
import type { Direction, Verdict } from '../domain/verdict.ts';
import { explanationFix } from '../fixes/add.ts';
import { asNote, type Judged, ownFinding, type Reason, reasonOf } from './judged.ts';
import { unanswered } from './unanswered.ts';

const SOURCE = 'reachability-analyzer';
const ONE_WAY = 'UNIDIRECTIONAL_PATH_ANALYSIS_ONLY';

/** What somebody else knows of the way back, where Reachability Analyzer does not look at it. */
export type Back = { readonly kind: 'seen' } | { readonly kind: 'unseen'; readonly reason?: string };

const unseenBack: Back = { kind: 'unseen' };

export const trafficOf = ({ protocol, ports }: Question): string => `${protocol}/${portsText([ports])}`;

const firstFact = ({ facts }: Explanation, ...keys: readonly string[]): string | undefined =>
  keys.map((key) => facts[key]).find((value) => value !== undefined);

const subjectOf = (explanation: Explanation, question: Question): Subject => {
  // The text of a route says itself that it is one, and so do the sentences.
  const route = firstFact(explanation, 'routeTableRoute', 'transitGatewayRouteTableRoute')?.replace(/^route /, '');
  const rule = firstFact(explanation, 'firewallStatefulRule', 'firewallStatelessRule');
  return {
    resources: explanation.resources,
    side: explanation.direction,
    words: {
      ...explanation.facts,
      ...(route !== undefined && { route }),
      ...(rule !== undefined && { rule }),
      code: explanation.code,
      traffic: trafficOf(question),
      source: question.source,
      destination: question.destination ?? question.destinationAddress ?? 'the destination',
    },
  };
};

/** For a code that no row knows: the first resource that the answer names at all. */
const anyComponent = ({ resources }: Explanation): Readonly<Record<string, readonly Reference[]>> => {
  const component = resources.component ?? Object.values(resources).find((named) => named.length > 0);
  return component === undefined ? {} : { component };
};

const reasonFor = (explanation: Explanation, question: Question, direction?: Direction): Reason => {
  const known = rowOf(explanations, explanation.code);
  const subject = subjectOf(explanation, question);
  const finding =
    known === undefined
      ? findingOf(
          SOURCE,
          explanation.code,
          own.UNLISTED_EXPLANATION,
          { ...subject, resources: anyComponent(explanation) },
          direction,
        )
      : findingOf(SOURCE, explanation.code, known, subject, direction);
  const traffic = trafficOf(question);
  const side = explanation.direction?.toLowerCase();
  return {
    ...reasonOf(
      { ...finding, ...explanationFix(explanation, question, direction) },
      [side, finding.message.includes(traffic) ? traffic : ''].join(' '),
    ),
    ...(side !== undefined && { side }),
    about: Object.values(explanation.resources).flatMap((named) => named.map(({ id }) => id)),
  };
};

const isSame = (one: Reason, other: Reason): boolean =>
  one.finding.code === other.finding.code &&
  one.finding.component === other.finding.component &&
  one.topic === other.topic;

/** A component that delivers to another account's network is no dead end: AWS names the accounts that it could not see. */
const isAbroad = ({ finding }: Reason, { suggestedAccounts }: ReachabilityReport): boolean =>
  finding.code === 'NO_POSSIBLE_DESTINATION' && suggestedAccounts.length > 0;

const asUnknown = (reason: Reason): Reason => ({ ...reason, finding: { ...reason.finding, says: 'unknown' } });

/** Every explanation of an answer, those on its hops with the direction of the way that the hop lies on. */
const explained = (report: ReachabilityReport, question: Question): readonly Reason[] => {
  const onWay = (hops: readonly Hop[], direction: Direction): readonly Reason[] =>
    hops.flatMap((hop) => hop.explanations.map((explanation) => reasonFor(explanation, question, direction)));
  const onHops = [...onWay(report.forward, 'forward'), ...onWay(report.back, 'return')];
  const above = report.explanations
    .map((explanation) => reasonFor(explanation, question))
    .filter((reason) => !onHops.some((other) => isSame(reason, other)));
  return [...above, ...onHops].map((reason) => (isAbroad(reason, report) ? asUnknown(reason) : reason));
};

const detailed = (report: ReachabilityReport): Pick<Judged, 'reasons' | 'open'> => {
  const onWay = (hops: readonly Hop[], direction: Direction) =>
    hops.flatMap((hop) => hop.details.map((code) => ({ code, component: hop.component, direction })));
  const onHops = [...onWay(report.forward, 'forward'), ...onWay(report.back, 'return')];
  const above = report.details.filter((code) => !onHops.some((detail) => detail.code === code));
  const told = [...above.map((code) => ({ code, component: undefined, direction: undefined })), ...onHops].map(
    ({ code, component, direction }) => {
      const row = rowOf(details, code) ?? own.UNLISTED_DETAIL;
      const resources = component && { component: [component] };
      return {
        row,
        finding: findingOf(SOURCE, code, row, { ...(resources && { resources }), words: { code } }, direction),
      };
    },
  );
  return {
    reasons: told.map(({ finding }) => reasonOf(finding)),
    open: told.flatMap(({ row, finding }) => ('open' in row && row.open ? [finding.message] : [])),
  };
};

const idsOf = (hops: readonly Hop[]): readonly string[] =>
  hops.flatMap(({ component, attachedTo }) => [component, attachedTo].flatMap((reference) => reference?.id ?? []));

/** The transit gateways, attachments and transit gateway route tables that a way passes. */
export const transitOf = (hops: readonly Hop[]): readonly string[] => idsOf(hops).filter((id) => id.startsWith('tgw-'));

/** What a found path leaves open: over a transit gateway, and for udp, only the way there is looked at. */
const oneWay = ({ protocol }: Question, { forward, back }: ReachabilityReport) => {
  if (protocol === 'udp') return back.length === 0 ? 'RETURN_NOT_ANALYSED' : undefined;
  return transitOf(forward).length === 0 ? undefined : 'RETURN_IN_VPCS_NOT_ANALYSED';
};

/** Whether the way back of a found path was not looked at. */
export const isOneWay = (question: Question, report: ReachabilityReport): boolean =>
  oneWay(question, report) !== undefined ||
  [report.details, ...report.forward.map((hop) => hop.details)].some((codes) => codes.includes(ONE_WAY));

const hinted = (report: ReachabilityReport): readonly Reason[] => {
  const { suggestedAccounts, alternatePathHints } = report;
  return [
    ...(suggestedAccounts.length === 0
      ? []
      : [ownFinding('SUGGESTED_ACCOUNTS', { words: { accounts: suggestedAccounts.join(', ') } }, SOURCE)]),
    ...(alternatePathHints.length === 0
      ? []
      : [
          ownFinding(
            'ALTERNATE_PATH_HINT',
            { words: { components: alternatePathHints.map((hint) => hint.id).join(', ') } },
            SOURCE,
          ),
        ]),
  ].map((finding) => reasonOf(finding));
};

/** Not found is unreachable only where there are reasons, and each of them is one that the network gives. */
const verdictOf = (found: boolean, reasons: readonly Reason[]): Verdict => {
  if (found) return 'reachable';
  return reasons.length > 0 && reasons.every(({ finding }) => finding.says === 'unreachable')
    ? 'unreachable'
    : 'unknown';
};

/** What AWS says of one-way analyses in general gives way to what is known of this one, and all of it to who saw the way back. */
const openOf = (
  question: Question,
  report: ReachabilityReport,
  told: readonly string[],
  back: Back,
): readonly string[] => {
  const known = report.found ? oneWay(question, report) : undefined;
  const general = findingOf(SOURCE, ONE_WAY, details[ONE_WAY], {}).message;
  const special = told.filter((sentence) => sentence !== general);
  if (back.kind === 'seen') return special;
  if (known === undefined) return told;
  return [...special, ownFinding(known, back.reason === undefined ? {} : { words: { reason: back.reason } }).message];
};

const judgeReport = (question: Question, report: ReachabilityReport, back: Back): Judged => {
  const reasons = explained(report, question);
  const notes = detailed(report);
  const warning =
    report.warning === undefined
      ? []
      : [
          ownFinding(
            'ANALYSIS_WARNING',
            { words: { analyzer: 'Reachability Analyzer', message: report.warning } },
            SOURCE,
          ),
        ];
  return {
    verdict: verdictOf(report.found, reasons),
    reasons: [
      ...(report.found ? reasons.map(asNote) : reasons),
      ...(report.found || reasons.length > 0 ? [] : [reasonOf(ownFinding('NO_EXPLANATION', {}, SOURCE))]),
      ...notes.reasons.filter(({ finding }) => back.kind === 'unseen' || finding.code !== ONE_WAY),
      ...(report.found ? [] : hinted(report)),
      ...warning.map((finding) => reasonOf(finding)),
    ],
    open: openOf(question, report, notes.open, back),
  };
};

/** What one run of Reachability Analyzer makes of one pair of resources and one range of ports. */
export const judgeReachability = (question: Question, run: Run<ReachabilityReport>, back: Back = unseenBack): Judged =>
  run.kind === 'succeeded'
    ? judgeReport(question, run.report, back)
    : { verdict: 'unknown', reasons: [reasonOf(unanswered(run, SOURCE))], open: [] };
