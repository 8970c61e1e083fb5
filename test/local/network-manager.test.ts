import {
  DescribeGlobalNetworksCommand,
  GetRouteAnalysisCommand,
  GetTransitGatewayRegistrationsCommand,
  type NetworkManagerClient,
  StartRouteAnalysisCommand,
  type StartRouteAnalysisCommandInput,
} from '@aws-sdk/client-networkmanager';
import {
  connectedPath,
  destinationAttachmentArn,
  globalNetworkId,
  sourceAttachmentArn,
  transitGatewayArn,
  withNetworkManager,
} from '../support/network-manager.ts';

const request: StartRouteAnalysisCommandInput = {
  GlobalNetworkId: globalNetworkId,
  Source: { TransitGatewayAttachmentArn: sourceAttachmentArn, IpAddress: '10.0.0.1' },
  Destination: { TransitGatewayAttachmentArn: destinationAttachmentArn, IpAddress: '2001:db8::1' },
  IncludeReturnPath: true,
};

const start = (client: NetworkManagerClient, over: Partial<StartRouteAnalysisCommandInput> = {}) =>
  client.send(new StartRouteAnalysisCommand({ ...request, ...over }));

test('a started analysis runs, with what was asked, and keeps the answer of its start', async () => {
  let seconds = 0;
  let cidr = 'before';
  await withNetworkManager(
    {
      now: () => new Date(seconds * 1000),
      runSeconds: 5,
      answer: () => ({
        status: 'COMPLETED',
        forward: { CompletionStatus: { ResultCode: 'CONNECTED', ReasonContext: { cidr } } },
      }),
    },
    async (client) => {
      const { RouteAnalysis: started } = await start(client);
      expect(started).toMatchObject({
        Status: 'RUNNING',
        StartTimestamp: new Date(0),
        Source: request.Source,
        Destination: request.Destination,
        IncludeReturnPath: true,
        UseMiddleboxes: false,
      });
      expect(started).not.toHaveProperty('ForwardPath');
      cidr = 'after';
      seconds = 5;
      const { RouteAnalysis: ended } = await client.send(
        new GetRouteAnalysisCommand({ GlobalNetworkId: globalNetworkId, RouteAnalysisId: started?.RouteAnalysisId }),
      );
      expect(ended).toMatchObject({
        Status: 'COMPLETED',
        ForwardPath: { CompletionStatus: { ReasonContext: { cidr: 'before' } } },
      });
    },
  );
});

test('the return path is there only where it was asked for', () =>
  withNetworkManager({}, async (client) => {
    for (const asked of [true, false]) {
      const { RouteAnalysis } = await start(client, { IncludeReturnPath: asked });
      const answer = await client.send(
        new GetRouteAnalysisCommand({
          GlobalNetworkId: globalNetworkId,
          RouteAnalysisId: RouteAnalysis?.RouteAnalysisId,
        }),
      );
      expect(answer.RouteAnalysis?.ForwardPath).toEqual(connectedPath());
      expect(answer.RouteAnalysis?.ReturnPath !== undefined).toBe(asked);
    }
  }));

test.each<[string, Partial<StartRouteAnalysisCommandInput>, string]>([
  ['a global network id of 51 characters', { GlobalNetworkId: 'g'.repeat(51) }, 'GlobalNetworkId'],
  ['no source', { Source: undefined }, 'Source'],
  ['no destination', { Destination: undefined }, 'Destination'],
  [
    'an attachment of 501 characters',
    { Source: { TransitGatewayAttachmentArn: 'a'.repeat(501), IpAddress: '10.0.0.1' } },
    'Source.TransitGatewayAttachmentArn',
  ],
  ['an empty address', { Destination: { IpAddress: '' } }, 'Destination.IpAddress'],
  ['an address of 51 characters', { Destination: { IpAddress: '1'.repeat(51) } }, 'Destination.IpAddress'],
  ['what is no address', { Destination: { IpAddress: '10.0.0.256' } }, 'Destination.IpAddress'],
  [
    'no source address for the way back',
    { Source: { TransitGatewayAttachmentArn: sourceAttachmentArn } },
    'Source.IpAddress',
  ],
])('%s is not valid', (_, over, field) =>
  withNetworkManager({}, async (client) => {
    const refused = expect(start(client, over)).rejects;
    await refused.toMatchObject({
      name: 'ValidationException',
      Reason: 'FieldValidationFailed',
      Fields: expect.arrayContaining([expect.objectContaining({ Name: field })]),
      $metadata: { httpStatusCode: 400 },
    });
  }),
);

test('what is not there is not found, by type and id', () =>
  withNetworkManager({}, async (client) => {
    await expect(start(client, { GlobalNetworkId: 'other' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      ResourceType: 'global-network',
      ResourceId: 'other',
    });
    const unknown = new GetRouteAnalysisCommand({ GlobalNetworkId: globalNetworkId, RouteAnalysisId: 'none/such' });
    await expect(client.send(unknown)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      ResourceType: 'route-analysis',
      ResourceId: 'none/such',
    });
  }));

test('a global network that is being deleted starts nothing', () =>
  withNetworkManager({ globalNetworks: [{ GlobalNetworkId: globalNetworkId, State: 'DELETING' }] }, async (client) => {
    await expect(start(client)).rejects.toMatchObject({ name: 'ConflictException', ResourceId: globalNetworkId });
  }));

test('a throttled call says when to come again', () =>
  withNetworkManager({}, async (client, endpoint) => {
    endpoint.disturb(() => ({ kind: 'error', status: 429, code: 'ThrottlingException', retryAfter: 0 }));
    await expect(start(client)).rejects.toMatchObject({
      name: 'ThrottlingException',
      RetryAfterSeconds: 0,
      $metadata: { httpStatusCode: 429, attempts: 3 },
    });
  }));

test('a defect of the service is an internal error', () =>
  withNetworkManager(
    {
      answer: () => {
        throw new Error('defect');
      },
    },
    async (client) => {
      await expect(start(client)).rejects.toMatchObject({ name: 'InternalServerException' });
    },
  ));

test('lists come in pages of the size that is asked for', () =>
  withNetworkManager(
    {
      globalNetworks: ['a', 'b', 'c'].map((id) => ({ GlobalNetworkId: id, State: 'AVAILABLE' })),
      registrations: [1, 2].map((index) => ({
        GlobalNetworkId: 'b',
        TransitGatewayArn: `${transitGatewayArn}${index}`,
        State: { Code: 'AVAILABLE' },
      })),
    },
    async (client) => {
      const first = await client.send(new DescribeGlobalNetworksCommand({ MaxResults: 2 }));
      expect(first.GlobalNetworks?.map((network) => network.GlobalNetworkId)).toEqual(['a', 'b']);
      const rest = await client.send(new DescribeGlobalNetworksCommand({ NextToken: first.NextToken ?? 'none' }));
      expect(rest.GlobalNetworks?.map((network) => network.GlobalNetworkId)).toEqual(['c']);
      expect(rest.NextToken).toBeUndefined();
      const chosen = new GetTransitGatewayRegistrationsCommand({
        GlobalNetworkId: 'b',
        TransitGatewayArns: [`${transitGatewayArn}2`],
        MaxResults: 1,
      });
      const { TransitGatewayRegistrations } = await client.send(chosen);
      expect(TransitGatewayRegistrations?.map((each) => each.TransitGatewayArn)).toEqual([`${transitGatewayArn}2`]);
      for (const page of [{ MaxResults: 0 }, { MaxResults: 501 }, { NextToken: 'another' }]) {
        await expect(client.send(new DescribeGlobalNetworksCommand(page))).rejects.toMatchObject({
          name: 'ValidationException',
        });
      }
    },
  ));

test.each([
  ['POST', `/global-networks/${globalNetworkId}/route-analyses`, '{', 'CannotParse'],
  ['POST', `/global-networks/${globalNetworkId}/route-analyses`, '[]', 'CannotParse'],
  ['DELETE', '/global-networks', '', 'UnknownOperation'],
  ['GET', '/sites', '', 'UnknownOperation'],
])('%s %s %s is refused', (method, path, body, reason) =>
  withNetworkManager({}, async (_, endpoint) => {
    const answer = await fetch(endpoint.url + path, { method, ...(body === '' ? {} : { body }) });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('x-amzn-errortype')).toBe('ValidationException');
    expect(await answer.json()).toMatchObject({ Reason: reason });
  }),
);
