import { type EC2Client, paginateDescribeTransitGateways } from '@aws-sdk/client-ec2';
import { calling, having } from './fault.ts';

const operation = 'DescribeTransitGateways';

/** ARNs of the transit gateways that can be used in the Region, others' that are shared among them. Throws `Fault`. */
export const transitGatewayArns = (ec2: EC2Client): Promise<readonly string[]> =>
  calling(operation, async () => {
    const arns: string[] = [];
    for await (const page of paginateDescribeTransitGateways({ client: ec2, pageSize: 1000 }, {}))
      for (const { State, TransitGatewayArn } of page.TransitGateways ?? [])
        if (State !== 'deleted' && State !== 'deleting')
          arns.push(having(TransitGatewayArn, 'TransitGatewayArn', operation));
    return arns;
  });
