import { parseEndpoint, parseSource } from '../../lambda/domain/endpoint-text.ts';

const digits = '0123456789abcdef0';

test.each(['i', 'eni', 'igw', 'tgw', 'tgw-attach', 'vgw', 'vpce', 'vpce-svc', 'pcx'])(
  '%s- ids are endpoints',
  (prefix) => {
    for (const id of [`${prefix}-${digits}`, `${prefix}-01234567`]) {
      expect(parseEndpoint(id)).toEqual({ ok: true, value: { kind: 'id', id } });
      expect(parseSource({ id })).toEqual({ ok: true, value: { kind: 'id', id } });
    }
  },
);

test.each([
  `arn:aws:ec2:eu-central-1:111111111111:instance/i-${digits}`,
  `arn:aws-cn:ec2:cn-north-1:111111111111:network-interface/eni-${digits}`,
  `arn:aws:ec2:eu-central-1:111111111111:transit-gateway-attachment/tgw-attach-${digits}`,
  `arn:aws:ec2:eu-central-1:111111111111:vpc-endpoint-service/vpce-svc-${digits}`,
])('%s is an endpoint', (arn) => {
  expect(parseEndpoint(arn)).toEqual({ ok: true, value: { kind: 'arn', arn } });
  expect(parseEndpoint({ arn })).toEqual({ ok: true, value: { kind: 'arn', arn } });
});

test('an address is a destination, not a source', () => {
  expect(parseEndpoint('10.0.20.236')).toEqual({ ok: true, value: { kind: 'address', address: '10.0.20.236' } });
  expect(parseEndpoint({ ip: '0.0.0.0' })).toEqual({ ok: true, value: { kind: 'address', address: '0.0.0.0' } });
  expect(parseSource('10.0.20.236')).toMatchObject({
    ok: false,
    message: '10.0.20.236 is an IP address; Reachability Analyzer takes an address as `to` only',
    advice: expect.stringContaining('eni-'),
  });
});

test('a selector picks instances and wants all of them unless it says otherwise', () => {
  const tags = { 'aws:autoscaling:groupName': 'web', Name: 'web-*' };
  expect(parseSource({ tags })).toEqual({
    ok: true,
    value: { kind: 'selector', type: 'instance', tags, match: 'all' },
  });
  expect(parseSource({ tags, type: 'vpc-endpoint', match: 'any' })).toEqual({
    ok: true,
    value: { kind: 'selector', type: 'vpc-endpoint', tags, match: 'any' },
  });
});

const neither = 'which Reachability Analyzer takes neither as source nor as destination';

test.each([
  [`nat-${digits}`, `nat-${digits} is a NAT gateway, ${neither}`],
  [`vpn-${digits}`, `vpn-${digits} is a VPN connection, ${neither}`],
  [`tgw-rtb-${digits}`, `tgw-rtb-${digits} is a transit gateway route table, ${neither}`],
  ['rds:orders', `rds:orders is a database, ${neither}`],
  [
    'orders.abc123.eu-central-1.rds.amazonaws.com',
    `orders.abc123.eu-central-1.rds.amazonaws.com is a database, ${neither}`,
  ],
  ['shop-1.eu-central-1.elb.amazonaws.com', `shop-1.eu-central-1.elb.amazonaws.com is a load balancer, ${neither}`],
  ['shop-1.elb.eu-central-1.amazonaws.com', `shop-1.elb.eu-central-1.amazonaws.com is a load balancer, ${neither}`],
  [
    'arn:aws:elasticloadbalancing:eu-central-1:111111111111:loadbalancer/app/shop/50dc6c495c0c9188',
    `arn:aws:elasticloadbalancing:eu-central-1:111111111111:loadbalancer/app/shop/50dc6c495c0c9188 is a load balancer, ${neither}`,
  ],
  [`arn:aws:ec2:eu-central-1:111111111111:natgateway/nat-${digits}`, `nat-${digits} is a NAT gateway, ${neither}`],
])('%s is refused, and its network interface asked for', (text, message) => {
  expect(parseEndpoint(text)).toMatchObject({ ok: false, message, advice: expect.stringContaining('eni-') });
});

test.each([
  ['2001:db8::1', '2001:db8::1 is an IPv6 address; Reachability Analyzer knows IPv4 only'],
  ['::ffff:10.0.0.1', '::ffff:10.0.0.1 is an IPv6 address; Reachability Analyzer knows IPv4 only'],
  ['10.0.0.0/16', '10.0.0.0/16 is a range of addresses'],
  ['10.0.0.256', '"10.0.0.256" is not an IPv4 address'],
  ['10.0.01.1', '"10.0.01.1" is not an IPv4 address'],
  ['10.0.0', '"10.0.0" is not an IPv4 address'],
  ['i-123', '"i-123" is not a whole id'],
  ['i-0123456789ABCDEF0', '"i-0123456789ABCDEF0" is not a whole id'],
  ['internet', '"internet" is no resource'],
  ['web-1', '"web-1" is not an endpoint'],
  ['', '"" is not an endpoint'],
  ['arn:aws:s3:::bucket', '"arn:aws:s3:::bucket" is not the ARN of an endpoint'],
  [
    `arn:aws:ec2:eu-central-1:111111111111:instance/eni-${digits}`,
    `"arn:aws:ec2:eu-central-1:111111111111:instance/eni-${digits}" is not the ARN of an endpoint`,
  ],
  [{}, 'an endpoint has one of `id`, `arn`, `ip` and `tags`, this one none'],
  [{ id: `i-${digits}`, ip: '10.0.0.1' }, 'an endpoint has one of `id`, `arn`, `ip` and `tags`, this one 2'],
  [{ id: `i-${digits}`, match: 'any' as const }, '`type` and `match` belong to a selector'],
  [{ tags: {} }, 'the selector names no tag'],
])('%j is refused: %s', (input, message) => {
  expect(parseEndpoint(input)).toMatchObject({ ok: false, message, advice: expect.stringMatching(/\w/) });
});
