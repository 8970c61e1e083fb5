import type {
  DeleteNetworkInsightsAnalysisRequest,
  DeleteNetworkInsightsAnalysisResult,
  DescribeNetworkInsightsAnalysesRequest,
  DescribeNetworkInsightsAnalysesResult,
  Filter,
  NetworkInsightsAnalysis,
  StartNetworkInsightsAnalysisRequest,
  StartNetworkInsightsAnalysisResult,
} from '@aws-sdk/client-ec2';
import { ServiceError } from '../endpoint.ts';
import type { Account, StoredRun } from './insights.ts';
import {
  checkDryRun,
  checkId,
  checkPage,
  invalidValue,
  notFound,
  rememberedBy,
  required,
  tagsOf,
} from './insights-rules.ts';
import { pageOf } from './page.ts';

/** AWS deletes analyses after 120 days: https://docs.aws.amazon.com/vpc/latest/reachability/how-reachability-analyzer-works.html. */
const retentionMs = 120 * 24 * 3600 * 1000;

const age = (account: Account, { shown }: StoredRun): number =>
  account.options.now().getTime() - (shown.StartDate?.getTime() ?? 0);

const isRunning = (account: Account, run: StoredRun): boolean => age(account, run) < account.options.runSeconds * 1000;

const forgetOld = (account: Account): void => {
  for (const [id, run] of account.runs) if (age(account, run) > retentionMs) account.runs.delete(id);
};

/** The analysis as it is to be seen now. */
const shownNow = (account: Account, run: StoredRun): NetworkInsightsAnalysis => {
  if (isRunning(account, run)) return run.shown;
  const { status, ...answer } = run.outcome;
  return { ...run.shown, Status: status, ...answer };
};

const start = (
  account: Account,
  request: StartNetworkInsightsAnalysisRequest,
  charge: () => void,
): StartNetworkInsightsAnalysisResult => {
  const { ClientToken, DryRun, TagSpecifications, NetworkInsightsPathId, ...filters } = request;
  const pathId = checkId(required(NetworkInsightsPathId, 'NetworkInsightsPathId'), 'Path', 'nip');
  const badAccount = filters.AdditionalAccounts?.find((id) => !/^\d{12}$/.test(id));
  if (badAccount !== undefined) throw invalidValue(badAccount, 'AdditionalAccount');
  const tags = tagsOf(TagSpecifications, 'network-insights-analysis');
  const fingerprint = JSON.stringify([pathId, filters, tags]);
  const known = rememberedBy(account.runTokens, ClientToken, fingerprint);
  if (known !== undefined) {
    const run = account.runs.get(known);
    if (run === undefined) throw notFound(known, 'Analysis');
    return { NetworkInsightsAnalysis: shownNow(account, run) };
  }
  const path = account.paths.get(pathId);
  if (path === undefined) throw notFound(pathId, 'Path');
  const running = [...account.runs.values()].filter((run) => isRunning(account, run)).length;
  if (account.runs.size >= account.limits.analyses || running >= account.limits.concurrent) {
    const which = account.runs.size >= account.limits.analyses ? 'stored' : 'concurrent';
    throw new ServiceError(
      'NetworkInsightsAnalysis.LimitExceeded',
      `The maximum number of ${which} Network Insights analyses was reached.`,
    );
  }
  checkDryRun(DryRun);
  const id = account.newId('nia');
  const shown: NetworkInsightsAnalysis = {
    NetworkInsightsAnalysisId: id,
    NetworkInsightsAnalysisArn: account.arn(`network-insights-analysis/${id}`),
    NetworkInsightsPathId: pathId,
    ...filters,
    StartDate: account.options.now(),
    Status: 'running',
    Tags: tags,
  };
  account.runs.set(id, { shown, outcome: account.options.answer(path, filters) });
  if (ClientToken !== undefined) account.runTokens.set(ClientToken, { request: fingerprint, id });
  charge();
  return { NetworkInsightsAnalysis: shown };
};

const passes = (analysis: NetworkInsightsAnalysis, { Name, Values = [] }: Filter): boolean => {
  switch (Name) {
    case 'status':
      return Values.includes(`${analysis.Status}`);
    case 'path-found':
      return Values.includes(`${analysis.NetworkPathFound}`);
    default:
      throw new ServiceError('InvalidParameterValue', `The filter '${Name}' is invalid`);
  }
};

const describe = (
  account: Account,
  request: DescribeNetworkInsightsAnalysesRequest,
): DescribeNetworkInsightsAnalysesResult => {
  checkPage(request);
  const { NetworkInsightsAnalysisIds: asked = [], NetworkInsightsPathId: pathId } = request;
  if (asked.length === 0) required(pathId, 'NetworkInsightsPathId');
  const ids = asked.map((id) => checkId(id, 'Analysis', 'nia'));
  if (pathId !== undefined && !account.paths.has(checkId(pathId, 'Path', 'nip'))) throw notFound(pathId, 'Path');
  const missing = ids.find((id) => !account.runs.has(id));
  if (missing !== undefined) throw notFound(missing, 'Analysis');
  const { AnalysisStartTime: since, AnalysisEndTime: until, Filters = [] } = request;
  const found = [...account.runs.values()]
    .map((run) => shownNow(account, run))
    .filter(
      (analysis) =>
        (ids.length === 0 || ids.includes(analysis.NetworkInsightsAnalysisId ?? '')) &&
        (pathId === undefined || analysis.NetworkInsightsPathId === pathId) &&
        (since === undefined || (analysis.StartDate ?? since) >= since) &&
        (until === undefined || (analysis.StartDate ?? until) <= until) &&
        Filters.every((filter) => passes(analysis, filter)),
    );
  const { items, ...next } = pageOf(found, request, 100);
  return { NetworkInsightsAnalyses: [...items], ...next };
};

const remove = (
  account: Account,
  request: DeleteNetworkInsightsAnalysisRequest,
): DeleteNetworkInsightsAnalysisResult => {
  const id = checkId(required(request.NetworkInsightsAnalysisId, 'NetworkInsightsAnalysisId'), 'Analysis', 'nia');
  if (!account.runs.has(id)) throw notFound(id, 'Analysis');
  checkDryRun(request.DryRun);
  account.runs.delete(id);
  return { NetworkInsightsAnalysisId: id };
};

/** StartNetworkInsightsAnalysis, DescribeNetworkInsightsAnalyses, DeleteNetworkInsightsAnalysis. `charge` is called for each start. */
export const analysisOperations = (account: Account, charge: () => void) => {
  const current = (): Account => {
    forgetOld(account);
    return account;
  };
  return {
    StartNetworkInsightsAnalysis: (request: StartNetworkInsightsAnalysisRequest) => start(current(), request, charge),
    DescribeNetworkInsightsAnalyses: (request: DescribeNetworkInsightsAnalysesRequest) => describe(current(), request),
    DeleteNetworkInsightsAnalysis: (request: DeleteNetworkInsightsAnalysisRequest) => remove(current(), request),
  };
};
