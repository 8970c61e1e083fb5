import type { Explanation, NetworkInsightsPath, PathComponent } from '@aws-sdk/client-ec2';
import { modelOf } from '../../lambda/reachability/analyze.ts';
import type { Answer, Leg } from '../../lambda/reachability/answer.ts';
import type { Hop } from '../../lambda/reachability/hop.ts';
import { type Query, QueryError } from '../../lambda/reachability/query.ts';
import type { Documents, Snapshot } from '../../lambda/snapshot/snapshot.ts';
import type { AnalysisFilters, Outcome } from '../ec2/insights.ts';
import { componentOf } from './component.ts';
import { componentsOf, type Scenery } from './components.ts';
import { isEnd, privateAddressesOf, withoutIPv6 } from './ends.ts';
import { explanationOf } from './explanation.ts';
import { headersOf } from './headers.ts';
import { type Whereabouts, whereaboutsOf } from './place.ts';
import { type Asked, askedOf, asksPrivateOfGateway, filteredAtBoth } from './question.ts';

/*
 * Reachability Analyzer's answer, from the network model: with AWS's fields, and with AWS's blind spots. What it does not
 * look at, it does not tell: https://docs.aws.amazon.com/vpc/latest/reachability/how-reachability-analyzer-works.html.
 */

const notSupported: Outcome = { status: 'failed', StatusMessage: 'The network configuration is not supported' };

const notFound = (explanations: Explanation[], forward: PathComponent[] = []): Outcome => ({
  status: 'succeeded',
  NetworkPathFound: false,
  ForwardPathComponents: forward,
  Explanations: explanations,
});

const ONE_WAY = { AdditionalDetailType: 'UNIDIRECTIONAL_PATH_ANALYSIS_ONLY' };

const isTransit = ({ Component }: PathComponent): boolean => Component?.Id?.startsWith('tgw-rtb-') ?? false;

/** Only the way there was looked at: said at the transit gateway's route table, else at the end. */
const oneWay = (forward: readonly PathComponent[]): PathComponent[] => {
  const at = forward.findIndex(isTransit);
  const index = at === -1 ? forward.length - 1 : at;
  return forward.map((component, own) => (own === index ? { ...component, AdditionalDetails: [ONE_WAY] } : component));
};

/** The way up to what stops it. */
const passed = (hops: readonly Hop[]): readonly Hop[] => {
  const stop = hops.findIndex(({ blockers }) => blockers.length > 0);
  return stop === -1 ? hops : hops.slice(0, stop);
};

/** The internet gateway in the middle of a way, at which the analyzer would have to go on. */
const reflectionOf = (hops: readonly Hop[]): Hop | undefined => {
  const inside = hops.filter(({ type }) => type !== 'internet');
  return inside.slice(1, -1).find(({ type }) => type === 'internet-gateway');
};

const explained = ({ findings }: Leg, where: Whereabouts): Explanation[] =>
  findings.length === 0 ? [{ ExplanationCode: 'NO_PATH' }] : findings.map((finding) => explanationOf(finding, where));

/** The hops from the end that was asked for: of an interface, the way begins and ends there, not at its instance. */
const between = (hops: readonly Hop[], from: string, to: string): readonly Hop[] =>
  hops.filter(
    ({ type }, index) =>
      type !== 'instance' ||
      !((index === 0 && from.startsWith('eni-')) || (index === hops.length - 1 && to.startsWith('eni-'))),
  );

const isChanged = ({ forward }: Answer): boolean =>
  forward.hops.some(
    ({ header, decisions }) =>
      header !== undefined || decisions.some(({ kind }) => kind === 'translation' || kind === 'listener'),
  );

const cut = (answer: Answer, { from, to }: Query): Answer => ({
  ...answer,
  forward: { ...answer.forward, hops: between(answer.forward.hops, from, to) },
  return: { ...answer.return, hops: between(answer.return.hops, to, from) },
});

const outcomeOf = (whole: Answer, query: Query, scenery: Scenery): Outcome => {
  const answer = cut(whole, query);
  const { forward } = answer;
  const { where } = scenery;
  const reflection = reflectionOf(forward.hops);
  if (reflection !== undefined) {
    const gateway = componentOf(reflection.id, where);
    const before = forward.hops.slice(0, forward.hops.indexOf(reflection));
    return notFound(
      [{ ExplanationCode: 'IGW_NAT_REFLECTION', InternetGateway: gateway }],
      componentsOf(before, undefined, scenery),
    );
  }
  if (forward.verdict !== 'reachable')
    return notFound(explained(forward, where), componentsOf(passed(forward.hops), undefined, scenery));
  const headers = headersOf(query, forward.hops, scenery.documents);
  const there = componentsOf(forward.hops, headers.forward, scenery);
  const isOneWay =
    query.protocol === 'udp' ||
    there.some(isTransit) ||
    (answer.return.hops.length === 0 && answer.return.findings.length === 0);
  if (isOneWay)
    return {
      status: 'succeeded',
      NetworkPathFound: true,
      ForwardPathComponents: oneWay(there),
      ReturnPathComponents: [],
    };
  if (answer.return.verdict !== 'reachable') return notFound(explained(answer.return, where), there);
  return {
    status: 'succeeded',
    NetworkPathFound: true,
    ForwardPathComponents: there,
    ReturnPathComponents: componentsOf(answer.return.hops, headers.back, scenery),
  };
};

/** An end that is there, but has no private IPv4 address to analyze. */
const unassociated = (documents: Documents, { from, to }: Query, where: Whereabouts): Explanation | undefined => {
  const isBare = (end: string): boolean => isEnd(documents, end) && privateAddressesOf(documents, end)?.length === 0;
  // Of a network whose interfaces were never described the model itself says what is not known.
  const id = documents.NetworkInterfaces === undefined ? undefined : [from, to].find(isBare);
  return id === undefined
    ? undefined
    : { ExplanationCode: 'UNASSOCIATED_COMPONENT', Component: componentOf(id, where) };
};

type Analyzed = (query: Query) => Answer;

/** What is asked of the packets at their destination, where something changes them on their way there. */
const answerChanged = (asked: Asked, analyze: Analyzed, scenery: Scenery): Outcome => {
  const filters = Object.values(asked.atDestination).filter((value) => value !== undefined);
  return filters.length > 0 ? notSupported : outcomeOf(analyze(asked.query), asked.query, scenery);
};

/** Reachability Analyzer over one state of the network. */
export const reachabilityAnswers = (
  network: Documents,
): ((path: NetworkInsightsPath, filters: AnalysisFilters) => Outcome) => {
  const documents = withoutIPv6(network);
  const where = whereaboutsOf(network);
  const snapshot: Snapshot = { takenAt: '', documents, unreadable: {} };
  const model = modelOf(snapshot);
  const scenery: Scenery = { documents, where };
  const put = (asked: Asked): Outcome => {
    if (asksPrivateOfGateway(asked)) return notFound([{ ExplanationCode: 'IGW_EXPECTS_PUBLIC_ADDRESS' }]);
    const missing = unassociated(documents, asked.query, where);
    if (missing !== undefined) return notFound([missing]);
    const query = filteredAtBoth(asked);
    if (typeof query === 'string') return notFound([{ ExplanationCode: query }]);
    const answer = model.analyze(query);
    return isChanged(answer) ? answerChanged(asked, model.analyze, scenery) : outcomeOf(answer, query, scenery);
  };
  return (path, { FilterInArns = [], FilterOutArns = [] }) => {
    if (FilterInArns.length > 0 || FilterOutArns.length > 0) return notSupported;
    try {
      return put(askedOf(path));
    } catch (error) {
      if (error instanceof QueryError) return notSupported;
      throw error;
    }
  };
};
