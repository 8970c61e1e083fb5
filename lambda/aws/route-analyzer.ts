import {
  GetRouteAnalysisCommand,
  type GlobalNetwork,
  type NetworkManagerClient,
  type PathComponent,
  paginateDescribeGlobalNetworks,
  paginateGetTransitGatewayRegistrations,
  type RouteAnalysis,
  type RouteAnalysisPath,
  StartRouteAnalysisCommand,
  type TransitGatewayRegistration,
} from '@aws-sdk/client-networkmanager';
import type { RouteLeg, RouteReport, RouteStep } from '../domain/evidence.ts';
import { Fault } from '../domain/fault.ts';
import type { Progress, Registration, RouteAnalyzer } from '../monitor/ports.ts';
import { routeReportSchema } from './evidence-schema.ts';
import { calling, having, malformed } from './fault.ts';

const gathered = async <Answer, Item>(
  pages: AsyncIterable<Answer>,
  itemsOf: (page: Answer) => readonly Item[] | undefined,
): Promise<readonly Item[]> => {
  const items: Item[] = [];
  for await (const page of pages) items.push(...(itemsOf(page) ?? []));
  return items;
};

/** A global network that is coming or going answers no route analysis; the other states are AVAILABLE and UPDATING. */
const isUsable = (network: GlobalNetwork): boolean => network.State !== 'PENDING' && network.State !== 'DELETING';

const toRegistration = (registration: TransitGatewayRegistration): Registration => {
  const operation = 'GetTransitGatewayRegistrations';
  return {
    globalNetworkId: having(registration.GlobalNetworkId, 'GlobalNetworkId', operation),
    transitGatewayArn: having(registration.TransitGatewayArn, 'TransitGatewayArn', operation),
    state: having(registration.State?.Code, 'State.Code', operation),
  };
};

/** `arn:aws:ec2:…:transit-gateway-route-table/tgw-rtb-…` → `tgw-rtb-…`. */
const idOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

const toStep = (component: PathComponent): RouteStep => {
  const resource = component.Resource ?? {};
  const arn = resource.ResourceArn;
  return {
    sequence: having(component.Sequence, 'Sequence', 'GetRouteAnalysis'),
    id: arn === undefined ? 'unknown' : idOf(arn),
    type: resource.ResourceType ?? 'unknown',
    ...(arn === undefined ? {} : { arn }),
    ...(resource.NameTag === undefined ? {} : { name: resource.NameTag }),
    ...(component.DestinationCidrBlock === undefined ? {} : { destinationCidr: component.DestinationCidrBlock }),
    middlebox: resource.IsMiddlebox ?? false,
  };
};

const toLeg = ({ CompletionStatus, Path = [] }: RouteAnalysisPath): RouteLeg => {
  // Codes are compared and kept as the service spells them: the client's enum knows one of them by a wrong name.
  const result: string | undefined = CompletionStatus?.ResultCode;
  if (result !== 'CONNECTED' && result !== 'NOT_CONNECTED') {
    throw malformed('GetRouteAnalysis', `answered with the result ${result ?? 'missing'}`);
  }
  const reason = CompletionStatus?.ReasonCode;
  return {
    connected: result === 'CONNECTED',
    ...(reason === undefined ? {} : { reason }),
    context: CompletionStatus?.ReasonContext ?? {},
    // "The destination is 0": https://docs.aws.amazon.com/networkmanager/latest/APIReference/API_PathComponent.html
    steps: Path.map(toStep).sort((one, other) => other.sequence - one.sequence),
  };
};

/** The client hands on whatever type an answer has in a field: what could not be stored is refused here. */
const toReport = (analysis: RouteAnalysis): RouteReport =>
  routeReportSchema.parse({
    routeAnalysisId: having(analysis.RouteAnalysisId, 'RouteAnalysisId', 'GetRouteAnalysis'),
    globalNetworkId: having(analysis.GlobalNetworkId, 'GlobalNetworkId', 'GetRouteAnalysis'),
    forward: toLeg(having(analysis.ForwardPath, 'ForwardPath', 'GetRouteAnalysis')),
    ...(analysis.ReturnPath === undefined ? {} : { back: toLeg(analysis.ReturnPath) }),
    // Plain JSON: the time of its start becomes text.
    document: JSON.parse(JSON.stringify(analysis)),
  });

const toProgress = (analysis: RouteAnalysis): Progress<RouteReport> => {
  const status: string | undefined = analysis.Status;
  switch (status) {
    case 'RUNNING':
      return { kind: 'running' };
    case 'COMPLETED':
      return { kind: 'succeeded', report: toReport(analysis) };
    case 'FAILED':
      return { kind: 'failed', message: 'Route Analyzer ended the analysis as FAILED, which says no more than that.' };
    default:
      throw malformed('GetRouteAnalysis', `answered with the status ${status ?? 'missing'}`);
  }
};

/** Route Analyzer behind its port. The client finds the one endpoint of Network Manager from any Region. */
export const routeAnalyzer = (client: NetworkManagerClient): RouteAnalyzer => ({
  registrations: async () => {
    const pages = { client, stopOnSameToken: true };
    const networks = await calling('DescribeGlobalNetworks', () =>
      gathered(paginateDescribeGlobalNetworks(pages, {}), (page) => page.GlobalNetworks),
    );
    const registrations: TransitGatewayRegistration[] = [];
    for (const network of networks.filter(isUsable)) {
      const GlobalNetworkId = having(network.GlobalNetworkId, 'GlobalNetworkId', 'DescribeGlobalNetworks');
      const found = await calling('GetTransitGatewayRegistrations', () =>
        gathered(
          paginateGetTransitGatewayRegistrations(pages, { GlobalNetworkId }),
          (page) => page.TransitGatewayRegistrations,
        ),
      );
      registrations.push(...found);
    }
    return registrations.map(toRegistration);
  },

  start: async (question) => {
    const { RouteAnalysis } = await calling('StartRouteAnalysis', () =>
      client.send(
        new StartRouteAnalysisCommand({
          GlobalNetworkId: question.globalNetworkId,
          Source: { TransitGatewayAttachmentArn: question.sourceAttachmentArn, IpAddress: question.sourceAddress },
          Destination: {
            TransitGatewayAttachmentArn: question.destinationAttachmentArn,
            IpAddress: question.destinationAddress,
          },
          IncludeReturnPath: true,
          UseMiddleboxes: false,
        }),
      ),
    );
    return { routeAnalysisId: having(RouteAnalysis?.RouteAnalysisId, 'RouteAnalysisId', 'StartRouteAnalysis') };
  },

  read: async (globalNetworkId, routeAnalysisId) => {
    try {
      return await calling('GetRouteAnalysis', async () => {
        const { RouteAnalysis } = await client.send(
          new GetRouteAnalysisCommand({ GlobalNetworkId: globalNetworkId, RouteAnalysisId: routeAnalysisId }),
        );
        return toProgress(having(RouteAnalysis, 'RouteAnalysis', 'GetRouteAnalysis'));
      });
    } catch (error) {
      if (error instanceof Fault && error.info.kind === 'not-found') return { kind: 'gone' };
      throw error;
    }
  },
});
