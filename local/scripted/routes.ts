import type { PathComponent, RouteAnalysisPath } from '@aws-sdk/client-networkmanager';
import type { Outcome } from '../network-manager/analyses.ts';
import { ACCOUNT, addressA, ids, REGION, transitGatewayArn } from './network.ts';
import type { Scene } from './scene.ts';

/* What Route Analyzer says of the scenario: it sees the transit gateway's route tables both ways, and nothing else. */

const element = (sequence: number, type: string, id: string, cidr?: string): PathComponent => ({
  Sequence: sequence,
  Resource: {
    RegisteredGatewayArn: transitGatewayArn,
    ResourceArn: `arn:aws:ec2:${REGION}:${ACCOUNT}:${type}/${id}`,
    ResourceType: type,
    IsMiddlebox: false,
  },
  ...(cidr === undefined ? {} : { DestinationCidrBlock: cidr }),
});

const connected = (from: string, table: string, to: string, cidr: string): RouteAnalysisPath => ({
  CompletionStatus: { ResultCode: 'CONNECTED' },
  Path: [
    element(2, 'transit-gateway-attachment', from),
    element(1, 'transit-gateway-route-table', table, cidr),
    element(0, 'transit-gateway-attachment', to),
  ],
});

const routeMissing = (from: string, table: string): RouteAnalysisPath => ({
  CompletionStatus: { ResultCode: 'NOT_CONNECTED', ReasonCode: 'ROUTE_NOT_FOUND', ReasonContext: {} },
  Path: [element(1, 'transit-gateway-attachment', from), element(0, 'transit-gateway-route-table', table)],
});

/** From A to B by A's table, from B to A by B's, which lacks its route in one of the scenes. */
export const answerRoutes = (scene: Scene, sourceAddress: string | undefined): Outcome => {
  const toB = connected(ids.attachmentA, ids.transitRoutesA, ids.attachmentB, '172.16.0.0/16');
  const toA =
    scene === 'transit-route-missing'
      ? routeMissing(ids.attachmentB, ids.transitRoutesB)
      : connected(ids.attachmentB, ids.transitRoutesB, ids.attachmentA, '10.0.0.0/16');
  return sourceAddress === addressA
    ? { status: 'COMPLETED', forward: toB, back: toA }
    : { status: 'COMPLETED', forward: toA, back: toB };
};
