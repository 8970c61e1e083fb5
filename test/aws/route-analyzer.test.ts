import { routeAnalyzer } from '../../lambda/aws/route-analyzer.ts';
import type { RouteQuestion } from '../../lambda/domain/evidence.ts';
import { Fault, type FaultKind } from '../../lambda/domain/fault.ts';
import type { RouteAnalyzer } from '../../lambda/monitor/ports.ts';
import type { Disturbance } from '../../local/endpoint.ts';
import {
  brokenPath,
  connectedPath,
  destinationAttachmentArn,
  globalNetworkId,
  sourceAttachmentArn,
  transitGatewayArn,
  withNetworkManager,
} from '../support/network-manager.ts';

const question: RouteQuestion = {
  transitGatewayId: 'tgw-0123456789abcdef0',
  globalNetworkId,
  sourceAttachmentArn,
  sourceAddress: '10.0.20.236',
  destinationAttachmentArn,
  destinationAddress: '172.16.0.89',
};

const operations: readonly (readonly [string, (analyzer: RouteAnalyzer) => Promise<unknown>])[] = [
  ['DescribeGlobalNetworks', (analyzer) => analyzer.registrations()],
  ['GetTransitGatewayRegistrations', (analyzer) => analyzer.registrations()],
  ['StartRouteAnalysis', (analyzer) => analyzer.start(question)],
  [
    'GetRouteAnalysis',
    async (analyzer) => analyzer.read(globalNetworkId, (await analyzer.start(question)).routeAnalysisId),
  ],
];

const faultOf = async (call: Promise<unknown>): Promise<Fault> => {
  const thrown = await call.then(
    (value) => new Error(`answered ${JSON.stringify(value)}`),
    (error: unknown) => error,
  );
  if (thrown instanceof Fault) return thrown;
  throw thrown;
};

const reasonCodes: readonly string[] = [
  'TRANSIT_GATEWAY_ATTACHMENT_NOT_FOUND',
  'TRANSIT_GATEWAY_ATTACHMENT_NOT_IN_TRANSIT_GATEWAY',
  'CYCLIC_PATH_DETECTED',
  'TRANSIT_GATEWAY_ATTACHMENT_STABLE_ROUTE_TABLE_NOT_FOUND',
  'ROUTE_NOT_FOUND',
  'BLACKHOLE_ROUTE_FOR_DESTINATION_FOUND',
  'INACTIVE_ROUTE_FOR_DESTINATION_FOUND',
  'TRANSIT_GATEWAY_ATTACHMENT_ATTACH_ARN_NO_MATCH',
  'MAX_HOPS_EXCEEDED',
  'POSSIBLE_MIDDLEBOX',
  'NO_DESTINATION_ARN_PROVIDED',
];

/** Starts one analysis and reads it. */
const analysed = async (analyzer: RouteAnalyzer) =>
  analyzer.read(globalNetworkId, (await analyzer.start(question)).routeAnalysisId);

describe('an analysis', () => {
  test('that connects both ways gives both legs, their steps in the order of travel', () =>
    withNetworkManager({}, async (client, endpoint) => {
      const progress = await analysed(routeAnalyzer(client));
      expect(progress).toMatchObject({
        kind: 'succeeded',
        report: {
          globalNetworkId,
          forward: { connected: true, context: {} },
          back: { connected: true, steps: [{ id: 'tgw-attach-0bbbbbbbbbbbbbbbb' }, {}, { sequence: 0 }] },
          document: { Status: 'COMPLETED', StartTimestamp: '2026-11-22T10:00:00.000Z' },
        },
      });
      if (progress.kind !== 'succeeded') throw new Error(progress.kind);
      expect(progress.report.forward.steps).toEqual([
        {
          sequence: 2,
          id: 'tgw-attach-0aaaaaaaaaaaaaaaa',
          type: 'transit-gateway-attachment',
          arn: sourceAttachmentArn,
          middlebox: false,
        },
        {
          sequence: 1,
          id: 'tgw-rtb-05c9fa8db5415ce07',
          type: 'transit-gateway-route-table',
          arn: 'arn:aws:ec2:us-east-1:111111111111:transit-gateway-route-table/tgw-rtb-05c9fa8db5415ce07',
          name: 'shared',
          destinationCidr: '172.16.0.0/16',
          middlebox: false,
        },
        {
          sequence: 0,
          id: 'tgw-attach-0bbbbbbbbbbbbbbbb',
          type: 'transit-gateway-attachment',
          arn: destinationAttachmentArn,
          middlebox: false,
        },
      ]);
      expect(endpoint.calls[0]?.input).toEqual({
        GlobalNetworkId: globalNetworkId,
        Source: { TransitGatewayAttachmentArn: sourceAttachmentArn, IpAddress: '10.0.20.236' },
        Destination: { TransitGatewayAttachmentArn: destinationAttachmentArn, IpAddress: '172.16.0.89' },
        IncludeReturnPath: true,
        UseMiddleboxes: false,
      });
    }));

  test('that fails forward has no return leg', () =>
    withNetworkManager(
      { answer: () => ({ status: 'COMPLETED', forward: brokenPath('ROUTE_NOT_FOUND'), back: connectedPath() }) },
      async (client) => {
        const progress = await analysed(routeAnalyzer(client));
        expect(progress).toMatchObject({ report: { forward: { connected: false, reason: 'ROUTE_NOT_FOUND' } } });
        expect(progress).not.toHaveProperty('report.back');
      },
    ));

  test.each(reasonCodes)('keeps %s and its context on the way back', (reason) =>
    withNetworkManager(
      {
        answer: () => ({
          status: 'COMPLETED',
          forward: connectedPath(),
          back: brokenPath(reason, { cidr: '10.0.0.0/16' }),
        }),
      },
      async (client) => {
        expect(await analysed(routeAnalyzer(client))).toMatchObject({
          kind: 'succeeded',
          report: {
            forward: { connected: true },
            back: { connected: false, reason, context: { cidr: '10.0.0.0/16' } },
          },
        });
      },
    ),
  );

  test('runs until its time has come', async () => {
    let seconds = 0;
    await withNetworkManager({ runSeconds: 10, now: () => new Date(seconds * 1000) }, async (client) => {
      const analyzer = routeAnalyzer(client);
      const { routeAnalysisId } = await analyzer.start(question);
      seconds = 9;
      expect(await analyzer.read(globalNetworkId, routeAnalysisId)).toEqual({ kind: 'running' });
      seconds = 10;
      expect(await analyzer.read(globalNetworkId, routeAnalysisId)).toMatchObject({ kind: 'succeeded' });
    });
  });

  test('that the service ends as FAILED says nothing of the network', () =>
    withNetworkManager({ answer: () => ({ status: 'FAILED' }) }, async (client) => {
      expect(await analysed(routeAnalyzer(client))).toMatchObject({ kind: 'failed' });
    }));

  test('that the service does not know is gone', () =>
    withNetworkManager({}, async (client) => {
      expect(await routeAnalyzer(client).read(globalNetworkId, 'never-started')).toEqual({ kind: 'gone' });
    }));

  test.each([
    ['no analysis', {}],
    ['an unknown status', { RouteAnalysis: { Status: 'PAUSED' } }],
    ['no status', { RouteAnalysis: {} }],
    ['no forward path', { RouteAnalysis: { Status: 'COMPLETED', RouteAnalysisId: 'a', GlobalNetworkId: 'g' } }],
    [
      'an unknown result',
      {
        RouteAnalysis: {
          Status: 'COMPLETED',
          RouteAnalysisId: 'a',
          GlobalNetworkId: 'g',
          ForwardPath: { CompletionStatus: { ResultCode: 'PERHAPS' } },
        },
      },
    ],
    [
      'a path that is no list',
      {
        RouteAnalysis: {
          Status: 'COMPLETED',
          RouteAnalysisId: 'a',
          GlobalNetworkId: 'g',
          ForwardPath: { CompletionStatus: { ResultCode: 'CONNECTED' }, Path: 'tgw-1' },
        },
      },
    ],
    [
      'a context that is no text',
      {
        RouteAnalysis: {
          Status: 'COMPLETED',
          RouteAnalysisId: 'a',
          GlobalNetworkId: 'g',
          ForwardPath: { CompletionStatus: { ResultCode: 'NOT_CONNECTED', ReasonContext: { a: [1] } }, Path: [] },
        },
      },
    ],
    [
      'a step without its place',
      {
        RouteAnalysis: {
          Status: 'COMPLETED',
          RouteAnalysisId: 'a',
          GlobalNetworkId: 'g',
          ForwardPath: { CompletionStatus: { ResultCode: 'CONNECTED' }, Path: [{}] },
        },
      },
    ],
  ])('answered with %s is malformed', (_, answer) =>
    withNetworkManager({}, async (client, endpoint) => {
      endpoint.disturb(() => ({ kind: 'malformed', body: JSON.stringify(answer) }));
      const { info } = await faultOf(routeAnalyzer(client).read(globalNetworkId, 'a'));
      expect(info).toMatchObject({ kind: 'malformed', operation: 'GetRouteAnalysis' });
    }),
  );
});

describe('the registrations', () => {
  test('are those of every global network, over all pages, with their state', () =>
    withNetworkManager(
      {
        globalNetworks: Array.from({ length: 501 }, (_, index) => ({
          GlobalNetworkId: `global-network-${index}`,
          State: index === 0 || index === 500 ? 'AVAILABLE' : 'DELETING',
        })),
        registrations: [
          ...Array.from({ length: 1001 }, (_, index) => ({
            GlobalNetworkId: 'global-network-0',
            TransitGatewayArn: `${transitGatewayArn}${index}`,
            State: { Code: 'AVAILABLE' as const },
          })),
          { GlobalNetworkId: 'global-network-500', TransitGatewayArn: transitGatewayArn, State: { Code: 'PENDING' } },
        ],
      },
      async (client) => {
        const found = await routeAnalyzer(client).registrations();
        expect(found).toHaveLength(1002);
        expect(found.at(-1)).toEqual({ globalNetworkId: 'global-network-500', transitGatewayArn, state: 'PENDING' });
      },
    ));

  test.each([
    ['no global network', { globalNetworks: [], registrations: [] }],
    ['no registered transit gateway', { registrations: [] }],
    [
      'a global network that goes',
      { globalNetworks: [{ GlobalNetworkId: globalNetworkId, State: 'DELETING' as const }] },
    ],
  ])('are none where there is %s', (_, over) =>
    withNetworkManager(over, async (client) => {
      expect(await routeAnalyzer(client).registrations()).toEqual([]);
    }),
  );

  test('without a state are malformed', () =>
    withNetworkManager(
      { registrations: [{ GlobalNetworkId: globalNetworkId, TransitGatewayArn: transitGatewayArn }] },
      async (client) => {
        const { info } = await faultOf(routeAnalyzer(client).registrations());
        expect(info).toMatchObject({ kind: 'malformed', operation: 'GetTransitGatewayRegistrations' });
      },
    ));
});

const errors: readonly (readonly [string, number, FaultKind])[] = [
  ['ValidationException', 400, 'invalid'],
  ['AccessDeniedException', 403, 'denied'],
  ['ResourceNotFoundException', 404, 'not-found'],
  ['ConflictException', 409, 'conflict'],
  ['ThrottlingException', 429, 'throttled'],
  ['InternalServerException', 500, 'unavailable'],
  ['ExpiredTokenException', 400, 'expired-credentials'],
  ['UnrecognizedClientException', 400, 'expired-credentials'],
];

describe.each(operations)('%s', (operation, call) => {
  /** Runs the operation with its first `times` calls disturbed; gives the outcome and how often it was called. */
  const disturbed = async (
    disturbance: Disturbance,
    times: number,
    look: (outcome: Promise<unknown>, calls: () => number) => Promise<void>,
  ) =>
    withNetworkManager({}, async (client, endpoint) => {
      let left = times;
      endpoint.disturb((called) => {
        if (called.operation !== operation || left === 0) return undefined;
        left -= 1;
        return disturbance;
      });
      await look(
        call(routeAnalyzer(client)),
        () => endpoint.calls.filter((called) => called.operation === operation).length,
      );
    });

  test.each(errors)('%s is told as a fault of its kind', (code, status, kind) =>
    disturbed({ kind: 'error', status, code, message: 'said by the service' }, 3, async (outcome) => {
      if (operation === 'GetRouteAnalysis' && kind === 'not-found') {
        expect(await outcome).toEqual({ kind: 'gone' });
        return;
      }
      const fault = await faultOf(outcome);
      expect(fault.info).toEqual({ kind, operation, code, message: 'said by the service' });
      expect(fault.cause).toMatchObject({ name: code });
    }),
  );

  test('throttled twice, succeeds at the third attempt', () =>
    disturbed({ kind: 'error', status: 429, code: 'ThrottlingException' }, 2, async (outcome, calls) => {
      expect(await outcome).toBeDefined();
      expect(calls()).toBe(3);
    }));

  test('throttled at every attempt, gives up after the third', () =>
    disturbed({ kind: 'error', status: 429, code: 'ThrottlingException' }, 9, async (outcome, calls) => {
      expect((await faultOf(outcome)).info.kind).toBe('throttled');
      expect(calls()).toBe(3);
    }));

  test.each(['<html>', '{', '[]', '"text"'])('answered with %s, is malformed', (body) =>
    disturbed({ kind: 'malformed', body }, 9, async (outcome) => {
      expect((await faultOf(outcome)).info).toMatchObject({ kind: 'malformed', operation });
    }),
  );

  test('cut off once, succeeds', () =>
    disturbed({ kind: 'reset' }, 1, async (outcome) => {
      expect(await outcome).toBeDefined();
    }));

  test('cut off at every attempt, has no answer', () =>
    disturbed({ kind: 'reset' }, 9, async (outcome) => {
      expect((await faultOf(outcome)).info).toMatchObject({ kind: 'no-answer', operation });
    }));
});
