import type { FlowLog } from '@aws-sdk/client-ec2';
import type { Raw } from '../../lambda/snapshot/raw.ts';
import { ServiceError } from '../endpoint.ts';
import { type Filter, matcher } from './filter.ts';
import { checkDryRun, invalidValue } from './insights-rules.ts';
import { type PageRequest, type PageSize, pageOf } from './page.ts';
import type { Operations } from './service.ts';

interface Request extends PageRequest {
  readonly DryRun?: boolean;
  readonly Filter?: readonly Filter[];
  readonly FlowLogIds?: readonly string[];
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeFlowLogs.html */
const filters = {
  'deliver-log-status': 'DeliverLogsStatus',
  'log-destination-type': 'LogDestinationType',
  'flow-log-id': 'FlowLogId',
  'log-group-name': 'LogGroupName',
  'resource-id': 'ResourceId',
  'traffic-type': 'TrafficType',
};
const mostValues = 200;

/** `DescribeFlowLogs` over flow logs that are read anew at each call. */
export const describeFlowLogs = (flowLogs: () => readonly FlowLog[], pageSize: PageSize = () => 1000): Operations => ({
  DescribeFlowLogs: (request: Request) => {
    checkDryRun(request.DryRun);
    const { FlowLogIds = [], Filter = [], MaxResults } = request;
    if (MaxResults !== undefined && (MaxResults < 5 || MaxResults > 1000)) throw invalidValue(MaxResults, 'maxResults');
    if (Filter.some(({ Values = [] }) => Values.length > mostValues)) {
      throw new ServiceError('FilterLimitExceeded', `A filter may have at most ${mostValues} values.`);
    }
    const known = flowLogs();
    const missing = FlowLogIds.find((id) => !known.some(({ FlowLogId }) => FlowLogId === id));
    if (missing !== undefined) {
      throw new ServiceError('InvalidFlowLogId.NotFound', `The flow log '${missing}' does not exist.`);
    }
    const fits = matcher(Filter, filters);
    const found = known
      .map((flowLog): Raw => ({ ...flowLog }))
      .filter((raw) => FlowLogIds.length === 0 || FlowLogIds.includes(`${raw.FlowLogId}`))
      .filter(fits);
    const size = pageSize();
    const { items, ...next } = pageOf(found, { ...request, MaxResults: Math.min(MaxResults ?? size, size) }, size);
    return { FlowLogs: items, ...next };
  },
});
