import '../quiet.ts';

import { NetworkManagerClient } from '@aws-sdk/client-networkmanager';
import { evidenceSchema } from '../../../lambda/aws/evidence-schema.ts';
import { routeAnalyzer } from '../../../lambda/aws/route-analyzer.ts';
import { Fault } from '../../../lambda/domain/fault.ts';
import { diagnose } from '../../../lambda/monitor/diagnose.ts';
import { reachable, routeRun } from '../../support/evidence.ts';
import { brokenPath, connectedPath, globalNetworkId } from '../../support/network-manager.ts';
import { aPath } from '../../support/paths.ts';
import { anyJson } from '../any-json.ts';
import { must, type Target } from '../target.ts';
import { answeredBy, anyWired, orFault, type Wired } from '../wire.ts';

const analysis = {
  GlobalNetworkId: globalNetworkId,
  OwnerAccountId: '111111111111',
  RouteAnalysisId: 'ra-1',
  StartTimestamp: 1_795_341_600,
  Status: 'COMPLETED',
  IncludeReturnPath: true,
  ForwardPath: connectedPath(),
  ReturnPath: connectedPath(),
};

const seeds = [
  analysis,
  { ...analysis, ForwardPath: brokenPath('ROUTE_NOT_FOUND', { TRANSIT_GATEWAY_ROUTE_TABLE_ARN: 'arn:aws:ec2:x' }) },
  { ...analysis, ReturnPath: brokenPath('BLACKHOLE_ROUTE_FOR_DESTINATION_FOUND') },
  { ...analysis, Status: 'RUNNING', ForwardPath: undefined },
  { ...analysis, Status: 'FAILED' },
].map((RouteAnalysis) => ({ RouteAnalysis }));

let wired: Wired = { status: 200, body: '' };
const analyzer = routeAnalyzer(new NetworkManagerClient(answeredBy('application/json', () => wired)));

/** What Network Manager answers of a route analysis, from the bytes to the verdict. */
export const routeAnswers: Target<Wired> = {
  name: 'route-answers',
  parses: 'answers of Route Analyzer',
  inputs: anyWired(anyJson(seeds, ['CONNECTED', 'NOT_CONNECTED', 'MAX_HOPS_EXCEEDED', 'COMPLETED'])),
  take: async (given) => {
    wired = given;
    const read = await orFault(analyzer.read(globalNetworkId, 'ra-1'));
    if (read instanceof Fault) return 'refused';
    if (read.kind !== 'succeeded') return 'accepted';
    const routes = routeRun({ kind: 'succeeded', report: read.report });
    evidenceSchema.parse(JSON.parse(JSON.stringify([routes])));
    const { forward, back } = read.report;
    const { verdict } = diagnose(aPath(), [reachable(), routes], { count: 1, left: 0 });
    must(
      verdict !== 'unreachable' || !forward.connected || back?.connected === false,
      'only a leg that is not connected makes what the other analyzer found unreachable',
    );
    must(diagnose(aPath(), [routes], { count: 1, left: 0 }).verdict !== 'reachable', 'routes alone prove no path');
    return 'accepted';
  },
};
