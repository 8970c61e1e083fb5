import type { GlobalNetwork, TransitGatewayRegistration } from '@aws-sdk/client-networkmanager';
import { never } from '../../lambda/domain/verdict.ts';
import type { Service } from '../endpoint.ts';
import { keepAnalyses, type Outcome } from './analyses.ts';
import { conflict, errorReply, invalid, notFound } from './refusal.ts';
import { check, type NetworkManagerRequest, type RouteAnalysisRequest, recognise } from './request.ts';

export interface RouteAnalyses {
  /** Read anew at each call, so that a caller may change them. */
  readonly globalNetworks: readonly GlobalNetwork[];
  readonly registrations: readonly TransitGatewayRegistration[];
  /** What a route analysis will find; asked once, at its start. */
  readonly answer: (request: RouteAnalysisRequest) => Outcome;
  readonly now: () => Date;
  /** Seconds for which an analysis is `RUNNING`. */
  readonly runSeconds: number;
}

interface Paged {
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

// The model gives no page size for a call without one; its upper bound serves.
const largestPage = 500;

const pageOf = <Item>(items: readonly Item[], request: Paged) => {
  const from = request.NextToken === undefined ? 0 : Number(request.NextToken);
  if (!Number.isInteger(from) || from < 0 || from > items.length) {
    throw invalid('FieldValidationFailed', 'The token is not one of ours.', [
      { Name: 'NextToken', Message: 'invalid' },
    ]);
  }
  const to = from + (request.MaxResults ?? largestPage);
  return { items: items.slice(from, to), ...(to < items.length ? { NextToken: `${to}` } : {}) };
};

const globalNetworkDocument = ({ CreatedAt, ...rest }: GlobalNetwork) => ({
  ...rest,
  ...(CreatedAt === undefined ? {} : { CreatedAt: CreatedAt.getTime() / 1000 }),
});

/** Network Manager as far as Route Analyzer needs it: REST-JSON over `openEndpoint`. */
export const openRouteAnalyses = (options: RouteAnalyses): Service => {
  const analyses = keepAnalyses(options.answer, options.now, options.runSeconds);

  const globalNetwork = (id: string): GlobalNetwork => {
    const found = options.globalNetworks.find((network) => network.GlobalNetworkId === id);
    if (found === undefined) throw notFound('global-network', id);
    return found;
  };

  const answer = (request: NetworkManagerRequest): object => {
    switch (request.operation) {
      case 'DescribeGlobalNetworks': {
        const wanted = request.GlobalNetworkIds;
        const networks = wanted.length === 0 ? options.globalNetworks : wanted.map(globalNetwork);
        const { items, ...more } = pageOf(networks, request);
        return { GlobalNetworks: items.map(globalNetworkDocument), ...more };
      }
      case 'GetTransitGatewayRegistrations': {
        globalNetwork(request.GlobalNetworkId);
        const wanted = request.TransitGatewayArns;
        const found = options.registrations.filter(
          ({ GlobalNetworkId, TransitGatewayArn = '' }) =>
            GlobalNetworkId === request.GlobalNetworkId && (wanted.length === 0 || wanted.includes(TransitGatewayArn)),
        );
        const { items, ...more } = pageOf(found, request);
        return { TransitGatewayRegistrations: items, ...more };
      }
      case 'StartRouteAnalysis': {
        const id = request.GlobalNetworkId;
        const { State } = globalNetwork(id);
        // No page says when the operation answers with a conflict; a network that comes or goes is the plain case.
        if (State === 'PENDING' || State === 'DELETING') throw conflict('global-network', id, `It is ${State}.`);
        return { RouteAnalysis: analyses.start(request) };
      }
      case 'GetRouteAnalysis':
        globalNetwork(request.GlobalNetworkId);
        return { RouteAnalysis: analyses.read(request.GlobalNetworkId, request.RouteAnalysisId) };
      default:
        return never(request);
    }
  };

  return {
    name: 'networkmanager',
    recognise,
    answer: (operation, input: object) => ({
      status: 200,
      contentType: 'application/json',
      body: JSON.stringify(answer(check(operation, input))),
    }),
    refuse: errorReply,
  };
};
