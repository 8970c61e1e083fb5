/*
 * The ids of AWS within texts. A prefix, and 8 hexadecimal digits or, since 2016, 17:
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html
 */

/** Of what a path can be made of, or what decides about its packets. */
const prefixes = [
  ...['i', 'eni', 'subnet', 'vpc', 'acl', 'sg', 'rtb', 'pl', 'eipalloc', 'vpce', 'vpce-svc', 'pcx'],
  ...['igw', 'eigw', 'cagw', 'nat', 'vgw', 'vpn', 'cgw', 'lgw', 'lgw-rtb', 'rs', 'rse', 'rsp'],
  ...['tgw', 'tgw-rtb', 'tgw-attach', 'tgw-connect-peer', 'tgw-ptb', 'eice', 'vae', 'cvpn-endpoint'],
];

const resource = new RegExp(`(?<![\\w-])(?:${prefixes.join('|')})-[0-9a-f]{8,17}(?![\\w-])`, 'g');
const balancing =
  /arn:[a-z-]{1,20}:elasticloadbalancing:[a-z0-9-]{0,30}:\d{0,12}:(?:loadbalancer|targetgroup|listener|listener-rule)\/[\w./-]{1,160}/g;

/** `…:listener-rule/app/name/1/2/3` → `…:listener/app/name/1/2`, and that → `…:loadbalancer/app/name/1`. */
const parentsOf = (arn: string): readonly string[] => {
  const [, start, kind, type, name, balancer, listener] =
    /^(.+:)(listener|listener-rule)\/(\w+)\/([^/]+)\/(\w+)\/(\w+)/.exec(arn) ?? [];
  if (kind === undefined) return [];
  return [
    ...(kind === 'listener-rule' ? [`${start}listener/${type}/${name}/${balancer}/${listener}`] : []),
    `${start}loadbalancer/${type}/${name}/${balancer}`,
  ];
};

/** The ids of network resources in a text, and of load balancers their ARNs: those of a listener's balancer too. */
export const idsIn = (text: string): readonly string[] => [
  ...(text.match(resource) ?? []),
  ...(text.match(balancing) ?? []).flatMap((arn) => [arn, ...parentsOf(arn)]),
];

/** Whether a text names an association or attachment by its own id, which does not tell what is associated. */
export const isAssociation = (text: string): boolean =>
  /^(?:rtbassoc|aclassoc|eipassoc|eni-attach|vpc-cidr-assoc|subnet-cidr-assoc|trunk-assoc)-[0-9a-f]{8,17}$/.test(text);

/** Whether a text is the id of any resource of EC2, such as `vol-0123456789abcdef0`. */
export const isAnyId = (text: string): boolean => /^[a-z]{1,16}(?:-[a-z]{1,16}){0,3}-[0-9a-f]{8,17}$/.test(text);
