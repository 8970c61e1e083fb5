import { isIP } from 'node:net';
import * as z from 'zod';
import type { RequestText } from '../endpoint.ts';
import { invalid } from './refusal.ts';

/*
 * The requests as the service model (networkmanager 2019-07-05) has them: lengths and required members are its own.
 * That an address must be one, and that the return path needs the source's, is said by the guide alone:
 * https://docs.aws.amazon.com/network-manager/latest/tgwnm/route-analyzer.html
 */
const globalNetworkId = z.string().max(50);
const page = {
  MaxResults: z.coerce.number().int().min(1).max(500).optional(),
  NextToken: z.string().max(2048).optional(),
};
const end = z.object({
  TransitGatewayAttachmentArn: z.string().max(500).optional(),
  IpAddress: z
    .string()
    .min(1)
    .max(50)
    .refine((address) => isIP(address) !== 0, 'not an IP address')
    .optional(),
});

const describeGlobalNetworks = z.object({
  operation: z.literal('DescribeGlobalNetworks'),
  ...page,
  GlobalNetworkIds: z.array(globalNetworkId),
});

const getTransitGatewayRegistrations = z.object({
  operation: z.literal('GetTransitGatewayRegistrations'),
  ...page,
  GlobalNetworkId: globalNetworkId,
  TransitGatewayArns: z.array(z.string().max(500)),
});

const startRouteAnalysis = z
  .object({
    operation: z.literal('StartRouteAnalysis'),
    GlobalNetworkId: globalNetworkId,
    Source: end,
    Destination: end,
    IncludeReturnPath: z.boolean().default(false),
    UseMiddleboxes: z.boolean().default(false),
  })
  .refine((request) => !request.IncludeReturnPath || request.Source.IpAddress !== undefined, {
    path: ['Source', 'IpAddress'],
    message: 'required to analyze the return path',
  });

const getRouteAnalysis = z.object({
  operation: z.literal('GetRouteAnalysis'),
  GlobalNetworkId: globalNetworkId,
  RouteAnalysisId: z.string().max(256),
});

const request = z.discriminatedUnion('operation', [
  describeGlobalNetworks,
  getTransitGatewayRegistrations,
  startRouteAnalysis,
  getRouteAnalysis,
]);

/** One request, checked. */
export type NetworkManagerRequest = z.infer<typeof request>;

/** What is asked of Route Analyzer. */
export type RouteAnalysisRequest = z.infer<typeof startRouteAnalysis>;

type Operation = NetworkManagerRequest['operation'];

const patterns: readonly (readonly [Operation, string, RegExp])[] = [
  ['DescribeGlobalNetworks', 'GET', /^\/global-networks\/?$/],
  [
    'GetTransitGatewayRegistrations',
    'GET',
    /^\/global-networks\/(?<GlobalNetworkId>[^/]+)\/transit-gateway-registrations$/,
  ],
  ['StartRouteAnalysis', 'POST', /^\/global-networks\/(?<GlobalNetworkId>[^/]+)\/route-analyses$/],
  [
    'GetRouteAnalysis',
    'GET',
    /^\/global-networks\/(?<GlobalNetworkId>[^/]+)\/route-analyses\/(?<RouteAnalysisId>[^/]+)$/,
  ],
];

const bodyOf = ({ body }: RequestText): object => {
  if (body === '') return {};
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(body));
  } catch {
    throw invalid('CannotParse', 'The request body is not a JSON object.');
  }
};

/** Finds the operation of a request and everything that was sent with it, unchecked. Throws `ValidationException`. */
export const recognise = (sent: RequestText): { readonly operation: Operation; readonly input: object } => {
  const url = new URL(sent.path, 'http://localhost');
  for (const [operation, method, pattern] of patterns) {
    const match = method === sent.method ? pattern.exec(url.pathname) : null;
    if (match === null) continue;
    const labels = Object.entries(match.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]);
    const query = {
      MaxResults: url.searchParams.get('maxResults') ?? undefined,
      NextToken: url.searchParams.get('nextToken') ?? undefined,
      GlobalNetworkIds: url.searchParams.getAll('globalNetworkIds'),
      TransitGatewayArns: url.searchParams.getAll('transitGatewayArns'),
    };
    const members = method === 'GET' ? query : bodyOf(sent);
    return { operation, input: { ...members, ...Object.fromEntries(labels) } };
  }
  throw invalid('UnknownOperation', `No operation answers ${sent.method} ${url.pathname}.`);
};

/** Checks a recognised request. Throws `ValidationException` that names every member that is wrong. */
export const check = (operation: string, input: object): NetworkManagerRequest => {
  const checked = request.safeParse({ ...input, operation });
  if (checked.success) return checked.data;
  throw invalid(
    'FieldValidationFailed',
    'The request is not valid.',
    checked.error.issues.map((issue) => ({ Name: issue.path.join('.'), Message: issue.message })),
  );
};
