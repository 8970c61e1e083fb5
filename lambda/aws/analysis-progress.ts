import {
  DescribeNetworkInsightsAnalysesCommand,
  type DescribeNetworkInsightsAnalysesCommandInput,
  type EC2Client,
  type NetworkInsightsAnalysis,
} from '@aws-sdk/client-ec2';
import type { ReachabilityReport } from '../domain/evidence.ts';
import { Fault } from '../domain/fault.ts';
import type { Progress } from '../monitor/ports.ts';
import { calling, having, malformed } from './fault.ts';
import { reachabilityReport } from './reachability-report.ts';

const operation = 'DescribeNetworkInsightsAnalyses';
/** Most ids of one Describe call. */
const chunkSize = 100;

const progressOf = (analysis: NetworkInsightsAnalysis): Progress<ReachabilityReport> => {
  const status: string = having(analysis.Status, 'Status', operation);
  switch (status) {
    case 'running':
      return { kind: 'running' };
    case 'succeeded':
      return { kind: 'succeeded', report: reachabilityReport(analysis) };
    case 'failed':
      return { kind: 'failed', message: analysis.StatusMessage ?? 'no status message' };
    default:
      throw malformed(operation, `an analysis has the unknown status ${status}`);
  }
};

/** Whether EC2 itself says that the path or analysis is not there; a bare 404 from something between us does not count. */
export const isGone = (error: unknown): boolean =>
  error instanceof Fault && /^InvalidNetworkInsights(Path|Analysis)Id\.NotFound$/.test(error.info.code);

/** All analyses of a Describe call, page after page. */
export const described = async (
  ec2: EC2Client,
  request: DescribeNetworkInsightsAnalysesCommandInput,
): Promise<readonly NetworkInsightsAnalysis[]> => {
  const found: NetworkInsightsAnalysis[] = [];
  let NextToken: string | undefined;
  do {
    const command = new DescribeNetworkInsightsAnalysesCommand({ ...request, ...(NextToken && { NextToken }) });
    const page = await calling(operation, () => ec2.send(command));
    found.push(...having(page.NetworkInsightsAnalyses, 'NetworkInsightsAnalyses', operation));
    NextToken = page.NextToken;
  } while (NextToken !== undefined && NextToken !== '');
  return found;
};

type ReadProgress = readonly (readonly [string, Progress<ReachabilityReport>])[];

/** One unknown id refuses the whole call, so each is then asked for by itself. */
const readChunk = async (ec2: EC2Client, ids: readonly string[]): Promise<ReadProgress> => {
  try {
    const analyses = await described(ec2, { NetworkInsightsAnalysisIds: [...ids] });
    const byId = new Map(analyses.map((analysis) => [analysis.NetworkInsightsAnalysisId, analysis]));
    return ids.map((id) => [id, progressOf(having(byId.get(id), `analysis ${id}`, operation))]);
  } catch (error) {
    if (!isGone(error)) throw error;
    if (ids.length <= 1) return ids.map((id) => [id, { kind: 'gone' }]);
    const each: (readonly [string, Progress<ReachabilityReport>])[] = [];
    for (const id of ids) each.push(...(await readChunk(ec2, [id])));
    return each;
  }
};

/** Where each of the analyses stands, asked in chunks; every id is in the answer. */
export const readProgress = async (
  ec2: EC2Client,
  analysisIds: readonly string[],
): Promise<ReadonlyMap<string, Progress<ReachabilityReport>>> => {
  const progress = new Map<string, Progress<ReachabilityReport>>();
  const ids = [...new Set(analysisIds)];
  for (let start = 0; start < ids.length; start += chunkSize) {
    for (const [id, at] of await readChunk(ec2, ids.slice(start, start + chunkSize))) progress.set(id, at);
  }
  return progress;
};
