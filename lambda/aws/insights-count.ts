import { DescribeNetworkInsightsPathsCommand, type EC2Client } from '@aws-sdk/client-ec2';
import { calling, having } from './fault.ts';

/** Most pages of a hundred that are counted. */
const PAGES = 30;

export interface InsightsCount {
  readonly paths: number;
  /** Whether there are more than were counted. */
  readonly more: boolean;
}

/** How many insights paths there are in the Region, whoever made them: a call for each hundred, thirty at most. Throws `Fault`. */
export const countInsightsPaths = async (ec2: EC2Client): Promise<InsightsCount> => {
  const operation = 'DescribeNetworkInsightsPaths';
  let paths = 0;
  let NextToken: string | undefined;
  for (let pages = 0; pages < PAGES; pages += 1) {
    const command = new DescribeNetworkInsightsPathsCommand({ MaxResults: 100, ...(NextToken && { NextToken }) });
    const page = await calling(operation, () => ec2.send(command));
    paths += having(page.NetworkInsightsPaths, 'NetworkInsightsPaths', operation).length;
    NextToken = page.NextToken;
    if (NextToken === undefined || NextToken === '') return { paths, more: false };
  }
  return { paths, more: true };
};
