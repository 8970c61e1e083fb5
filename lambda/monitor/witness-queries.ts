import { queryText } from '../flows/query.ts';
import type { FlowLog, FlowLogs, InterfacePlace } from './ports.ts';
import type { WitnessSubject } from './witness-subject.ts';

/** One query that is to be started. */
export interface PlannedQuery {
  readonly log: FlowLog;
  readonly interfaceIds: readonly string[];
  readonly text: string;
}

export type WitnessPlan =
  | { readonly kind: 'planned'; readonly queries: readonly PlannedQuery[] }
  /** `reason`: a sentence without its full stop. */
  | { readonly kind: 'none'; readonly reason: string };

/** The flow logs that cover an interface: those that record all traffic first, then the closest. */
const covering = (logs: readonly FlowLog[], { interfaceId, subnetId, vpcId }: InterfacePlace): readonly FlowLog[] => {
  const places = [interfaceId, subnetId, vpcId];
  const rank = ({ traffic, resourceId }: FlowLog): number => (traffic === 'ALL' ? 0 : 10) + places.indexOf(resourceId);
  return logs.filter(({ resourceId }) => places.includes(resourceId)).toSorted((one, other) => rank(one) - rank(other));
};

/**
 * Which flow logs to ask, and what: one query a flow log, whatever number of the path's interfaces it covers, since a query is
 * paid by what it scans. Those of the destination come first.
 */
export const witnessPlan = (
  { logs, elsewhere }: Awaited<ReturnType<FlowLogs['of']>>,
  { sources, destinations, conversation }: WitnessSubject,
): WitnessPlan => {
  const chosen = new Map<FlowLog, string[]>();
  const refusals = new Map<string, string>();
  for (const place of [...destinations, ...sources]) {
    const log = covering(logs, place).find((one) => {
      const text = queryText(one.fields, [place.interfaceId], conversation);
      if (!text.ok) refusals.set(one.id, text.message);
      return text.ok;
    });
    if (log !== undefined) chosen.set(log, [...new Set([...(chosen.get(log) ?? []), place.interfaceId])]);
  }
  const queries = [...chosen].flatMap(([log, interfaceIds]): readonly PlannedQuery[] => {
    const text = queryText(log.fields, interfaceIds, conversation);
    return text.ok ? [{ log, interfaceIds, text: text.value }] : [];
  });
  if (queries.length > 0) return { kind: 'planned', queries };
  const [refusal] = refusals;
  if (refusal !== undefined) return { kind: 'none', reason: `${refusal[0]} cannot be asked: ${refusal[1]}` };
  const names = [...destinations, ...sources].map(({ interfaceId }) => interfaceId).join(', ');
  return {
    kind: 'none',
    reason:
      elsewhere > 0
        ? `the flow logs of ${names} do not deliver to CloudWatch Logs`
        : `there is no flow log of ${names}`,
  };
};
