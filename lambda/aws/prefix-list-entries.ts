import { type EC2Client, paginateGetManagedPrefixListEntries } from '@aws-sdk/client-ec2';
import { list, type Raw, text } from '../snapshot/raw.ts';
import { type Described, describedEach, elementsOf, gathered, type Lane, type Parts } from './described.ts';

const rulesOf = (group: Raw): readonly Raw[] => [
  ...list(group, 'IpPermissions'),
  ...list(group, 'IpPermissionsEgress'),
];

/** The prefix lists that a security group's rule or a route refers to, each once. */
const referredTo = (parts: Parts): readonly string[] => {
  const ids = [
    ...elementsOf(parts.SecurityGroups)
      .flatMap(rulesOf)
      .flatMap((rule) => list(rule, 'PrefixListIds').map((reference) => text(reference, 'PrefixListId'))),
    ...elementsOf(parts.RouteTables).flatMap((table) =>
      list(table, 'Routes').map((route) => text(route, 'DestinationPrefixListId')),
    ),
    ...elementsOf(parts.TransitGatewayRoutes).flatMap((table) =>
      list(table, 'Routes').map((route) => text(route, 'PrefixListId')),
    ),
  ];
  return [...new Set(ids.filter((id) => id !== undefined))];
};

/** The entries of every prefix list that is referred to, AWS's own included: one call for each list and 100 entries. */
export const describePrefixListEntries = (client: EC2Client, lane: Lane, parts: Parts): Promise<Described> => {
  const operation = 'GetManagedPrefixListEntries';
  const lists = referredTo(parts).map((PrefixListId) => ({ PrefixListId }));
  return describedEach({ elements: lists }, operation, async ({ PrefixListId }) => {
    const pages = () =>
      paginateGetManagedPrefixListEntries({ client, pageSize: 100 }, { PrefixListId: `${PrefixListId}` });
    return { PrefixListId, Entries: await lane(() => gathered(operation, 'Entries', pages)) };
  });
};
