import type {
  CreateNetworkInsightsPathRequest,
  CreateNetworkInsightsPathResult,
  DeleteNetworkInsightsPathRequest,
  DeleteNetworkInsightsPathResult,
  DescribeNetworkInsightsPathsRequest,
  DescribeNetworkInsightsPathsResult,
  NetworkInsightsPath,
} from '@aws-sdk/client-ec2';
import { ServiceError } from '../endpoint.ts';
import type { Account } from './insights.ts';
import {
  checkAddress,
  checkDryRun,
  checkId,
  checkPage,
  checkPort,
  checkPorts,
  invalidValue,
  notFound,
  rememberedBy,
  required,
  tagsOf,
} from './insights-rules.ts';
import { pageOf } from './page.ts';

const combination = (message: string): ServiceError => new ServiceError('InvalidParameterCombination', message);

/** The rules of https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkInsightsPath.html. */
const checkRequest = (request: CreateNetworkInsightsPathRequest): void => {
  required(request.Source, 'Source');
  const protocol = required(request.Protocol, 'Protocol');
  if (protocol !== 'tcp' && protocol !== 'udp') throw invalidValue(protocol, 'Protocol');
  if (request.FilterAtSource?.DestinationAddress === undefined) required(request.Destination, 'Destination');
  if (request.FilterAtSource !== undefined) {
    if (request.SourceIp !== undefined) throw combination('FilterAtSource cannot be used with SourceIp.');
    if (request.DestinationPort !== undefined) throw combination('FilterAtSource cannot be used with DestinationPort.');
  }
  if (request.FilterAtDestination !== undefined && request.DestinationIp !== undefined) {
    throw combination('FilterAtDestination cannot be used with DestinationIp.');
  }
  checkPort(request.DestinationPort, 'DestinationPort');
  checkAddress(request.SourceIp, 'SourceIp');
  checkAddress(request.DestinationIp, 'DestinationIp');
  for (const name of ['FilterAtSource', 'FilterAtDestination'] as const) {
    const filter = request[name];
    checkAddress(filter?.SourceAddress, `${name}.SourceAddress`);
    checkAddress(filter?.DestinationAddress, `${name}.DestinationAddress`);
    checkPorts(filter?.SourcePortRange, `${name}.SourcePortRange`);
    checkPorts(filter?.DestinationPortRange, `${name}.DestinationPortRange`);
  }
};

const end = (name: 'Source' | 'Destination', reference: string | undefined) =>
  reference === undefined
    ? {}
    : reference.startsWith('arn:')
      ? { [name]: reference.slice(reference.lastIndexOf('/') + 1), [`${name}Arn`]: reference }
      : { [name]: reference };

const create = (account: Account, request: CreateNetworkInsightsPathRequest): CreateNetworkInsightsPathResult => {
  const { ClientToken, DryRun, TagSpecifications, Source, Destination, ...asked } = request;
  checkRequest(request);
  const tags = tagsOf(TagSpecifications, 'network-insights-path');
  const fingerprint = JSON.stringify([Source, Destination, asked, tags]);
  const known = rememberedBy(account.pathTokens, ClientToken, fingerprint);
  if (known !== undefined) {
    const path = account.paths.get(known);
    if (path === undefined) throw notFound(known, 'Path');
    return { NetworkInsightsPath: path };
  }
  for (const [name, reference] of Object.entries({ Source, Destination })) {
    if (reference !== undefined && !account.options.exists(reference)) {
      throw new ServiceError(
        `NetworkInsights${name}.NotFound`,
        `The ${name.toLowerCase()} '${reference}' does not exist`,
      );
    }
  }
  if (account.paths.size >= account.limits.paths) {
    throw new ServiceError(
      'NetworkInsightsPath.LimitExceeded',
      'The maximum number of Network Insights paths was reached.',
    );
  }
  checkDryRun(DryRun);
  const id = account.newId('nip');
  const path: NetworkInsightsPath = {
    NetworkInsightsPathId: id,
    NetworkInsightsPathArn: account.arn(`network-insights-path/${id}`),
    CreatedDate: account.options.now(),
    ...end('Source', Source),
    ...end('Destination', Destination),
    ...asked,
    Tags: tags,
  };
  account.paths.set(id, path);
  if (ClientToken !== undefined) account.pathTokens.set(ClientToken, { request: fingerprint, id });
  return { NetworkInsightsPath: path };
};

const describe = (
  account: Account,
  request: DescribeNetworkInsightsPathsRequest,
): DescribeNetworkInsightsPathsResult => {
  checkPage(request);
  const ids = (request.NetworkInsightsPathIds ?? []).map((id) => checkId(id, 'Path', 'nip'));
  const missing = ids.find((id) => !account.paths.has(id));
  if (missing !== undefined) throw notFound(missing, 'Path');
  const { items, ...next } = pageOf(
    [...account.paths].filter(([id]) => ids.length === 0 || ids.includes(id)).map(([, path]) => path),
    request,
    100,
  );
  return { NetworkInsightsPaths: [...items], ...next };
};

const remove = (account: Account, request: DeleteNetworkInsightsPathRequest): DeleteNetworkInsightsPathResult => {
  const id = checkId(required(request.NetworkInsightsPathId, 'NetworkInsightsPathId'), 'Path', 'nip');
  if (!account.paths.has(id)) throw notFound(id, 'Path');
  if ([...account.runs.values()].some(({ shown }) => shown.NetworkInsightsPathId === id)) {
    throw new ServiceError(
      'AnalysisExistsForNetworkInsightsPath',
      `Analyses exist for the Network Insights path '${id}'`,
    );
  }
  checkDryRun(request.DryRun);
  account.paths.delete(id);
  return { NetworkInsightsPathId: id };
};

/** CreateNetworkInsightsPath, DescribeNetworkInsightsPaths (no filters: the monitor names none), DeleteNetworkInsightsPath. */
export const pathOperations = (account: Account) => ({
  CreateNetworkInsightsPath: (request: CreateNetworkInsightsPathRequest) => create(account, request),
  DescribeNetworkInsightsPaths: (request: DescribeNetworkInsightsPathsRequest) => describe(account, request),
  DeleteNetworkInsightsPath: (request: DeleteNetworkInsightsPathRequest) => remove(account, request),
});
