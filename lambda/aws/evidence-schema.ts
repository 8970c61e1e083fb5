import * as z from 'zod';
import type { Analysis, Evidence, ModelReport, ReachabilityReport, RouteReport, Run } from '../domain/evidence.ts';
import type { FaultInfo } from '../domain/fault.ts';
import { verdict } from './finding-schema.ts';

/*
 * Evidence as it is stored. Keys that a newer release added are left out on reading, not refused; a changed meaning of a
 * known key is.
 */

const texts = z.record(z.string(), z.string());

const ports = z.object({ from: z.number(), to: z.number() });

const fault: z.ZodType<FaultInfo> = z.object({
  kind: z.enum([
    'throttled',
    'quota',
    'denied',
    'expired-credentials',
    'not-found',
    'invalid',
    'conflict',
    'unavailable',
    'no-answer',
    'malformed',
  ]),
  operation: z.string(),
  code: z.string(),
  message: z.string(),
});

const reference = z.object({
  id: z.string(),
  arn: z.string().exactOptional(),
  name: z.string().exactOptional(),
});

const explanation = z.object({
  code: z.string(),
  direction: z.string().exactOptional(),
  resources: z.record(z.string(), z.array(reference)),
  facts: texts,
});

const hop = z.object({
  sequence: z.number(),
  component: reference.exactOptional(),
  attachedTo: reference.exactOptional(),
  vpc: reference.exactOptional(),
  subnet: reference.exactOptional(),
  because: z.string().exactOptional(),
  explanations: z.array(explanation),
  details: z.array(z.string()),
});

/** JSON has no `undefined`: a document that was none comes back as null. */
const document = z.unknown().default(null);

export const reachabilityReportSchema: z.ZodType<ReachabilityReport> = z.object({
  analysisId: z.string(),
  insightsPathId: z.string(),
  found: z.boolean(),
  forward: z.array(hop),
  back: z.array(hop),
  explanations: z.array(explanation),
  alternatePathHints: z.array(reference),
  suggestedAccounts: z.array(z.string()),
  details: z.array(z.string()),
  warning: z.string().exactOptional(),
  document,
});

const routeLeg = z.object({
  connected: z.boolean(),
  reason: z.string().exactOptional(),
  context: texts,
  steps: z.array(
    z.object({
      sequence: z.number(),
      id: z.string(),
      type: z.string(),
      arn: z.string().exactOptional(),
      name: z.string().exactOptional(),
      destinationCidr: z.string().exactOptional(),
      middlebox: z.boolean(),
    }),
  ),
});

export const routeReportSchema: z.ZodType<RouteReport> = z.object({
  routeAnalysisId: z.string(),
  globalNetworkId: z.string(),
  forward: routeLeg,
  back: routeLeg.exactOptional(),
  document,
});

const modelReport: z.ZodType<ModelReport> = z.object({
  verdict,
  forward: verdict,
  back: verdict,
  findings: z.array(
    z.object({
      code: z.string(),
      direction: z.enum(['forward', 'return']),
      says: z.enum(['unreachable', 'unknown']),
      component: z.string(),
      message: z.string(),
      resources: z.record(z.string(), z.array(z.string())),
      facts: texts,
    }),
  ),
  left: z.number(),
  unmodelled: z.array(z.string()),
  transit: z.boolean().exactOptional(),
  admitted: z
    .array(
      z.object({ interface: z.string(), group: z.string(), side: z.enum(['ingress', 'egress']), rule: z.string() }),
    )
    .exactOptional(),
});

const run = <Report>(report: z.ZodType<Report>): z.ZodType<Run<Report>> =>
  z.union([
    z.object({ kind: z.literal('succeeded'), report }),
    z.object({ kind: z.literal('failed'), message: z.string(), analysisId: z.string() }),
    z.object({ kind: z.literal('fault'), fault, analysisId: z.string().exactOptional() }),
    z.object({ kind: z.literal('unfinished'), analysisId: z.string(), seconds: z.number() }),
  ]);

const question = z.object({
  replyTo: z.string().exactOptional(),
  key: z.string(),
  pathId: z.string(),
  source: z.string(),
  destination: z.string().exactOptional(),
  destinationAddress: z.string().exactOptional(),
  protocol: z.enum(['tcp', 'udp']),
  ports,
  sourcePorts: ports.exactOptional(),
  accounts: z.array(z.string()),
});

const routeQuestion = z.object({
  transitGatewayId: z.string(),
  globalNetworkId: z.string(),
  sourceAttachmentArn: z.string(),
  sourceAddress: z.string(),
  destinationAttachmentArn: z.string(),
  destinationAddress: z.string(),
});

const analysis: z.ZodType<Analysis> = z.union([
  z.object({
    analyzer: z.literal('reachability-analyzer'),
    pair: z.number(),
    question,
    run: run(reachabilityReportSchema),
  }),
  z.object({
    analyzer: z.literal('route-analyzer'),
    pair: z.number(),
    question: routeQuestion,
    run: run(routeReportSchema),
  }),
  z.object({ analyzer: z.literal('route-analyzer'), pair: z.number(), notApplicable: z.string() }),
  z.object({ analyzer: z.literal('network-model'), pair: z.number(), question, run: run(modelReport) }),
]);

export const evidenceSchema: z.ZodType<Evidence> = z.array(analysis);
