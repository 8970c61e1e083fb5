import type { Call } from './edit.ts';
import { scalingGroupId } from './groups.ts';
import { editOf } from './path-edits.ts';
import { tableId } from './routes.ts';
import { DAY, HOUR } from './step.ts';
import { stepsOf, type Timed, type Trace } from './trace.ts';

/** What the real handler is shown: looks of the schedule, and changes between them. Seconds. */
export interface Script {
  readonly looks: readonly number[];
  readonly calls: readonly Timed[];
  readonly length: number;
}

const nothing: Call = {
  operation: 'AuthorizeSecurityGroupIngress',
  input: {
    GroupId: scalingGroupId(0),
    IpPermissions: [{ IpProtocol: 'tcp', FromPort: 81, ToPort: 81, IpRanges: [{ CidrIp: '203.0.113.9/32' }] }],
  },
};
const wayBack = { RouteTableId: tableId(0, 'db'), DestinationCidrBlock: '10.0.0.0/16' };

/**
 * The first look, which knows nothing; looks at which all is as it was; a change that no path depends on; a rule more, and
 * away; a path broken and mended; the way back over the transit gateway lost for ten paths, and found; and a look a week
 * later, at which all are audited.
 */
export const script = (transitGateway: string): Script => {
  const widened = editOf(0, 3, false);
  const broken = editOf(0, 8, true);
  const calls = [
    nothing,
    widened.does,
    widened.undoes,
    broken.does,
    broken.undoes,
    { operation: 'DeleteRoute', input: wayBack },
    { operation: 'CreateRoute', input: { ...wayBack, TransitGatewayId: transitGateway } },
  ].map((call, place) => ({ at: HOUR / 3 + place * 600, cell: 0, call }));
  return {
    looks: [0, ...Array.from({ length: 12 }, (_, place) => 900 + place * 600), 7 * DAY + HOUR],
    calls,
    length: 7 * DAY + 2 * HOUR,
  };
};

export const traceOf = ({ calls }: Script): Trace => ({ name: 'the sample', steps: stepsOf(calls) });
