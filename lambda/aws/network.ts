import type { EC2Client } from '@aws-sdk/client-ec2';
import type { FaultInfo } from '../domain/fault.ts';
import type { Network } from '../monitor/ports.ts';
import type { Raw } from '../snapshot/raw.ts';
import { type DocumentKey, documentKeys, type Snapshot } from '../snapshot/snapshot.ts';
import type { Clients } from './clients.ts';
import { describeEc2 } from './describe-ec2.ts';
import { describeElb } from './describe-elb.ts';
import { describeElbV2 } from './describe-elbv2.ts';
import { lanes, type Parts } from './described.ts';
import { describePrefixListEntries } from './prefix-list-entries.ts';
import { describePropagations, describeRoutes, ownTables } from './transit-gateway-routes.ts';

/**
 * Calls of EC2 at once, and of load balancing, which has buckets of its own. EC2 has a bucket for each action, of 100
 * calls and 20 more each second, and the analyzer draws on the same ones. The parts are each another action, so only what
 * is asked item by item can empty one; four at once, each answered in 100 to 200 ms, are 20 to 40 a second: about what
 * the bucket gets back, so its hundred stay the analyzer's.
 */
const atOnce = 4;

const ec2Parts = async (ec2: EC2Client, account: string): Promise<Parts> => {
  const lane = lanes(atOnce);
  const whole = await describeEc2(ec2, lane);
  const tables = ownTables(whole, account);
  const [TransitGatewayRoutes, TransitGatewayPropagations] = await Promise.all([
    describeRoutes(ec2, lane, tables),
    describePropagations(ec2, lane, tables),
  ]);
  const parts = { ...whole, TransitGatewayRoutes, TransitGatewayPropagations };
  return { ...parts, PrefixListEntries: await describePrefixListEntries(ec2, lane, parts) };
};

const loadBalancerParts = async ({ elbv2, elb }: Pick<Clients, 'elbv2' | 'elb'>): Promise<Parts> => {
  const lane = lanes(atOnce);
  const [second, classic] = await Promise.all([describeElbV2(elbv2, lane), describeElb(elb, lane)]);
  return { ...second, ...classic };
};

/**
 * The network's configuration by the Describe calls, all pages; of `account`, whose own transit gateways alone tell their
 * routes. What is refused is in `unreadable`; it never throws. Calls, with one more for each further page and none for
 * what there is none of:
 *
 *     28 + 2·(transit gateway route tables) + (prefix lists referred to)
 *        + 2·(load balancers) + 2·(target groups) + (listeners of application load balancers) + (Classic load balancers)
 *
 * They are free, and their number does not depend on the number of paths.
 */
export const network = (
  clients: Pick<Clients, 'ec2' | 'elbv2' | 'elb'>,
  account: string,
  now: () => Date,
): Network => ({
  snapshot: async (): Promise<Snapshot> => {
    const takenAt = now().toISOString();
    const [ec2, loadBalancers] = await Promise.all([ec2Parts(clients.ec2, account), loadBalancerParts(clients)]);
    const parts: Parts = { ...ec2, ...loadBalancers };
    const documents: Partial<Record<DocumentKey, readonly Raw[]>> = {};
    const unreadable: Partial<Record<DocumentKey, FaultInfo>> = {};
    for (const key of documentKeys) {
      const part = parts[key];
      if (part === undefined) continue;
      if ('fault' in part) unreadable[key] = part.fault;
      else {
        documents[key] = part.elements;
        if (part.cut !== undefined) unreadable[key] = part.cut;
      }
    }
    return { takenAt, documents, unreadable };
  },
});
