import fc from 'fast-check';
import { BALANCING, EC2 } from '../../lambda/changes/calls.ts';
import { FORWARDER_SOURCE } from '../../lambda/changes/patterns.ts';
import { isForwarderSign, readEvent } from '../../lambda/changes/read-event.ts';
import { readRecord } from '../../lambda/changes/read-record.ts';

const delivery = { id: 'message-1', at: '2026-11-22T10:00:00.000Z' };
/** The events give times to the second; they are kept in the one form that sorts as text. */
const at = '2026-11-22T09:58:31.000Z';

const recordOf = (eventName: string, rest: object = {}) => ({
  eventVersion: '1.11',
  userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111111111111:user/ada', accountId: '111111111111' },
  eventTime: at,
  eventSource: EC2,
  eventName,
  sourceIPAddress: '192.0.2.7',
  userAgent: 'aws-cli/2.31.0 md/awscrt#0.27',
  requestParameters: {},
  responseElements: { requestId: 'c6671a81-468c-41e2-abd5-0ec843ee0db3', _return: true },
  eventID: 'a4ff516f-8f9a-4c36-9700-b31a883c1a6e',
  readOnly: false,
  ...rest,
});

const eventOf = (detail: unknown, rest: object = {}): string =>
  JSON.stringify({
    version: '0',
    id: 'event-1',
    'detail-type': 'AWS API Call via CloudTrail',
    source: 'aws.ec2',
    account: '111111111111',
    time: '2026-11-22T09:58:40Z',
    region: 'eu-west-1',
    resources: [],
    detail,
    ...rest,
  });

const read = (eventName: string, requestParameters: unknown, rest: object = {}) =>
  readEvent(eventOf(recordOf(eventName, { requestParameters, ...rest })), delivery);

const rtb = 'rtb-021ab122f4f50d879';
const subnet = 'subnet-0f444068dff9621ab';
const attachment = 'tgw-attach-0a7b6c5d4e3f20819';
const loadBalancer = 'arn:aws:elasticloadbalancing:eu-west-1:111111111111:loadbalancer/app/front/0123456789abcdef';

describe('a call of CloudTrail', () => {
  test('is a change with its own id, its time, who made it and what was asked for', () => {
    expect(read('DeleteRoute', { routeTableId: rtb, destinationCidrBlock: '10.0.0.0/16' })).toEqual({
      id: 'a4ff516f-8f9a-4c36-9700-b31a883c1a6e',
      at,
      source: 'cloudtrail',
      name: 'DeleteRoute',
      concern: { kind: 'resources', ids: [rtb] },
      author: { principal: 'arn:aws:iam::111111111111:user/ada', sourceAddress: '192.0.2.7', tool: 'AWS CLI' },
      details: { routeTableId: rtb, destinationCidrBlock: '10.0.0.0/16' },
    });
  });

  test.each([
    ['that failed', { errorCode: 'Client.UnauthorizedOperation', responseElements: null }],
    ['that was a dry run', { errorCode: 'Client.DryRunOperation' }],
    ['that only reads', { readOnly: true }],
    ['that only reads, in words', { readOnly: 'true' }],
    ['that reads by its name', { eventName: 'DescribeVpcs', readOnly: undefined }],
    ['that changes no network', { eventName: 'CreateSnapshot' }],
    ['that is one of our own', { eventName: 'StartNetworkInsightsAnalysis' }],
  ])('%s is no change', (_, rest) => {
    expect(readEvent(eventOf(recordOf('DeleteRoute', rest)), delivery)).toBeUndefined();
  });

  test.each([
    ['in lists', { instancesSet: { items: [{ instanceId: 'i-0d1c5a8e3f7b92604' }] } }, ['i-0d1c5a8e3f7b92604']],
    ['in a wrapper', { DelTGwVpcAttachReq: { TransitGatewayAttachmentId: attachment } }, [attachment]],
    ['beside the place in a list', { X: { SubnetId: { tag: 1, content: subnet } } }, [subnet]],
    ['of 8 digits', { groupId: 'sg-bd2d87d9' }, ['sg-bd2d87d9']],
    ['once', { a: rtb, b: [rtb, { c: rtb }] }, [rtb]],
    [
      'whole, not in parts',
      { a: 'tgw-rtb-05c9fa8db5415ce07', b: 'my-vpc-01a3c97bf2a2efa11', c: rtb },
      ['tgw-rtb-05c9fa8db5415ce07', rtb],
    ],
    [
      'but none of tags and tokens',
      { subnetId: subnet, clientToken: rtb, tagSet: { items: [{ value: rtb }] } },
      [subnet],
    ],
  ])('has the ids that its request has %s', (_, request, ids) => {
    expect(read('StopInstances', request)?.concern).toEqual({ kind: 'resources', ids });
  });

  test('has the ids of the answer too', () => {
    const responseElements = { networkInterface: { networkInterfaceId: 'eni-076fa9fb98a2500a7', subnetId: subnet } };
    expect(read('CreateNetworkInterface', { subnetId: subnet }, { responseElements })?.concern).toEqual({
      kind: 'resources',
      ids: [subnet, 'eni-076fa9fb98a2500a7'],
    });
  });

  test.each([
    ['AuthorizeSecurityGroupIngress', null],
    ['ModifyVpcBlockPublicAccessOptions', { InternetGatewayBlockMode: 'block-bidirectional' }],
    ['StopInstances', { items: Array.from({ length: 200 }, (_, n) => `i-${n.toString(16).padStart(17, '0')}`) }],
    // A new call of AWS: nobody knows what its ids mean.
    ['TeleportVpc', { vpcId: 'vpc-0a6f2d9c41b87e530' }],
    // The subnet is behind the id of the association.
    ['DisassociateRouteTable', { associationId: 'rtbassoc-0d88381fe24e7a995' }],
    ['ReplaceRouteTableAssociation', { associationId: 'rtbassoc-0d88381fe24e7a995', routeTableId: rtb }],
    [
      'ReplaceNetworkAclAssociation',
      { associationId: 'aclassoc-0d88381fe24e7a995', networkAclId: 'acl-0a1b2c3d4e5f60718' },
    ],
    ['DetachNetworkInterface', { attachmentId: 'eni-attach-02aca13293a6fe1b9', force: true }],
    // Rules and routes that name the list may match now, and those of paths did not name it.
    ['ModifyManagedPrefixList', { prefixListId: 'pl-0123456789abcdef0' }],
  ])('%s of %j may concern anything', (eventName, request) => {
    expect(read(eventName, request)?.concern).toEqual({ kind: 'anything' });
  });

  test('that names an interface beside its attachment concerns the interface', () => {
    const request = {
      networkInterfaceId: 'eni-076fa9fb98a2500a7',
      attachment: { attachmentId: 'eni-attach-02aca13293a6fe1b9' },
    };
    expect(read('ModifyNetworkInterfaceAttribute', request)?.concern).toEqual({
      kind: 'resources',
      ids: ['eni-076fa9fb98a2500a7'],
    });
  });

  test('on tags concerns what is tagged, be it a volume', () => {
    const request = {
      resourcesSet: { items: [{ resourceId: 'vol-0123456789abcdef0' }, { resourceId: 'i-0d1c5a8e3f7b92604' }] },
      tagSet: { items: [{ key: 'for', value: rtb }] },
    };
    expect(read('CreateTags', request)?.concern).toEqual({
      kind: 'resources',
      ids: ['vol-0123456789abcdef0', 'i-0d1c5a8e3f7b92604'],
    });
  });

  test.each([
    ['DeleteRule', { ruleArn: loadBalancer.replace('loadbalancer', 'listener-rule').concat('/aaaa/bbbb') }],
    ['ModifyListener', { listenerArn: loadBalancer.replace('loadbalancer', 'listener').concat('/aaaa') }],
    ['SetSubnets', { loadBalancerArn: loadBalancer }],
  ])('%s concerns the load balancer', (eventName, requestParameters) => {
    const change = readEvent(eventOf(recordOf(eventName, { eventSource: BALANCING, requestParameters })), delivery);
    expect(change?.concern).toMatchObject({ kind: 'resources', ids: expect.arrayContaining([loadBalancer]) });
  });

  test('of a Classic Load Balancer concerns it by its name', () => {
    const requestParameters = { loadBalancerName: 'front', instances: [{ instanceId: 'i-0d1c5a8e3f7b92604' }] };
    const record = recordOf('DeregisterInstancesFromLoadBalancer', { eventSource: BALANCING, requestParameters });
    expect(readEvent(eventOf(record), delivery)?.concern).toEqual({
      kind: 'resources',
      ids: ['front', 'i-0d1c5a8e3f7b92604'],
    });
  });

  test('has details that are flat, of one spelling, joined, and bounded', () => {
    const request = {
      CreateNatGatewayRequest: {
        ConnectivityType: 'public',
        SubnetId: { tag: 1, content: subnet },
        ClientToken: '86C58940',
        TagSpecification: { ResourceType: 'natgateway', Tag: [{ Key: 'a', Value: 'b', tag: 1 }] },
      },
      ipPermissions: {
        items: [
          {
            ipProtocol: 'tcp',
            fromPort: 22,
            ipRanges: { items: [{ cidrIp: '10.0.0.0/8' }, { cidrIp: '10.1.0.0/16' }] },
          },
        ],
      },
      sourceDestCheck: { value: false },
      long: 'x'.repeat(1000),
      hostile: 'a\u0000\u202eb\nc',
    };
    expect(read('CreateNatGateway', request)?.details).toEqual({
      connectivityType: 'public',
      subnetId: subnet,
      ipProtocol: 'tcp',
      fromPort: '22',
      cidrIp: '10.0.0.0/8, 10.1.0.0/16',
      sourceDestCheck: 'false',
      long: `${'x'.repeat(199)}…`,
      hostile: 'a b c',
    });
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`field${n}`, n]));
    expect(Object.keys(read('RunInstances', many)?.details ?? {})).toHaveLength(20);
  });
});

describe('who made a call', () => {
  const session = 'arn:aws:sts::111111111111:assumed-role/deploy/gitlab';
  test.each([
    ['the session of a role', { type: 'AssumedRole', arn: session, principalId: 'AROA:gitlab' }, session],
    ['a service', { accountId: '111111111111', invokedBy: 'ec2.amazonaws.com' }, 'ec2.amazonaws.com'],
    ['another account', { type: 'AWSAccount', principalId: 'AIDA1', accountId: '222222222222' }, 'AIDA1'],
    ['who is no more than an account', { type: 'AWSAccount', accountId: '222222222222' }, '222222222222'],
  ])('is %s', (_, userIdentity, principal) => {
    expect(read('DeleteRoute', {}, { userIdentity })?.author?.principal).toBe(principal);
  });

  test('is nobody where the record names nobody', () => {
    expect(read('DeleteRoute', {}, { userIdentity: null })).not.toHaveProperty('author');
  });

  const terraform =
    'APN/1.0 HashiCorp/1.0 Terraform/1.1.2 (+https://www.terraform.io) terraform-provider-aws/3.76.1 aws-sdk-go/1.44.157';
  test.each([
    [terraform, 'Terraform'],
    ['APN/1.0 Pulumi/1.0 PulumiAWS/7.0 terraform-provider-aws/6.0 aws-sdk-go-v2/1.39', 'Pulumi'],
    ['OpenTofu/1.10 terraform-provider-aws/6.0', 'OpenTofu'],
    ['cloudformation.amazonaws.com', 'CloudFormation'],
    ['aws-cli/2.31.0 md/awscrt#0.27 ua/2.1 os/linux', 'AWS CLI'],
    ['aws-sdk-js/3.800 lib/aws-cdk/2.1100', 'CDK'],
    ['console.ec2.amazonaws.com', 'console'],
    ['console.amazonaws.com', 'console'],
    ['signin.amazonaws.com', 'console'],
    ['Mozilla/5.0 (X11; Linux x86_64) Firefox/102.0', 'console'],
    ['[Boto3/1.26.1 md/Botocore#1.29.1]', 'boto3'],
    ['aws-sdk-go/1.44.157 (go1.19.3; linux; amd64)', 'aws-sdk-go'],
    ['aws-sdk-go-v2/1.17.0 os/linux', 'aws-sdk-go-v2'],
    ['rds.amazonaws.com', 'rds.amazonaws.com'],
    ['AWS Internal', 'AWS Internal'],
    ['stratus-red-team_6a7ec681 (x)', 'stratus-red-team_6a7ec681'],
    ['karpenter.sh-v1.0/x', 'karpenter.sh-v1.0'],
    ['z'.repeat(90), `${'z'.repeat(59)}…`],
  ])('used, by the user agent %s, %s', (userAgent, tool) => {
    expect(read('DeleteRoute', {}, { userAgent })?.author?.tool).toBe(tool);
  });

  test('used the console where the session began there', () => {
    const rest = { userAgent: 'AWS Internal', sessionCredentialFromConsole: 'true' };
    expect(read('DeleteRoute', {}, rest)?.author?.tool).toBe('console');
  });

  test('used what called in its name where the agent is that of AWS', () => {
    const rest = {
      userAgent: 'AWS Internal',
      userIdentity: { arn: session, invokedBy: 'autoscaling.amazonaws.com' },
    };
    expect(read('DeleteRoute', {}, rest)?.author).toMatchObject({
      principal: session,
      tool: 'autoscaling.amazonaws.com',
    });
  });
});

describe('a message that is not understood', () => {
  const anything = { source: 'cloudtrail', concern: { kind: 'anything' }, details: {} };

  test.each([
    '',
    'no JSON',
    '[]',
    'null',
    '3',
    '{}',
    '"{}"',
    '['.repeat(50_000),
    `${'['.repeat(50_000)}${']'.repeat(50_000)}`,
  ])('may concern anything, by the id and time of its delivery', (body) => {
    expect(readEvent(body, delivery)).toEqual({ ...delivery, ...anything, name: 'unknown' });
  });

  test('of another type may concern anything, by its own id and time', () => {
    expect(readEvent(eventOf({}, { 'detail-type': 'Firewall Configuration Changed' }), delivery)).toEqual({
      ...anything,
      id: 'event-1',
      at: '2026-11-22T09:58:40.000Z',
      name: 'Firewall Configuration Changed',
    });
  });

  test.each([['no object'], [{}], [null], [{ eventName: 7, eventSource: EC2 }]])(
    'as a call of %j may concern anything',
    (detail) => {
      expect(readEvent(eventOf(detail), delivery)).toMatchObject({ ...anything, id: 'event-1' });
    },
  );

  test.each(['yesterday', '2026-13-45T99:99:99Z', 12, null])('at %j came when it was delivered', (eventTime) => {
    const body = eventOf(recordOf('DeleteRoute', { eventTime }), { time: eventTime });
    expect(readEvent(body, delivery)?.at).toBe(delivery.at);
  });

  test('of a service that is none of those is a change that may concern anything', () => {
    const change = read(
      'ModifyMountTargetSecurityGroups',
      { groups: ['sg-bd2d87d9'] },
      { eventSource: 'x.amazonaws.com' },
    );
    expect(change).toMatchObject({ name: 'ModifyMountTargetSecurityGroups', concern: { kind: 'anything' } });
  });
});

describe('other events', () => {
  test.each(['instance-id', 'instance_id'])('an instance that changes its state is named by %s', (key) => {
    const detail = { [key]: 'i-0d1c5a8e3f7b92604', state: 'stopped' };
    expect(readEvent(eventOf(detail, { 'detail-type': 'EC2 Instance State-change Notification' }), delivery)).toEqual({
      id: 'event-1',
      at: '2026-11-22T09:58:40.000Z',
      source: 'instance-state',
      name: 'stopped',
      concern: { kind: 'resources', ids: ['i-0d1c5a8e3f7b92604'] },
      details: {},
    });
  });

  test.each([
    ['transitGatewayRouteTableArns', 'destinationCidrBlock', 'changeType'],
    ['transit-gateway-route-table-arns', 'destination-cidr-block', 'change-type'],
  ])('Network Manager is read with keys such as %s', (tables, destination, type) => {
    const detail = {
      [type]: 'TGW-ROUTE-UNINSTALLED',
      [tables]: ['arn:aws:ec2:eu-west-1:111111111111:transit-gateway-route-table/tgw-rtb-05c9fa8db5415ce07'],
      routes: [{ [destination]: '10.0.0.0/16', attachments: [] }],
    };
    const change = readEvent(eventOf(detail, { 'detail-type': 'Network Manager Routing Update' }), delivery);
    expect(change).toMatchObject({
      id: 'event-1',
      source: 'network-manager',
      name: 'TGW-ROUTE-UNINSTALLED',
      concern: { kind: 'resources', ids: ['tgw-rtb-05c9fa8db5415ce07'] },
      details: { destinationCidrBlock: '10.0.0.0/16' },
    });
    expect(change).not.toHaveProperty('author');
  });

  test('the sign of life of the forwarder is no change, and nothing else is one', () => {
    const sign = JSON.stringify({ source: FORWARDER_SOURCE, 'detail-type': 'Pathwatch Forwarder Alive', detail: {} });
    expect([isForwarderSign(sign), readEvent(sign, delivery)]).toEqual([true, undefined]);
    expect(isForwarderSign(eventOf(recordOf('DeleteRoute', { requestParameters: { a: FORWARDER_SOURCE } })))).toBe(
      false,
    );
    expect(isForwarderSign('no JSON')).toBe(false);
  });
});

describe('a bare record', () => {
  const record = recordOf('DeleteRoute', { requestParameters: { routeTableId: rtb } });

  test('reads as the event that carried it, as an object or as text', () => {
    const carried = readEvent(eventOf(record), delivery);
    expect(readRecord(record, delivery.at)).toEqual(carried);
    expect(readRecord(JSON.stringify(record), delivery.at)).toEqual(carried);
  });

  test('that is none may concern anything', () => {
    expect(readRecord('no JSON', delivery.at)).toMatchObject({ at: delivery.at, concern: { kind: 'anything' } });
    expect(readRecord(undefined, delivery.at)).toMatchObject({ concern: { kind: 'anything' } });
  });
});

const names = ['detail', 'detail-type', 'source', 'id', 'time', 'resources', 'eventName', 'eventSource', 'eventID'];
const more = [
  'userIdentity',
  'requestParameters',
  'responseElements',
  'errorCode',
  'readOnly',
  'changeType',
  '__proto__',
];
const words = ['AWS API Call via CloudTrail', 'Network Manager Status Update', 'aws.ec2', EC2, 'DeleteRoute', rtb];
const type = 'EC2 Instance State-change Notification';

/** JSON with the names that are looked for, in right and in wrong places. */
const { event } = fc.letrec<{ event: unknown }>((tie) => ({
  event: fc.oneof(
    { depthSize: 'medium' },
    fc.jsonValue(),
    fc.constantFrom(...words, type),
    fc.array(tie('event'), { maxLength: 4 }),
    fc
      .array(fc.tuple(fc.constantFrom(...names, ...more, 'arn', 'userAgent', 'tag', 'items'), tie('event')), {
        maxLength: 8,
      })
      .map((entries) => Object.fromEntries(entries)),
  ),
}));

describe('whatever JSON comes', () => {
  test('it is read without a throw, within bounds, and as the same twice', () => {
    fc.assert(
      fc.property(event, (value) => {
        const body = JSON.stringify(value);
        const change = readEvent(body, delivery);
        expect(readEvent(body, delivery)).toEqual(change);
        readRecord(value, delivery.at);
        isForwarderSign(body);
        if (change === undefined) return;
        expect(Object.keys(change.details).length).toBeLessThanOrEqual(20);
        for (const text of [...Object.values(change.details), change.name, change.id])
          expect(Array.from(text).length).toBeLessThanOrEqual(200);
        expect(`${change.name}${change.id}${Object.values(change.details).join('')}`).not.toMatch(/\p{Cc}/u);
        if (change.concern.kind === 'resources') expect(change.concern.ids.length).toBeGreaterThan(0);
      }),
      { numRuns: 3000 },
    );
  });

  test('as a text it is read without a throw', () => {
    fc.assert(fc.property(fc.string(), (body) => readEvent(body, delivery) !== undefined));
  });
});
