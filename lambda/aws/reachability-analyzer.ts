import type { EC2Client, NetworkInsightsPath, Tag } from '@aws-sdk/client-ec2';
import {
  CreateNetworkInsightsPathCommand,
  DeleteNetworkInsightsAnalysisCommand,
  DeleteNetworkInsightsPathCommand,
  DescribeNetworkInsightsPathsCommand,
  StartNetworkInsightsAnalysisCommand,
} from '@aws-sdk/client-ec2';
import type { Deployment, InsightsPath, ReachabilityAnalyzer } from '../monitor/ports.ts';
import { described, isGone, readProgress } from './analysis-progress.ts';
import { calling, having } from './fault.ts';
import { checkedToken, filtersOf, tagged } from './insights-request.ts';

const tagOf = (tags: readonly Tag[] | undefined, key: string): string | undefined =>
  tags?.find((tag) => tag.Key === key)?.Value;

const insightsPath = (path: NetworkInsightsPath, pathId: string, key: string, operation: string): InsightsPath => ({
  id: having(path.NetworkInsightsPathId, 'NetworkInsightsPathId', operation),
  pathId,
  key,
  createdAt: having(path.CreatedDate, 'CreatedDate', operation).toISOString(),
});

const goneIsDone = async (removal: Promise<unknown>): Promise<void> => {
  try {
    await removal;
  } catch (error) {
    if (!isGone(error)) throw error;
  }
};

/** VPC Reachability Analyzer over an EC2 client: https://docs.aws.amazon.com/vpc/latest/reachability/. Throws only `Fault`. */
export const reachabilityAnalyzer = (ec2: EC2Client, deployment: Deployment): ReachabilityAnalyzer => ({
  owned: async () => {
    const operation = 'DescribeNetworkInsightsPaths';
    const found: InsightsPath[] = [];
    let NextToken: string | undefined;
    do {
      const command = new DescribeNetworkInsightsPathsCommand({ MaxResults: 100, ...(NextToken && { NextToken }) });
      const page = await calling(operation, () => ec2.send(command));
      for (const path of having(page.NetworkInsightsPaths, 'NetworkInsightsPaths', operation)) {
        const pathId = tagOf(path.Tags, 'pathwatch:path');
        const key = tagOf(path.Tags, 'pathwatch:question');
        if (tagOf(path.Tags, 'pathwatch') !== deployment.name || pathId === undefined || key === undefined) continue;
        found.push(insightsPath(path, pathId, key, operation));
      }
      NextToken = page.NextToken;
    } while (NextToken !== undefined && NextToken !== '');
    return found;
  },

  create: async (question, token) => {
    const operation = 'CreateNetworkInsightsPath';
    const command = new CreateNetworkInsightsPathCommand({
      Source: question.source,
      Protocol: question.protocol,
      ...filtersOf(question),
      TagSpecifications: tagged(question, deployment, 'network-insights-path'),
      ClientToken: checkedToken(token, operation),
    });
    const answer = await calling(operation, () => ec2.send(command));
    const path = having(answer.NetworkInsightsPath, 'NetworkInsightsPath', operation);
    return insightsPath(path, question.pathId, question.key, operation);
  },

  start: async (insightsPathId, question, token) => {
    const operation = 'StartNetworkInsightsAnalysis';
    const command = new StartNetworkInsightsAnalysisCommand({
      NetworkInsightsPathId: insightsPathId,
      ...(question.accounts.length === 0 ? {} : { AdditionalAccounts: [...question.accounts] }),
      TagSpecifications: tagged(question, deployment, 'network-insights-analysis'),
      ClientToken: checkedToken(token, operation),
    });
    const answer = await calling(operation, () => ec2.send(command));
    const analysis = having(answer.NetworkInsightsAnalysis, 'NetworkInsightsAnalysis', operation);
    return {
      analysisId: having(analysis.NetworkInsightsAnalysisId, 'NetworkInsightsAnalysisId', operation),
      startedAt: having(analysis.StartDate, 'StartDate', operation).toISOString(),
    };
  },

  read: (analysisIds) => readProgress(ec2, analysisIds),

  stored: async (insightsPathId) => {
    const operation = 'DescribeNetworkInsightsAnalyses';
    const analyses = await described(ec2, { NetworkInsightsPathId: insightsPathId, MaxResults: 100 });
    return analyses
      .map((analysis) => ({
        analysisId: having(analysis.NetworkInsightsAnalysisId, 'NetworkInsightsAnalysisId', operation),
        startedAt: having(analysis.StartDate, 'StartDate', operation).toISOString(),
        running: having(analysis.Status, 'Status', operation) === 'running',
        own: tagOf(analysis.Tags, 'pathwatch') === deployment.name,
      }))
      .sort((a, b) => b.startedAt.localeCompare(a.startedAt));
  },

  removeAnalysis: (analysisId) =>
    goneIsDone(
      calling('DeleteNetworkInsightsAnalysis', () =>
        ec2.send(new DeleteNetworkInsightsAnalysisCommand({ NetworkInsightsAnalysisId: analysisId })),
      ),
    ),

  removePath: (insightsPathId) =>
    goneIsDone(
      calling('DeleteNetworkInsightsPath', () =>
        ec2.send(new DeleteNetworkInsightsPathCommand({ NetworkInsightsPathId: insightsPathId })),
      ),
    ),
});
