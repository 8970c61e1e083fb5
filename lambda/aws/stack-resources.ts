import { type CloudFormationClient, paginateListStackResources } from '@aws-sdk/client-cloudformation';
import { calling } from './fault.ts';

/** What a stack has made. */
export interface StackResource {
  /** Its name in the template, such as `TroublesTopic`. */
  readonly logicalId: string;
  /** Such as `AWS::SNS::Topic`. */
  readonly type: string;
  /** What the service calls it: of a topic its ARN, of an alarm its name. */
  readonly physicalId: string;
}

/** All resources of a stack: a call for each hundred. Throws `Fault`. */
export const stackResources = (client: CloudFormationClient, stack: string): Promise<readonly StackResource[]> =>
  calling('ListStackResources', async () => {
    const found: StackResource[] = [];
    for await (const page of paginateListStackResources({ client }, { StackName: stack }))
      for (const { LogicalResourceId, ResourceType, PhysicalResourceId } of page.StackResourceSummaries ?? [])
        if (LogicalResourceId !== undefined && ResourceType !== undefined && PhysicalResourceId !== undefined)
          found.push({ logicalId: LogicalResourceId, type: ResourceType, physicalId: PhysicalResourceId });
    return found;
  });
