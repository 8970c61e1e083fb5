import type { Parsed } from './parsed.ts';
import { meant, mistaken } from './parsed.ts';
import type { Endpoint, SelectableType } from './path.ts';

/** An end of a path as it may be declared. */
export type EndpointInput =
  | string
  | {
      readonly id?: string | undefined;
      readonly arn?: string | undefined;
      readonly ip?: string | undefined;
      readonly tags?: Readonly<Record<string, string>> | undefined;
      readonly type?: SelectableType | undefined;
      readonly match?: 'any' | 'all' | undefined;
    };

/**
 * What Reachability Analyzer takes as an end: id prefix → type in an ARN.
 * https://docs.aws.amazon.com/vpc/latest/reachability/how-reachability-analyzer-works.html
 */
const ends: Readonly<Record<string, string>> = {
  i: 'instance',
  eni: 'network-interface',
  igw: 'internet-gateway',
  tgw: 'transit-gateway',
  'tgw-attach': 'transit-gateway-attachment',
  vgw: 'vpn-gateway',
  vpce: 'vpc-endpoint',
  'vpce-svc': 'vpc-endpoint-service',
  pcx: 'vpc-peering-connection',
};

/** What people try as an end, by id prefix or by service in an ARN. */
const others: Readonly<Record<string, string>> = {
  nat: 'a NAT gateway',
  vpn: 'a VPN connection',
  cgw: 'a customer gateway',
  eigw: 'an egress-only internet gateway',
  subnet: 'a subnet',
  vpc: 'a VPC',
  sg: 'a security group',
  acl: 'a network ACL',
  rtb: 'a route table',
  'tgw-rtb': 'a transit gateway route table',
  eipalloc: 'an Elastic IP address',
  elasticloadbalancing: 'a load balancer',
  rds: 'a database',
  lambda: 'a function',
};

const forms =
  'write an id (`i-…`, `eni-…`, `igw-…`, `tgw-…`, `tgw-attach-…`, `vgw-…`, `vpce-…`, `vpce-svc-…`, `pcx-…`), an ARN, ' +
  'or a selector such as `{ tags: { Name: "web-*" } }`; as `to` an IPv4 address too';
const useInterface = 'name the network interface (`eni-…`) that the traffic leaves or enters by, or an instance';
const addressForm = 'write one IPv4 address, such as `10.0.20.236`';

const refused = (text: string, what: string): Parsed<never> =>
  mistaken(`${text} is ${what}, which Reachability Analyzer takes neither as source nor as destination`, useInterface);

const parseId = (text: string): Parsed<Endpoint> => {
  const match = /^([a-z]+(?:-[a-z]+)*?)-([0-9a-zA-Z]+)$/.exec(text);
  const prefix = match?.[1] ?? '';
  const other = others[prefix];
  if (other !== undefined) return refused(text, other);
  if (ends[prefix] === undefined) return mistaken(`"${text}" is not an endpoint`, forms);
  return /^([0-9a-f]{8}|[0-9a-f]{17})$/.test(match?.[2] ?? '')
    ? meant({ kind: 'id', id: text })
    : mistaken(`"${text}" is not a whole id`, `write \`${prefix}-\` and 8 or 17 hexadecimal digits in lower case`);
};

const parseArn = (text: string): Parsed<Endpoint> => {
  const [, partition = '', service = '', region = '', account = '', resource = ''] = text.split(':');
  const [type, id = '', ...rest] = resource.split('/');
  const other = service === 'ec2' ? undefined : others[service];
  if (other !== undefined) return refused(text, other);
  const named = parseId(id);
  const fits =
    /^aws(-[a-z]+)*$/.test(partition) &&
    service === 'ec2' &&
    region !== '' &&
    /^\d{12}$/.test(account) &&
    rest.length === 0;
  if (fits && !named.ok) return named;
  return fits && type === ends[id.slice(0, id.lastIndexOf('-'))]
    ? meant({ kind: 'arn', arn: text })
    : mistaken(
        `"${text}" is not the ARN of an endpoint`,
        'write `arn:aws:ec2:REGION:ACCOUNT:TYPE/ID`, such as `arn:aws:ec2:eu-central-1:111111111111:instance/i-0123456789abcdef0`',
      );
};

const parseAddress = (text: string): Parsed<Endpoint> => {
  if (text.includes(':'))
    return mistaken(`${text} is an IPv6 address; Reachability Analyzer knows IPv4 only`, addressForm);
  if (text.includes('/')) return mistaken(`${text} is a range of addresses`, addressForm);
  const octets = text.split('.');
  const sound =
    octets.length === 4 && octets.every((octet) => /^(0|[1-9]\d{0,2})$/.test(octet) && Number(octet) <= 255);
  return sound ? meant({ kind: 'address', address: text }) : mistaken(`"${text}" is not an IPv4 address`, addressForm);
};

const parseText = (text: string): Parsed<Endpoint> => {
  if (text.startsWith('arn:')) return parseArn(text);
  if (/^[\d.]+(\/\d+)?$/.test(text) || /^[0-9a-f]*:[0-9a-f:.]*(\/\d+)?$/i.test(text)) return parseAddress(text);
  if (text.startsWith('rds:') || /\.rds\.amazonaws\.com$/i.test(text)) return refused(text, 'a database');
  if (/\.elb(\.[a-z0-9-]+)?\.amazonaws\.com$/i.test(text)) return refused(text, 'a load balancer');
  if (text === 'internet')
    return mistaken('"internet" is no resource', 'name the internet gateway that the traffic passes (`igw-…`)');
  return parseId(text);
};

/** One end of a path as declared. Whether it exists is seen at every sweep, not here. */
export const parseEndpoint = (input: EndpointInput): Parsed<Endpoint> => {
  if (typeof input === 'string') return parseText(input.trim());
  const { id, arn, ip, tags, type, match } = input;
  const given = [id, arn, ip, tags].filter((value) => value !== undefined).length;
  if (given !== 1)
    return mistaken(
      `an endpoint has one of \`id\`, \`arn\`, \`ip\` and \`tags\`, this one ${given === 0 ? 'none' : given}`,
      forms,
    );
  if (tags === undefined && (type !== undefined || match !== undefined))
    return mistaken('`type` and `match` belong to a selector', 'leave them out, or select by `tags`');
  if (id !== undefined) return parseId(id.trim());
  if (arn !== undefined) return parseArn(arn.trim());
  if (ip !== undefined) return parseAddress(ip.trim());
  if (tags === undefined || Object.keys(tags).length === 0)
    return mistaken('the selector names no tag', 'name at least one: `{ tags: { Name: "web-*" } }`');
  return meant({ kind: 'selector', type: type ?? 'instance', tags, match: match ?? 'all' });
};

/** As `parseEndpoint`, for the end that starts the traffic: an address can only be its destination. */
export const parseSource = (input: EndpointInput): Parsed<Endpoint> => {
  const parsed = parseEndpoint(input);
  return parsed.ok && parsed.value.kind === 'address'
    ? mistaken(
        `${parsed.value.address} is an IP address; Reachability Analyzer takes an address as \`to\` only`,
        'name the instance or the network interface that has the address: `i-…` or `eni-…`',
      )
    : parsed;
};
