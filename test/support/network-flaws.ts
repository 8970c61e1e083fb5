import { list, type Raw, text } from '../../lambda/snapshot/raw.ts';
import { type DocumentKey, type Documents, documentKeys, documentParts } from '../../lambda/snapshot/snapshot.ts';
import { identity, ruleId, rulesOf } from '../../local/network/rule.ts';

const repeated = (what: string, values: readonly unknown[]): readonly string[] =>
  values.flatMap((value, index) => (values.indexOf(value) < index ? [`${what} ${value} is there twice`] : []));

const idsOf = (documents: Documents, key: DocumentKey): readonly unknown[] =>
  (documents[key] ?? []).map((element) => element[documentParts[key].id]);

const dangling = (documents: Documents, key: DocumentKey, field: string, target: DocumentKey): readonly string[] => {
  const known = new Set(idsOf(documents, target));
  return (documents[key] ?? []).flatMap((element) => {
    const id = text(element, field);
    return id === undefined || known.has(id) ? [] : [`${key} name ${id}, which is not in ${target}`];
  });
};

const destination = (route: Raw): string =>
  ['DestinationCidrBlock', 'DestinationIpv6CidrBlock', 'DestinationPrefixListId', 'PrefixListId']
    .map((field) => text(route, field) ?? '')
    .join('|');

/** What is wrong with a network, in words: an id or a route or a rule twice, a name of what is not there. */
export const flawsOf = (documents: Documents): readonly string[] => [
  ...documentKeys.flatMap((key) => repeated(key, idsOf(documents, key))),
  ...dangling(documents, 'Subnets', 'VpcId', 'Vpcs'),
  ...dangling(documents, 'NetworkInterfaces', 'SubnetId', 'Subnets'),
  ...dangling(documents, 'SecurityGroups', 'VpcId', 'Vpcs'),
  ...dangling(documents, 'RouteTables', 'VpcId', 'Vpcs'),
  ...dangling(documents, 'NetworkAcls', 'VpcId', 'Vpcs'),
  ...(documents.RouteTables ?? []).flatMap((table) => repeated('route', list(table, 'Routes').map(destination))),
  ...repeated(
    'subnet in a route table',
    (documents.RouteTables ?? []).flatMap((table) =>
      list(table, 'Associations').flatMap((one) => text(one, 'SubnetId') ?? []),
    ),
  ),
  ...repeated(
    'subnet in an ACL',
    (documents.NetworkAcls ?? []).flatMap((acl) =>
      list(acl, 'Associations').flatMap((one) => text(one, 'SubnetId') ?? []),
    ),
  ),
  ...(documents.NetworkAcls ?? []).flatMap((acl) =>
    repeated(
      'entry',
      list(acl, 'Entries').map((entry) => `${entry.Egress} ${entry.RuleNumber}`),
    ),
  ),
  ...(documents.TransitGatewayRoutes ?? []).flatMap((table) =>
    repeated('transit route', list(table, 'Routes').map(destination)),
  ),
  ...(documents.SecurityGroups ?? []).flatMap((group) => repeated('rule', rulesOf(group).map(identity))),
  ...repeated(
    'rule id',
    (documents.SecurityGroups ?? []).flatMap((group) => rulesOf(group).map((rule) => ruleId(group, rule))),
  ),
];
