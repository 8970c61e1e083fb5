import type { ModifyManagedPrefixListRequest } from '@aws-sdk/client-ec2';
import { integer, list, type Raw, text } from '../../lambda/snapshot/raw.ts';
import { required } from '../ec2/insights-rules.ts';
import { ServiceError } from '../endpoint.ts';
import type { Change, Context } from './change.ts';
import { checkedCidr, type Family } from './cidr.ts';
import { elementOf, withElement } from './elements.ts';
import { named } from './resource.ts';

const familyOf = (prefixList: Raw): Family => (text(prefixList, 'AddressFamily') === 'IPv6' ? 'IPv6' : 'IPv4');

/** The entries after a request, in their order; an entry that is added again gets the new description. */
const entriesAfter = (prefixList: Raw, before: readonly Raw[], request: ModifyManagedPrefixListRequest) => {
  const family = familyOf(prefixList);
  const cidr = (given: string | undefined): string => checkedCidr(required(given, 'Cidr'), family, 'cidr');
  const entries = new Map(before.map((entry) => [text(entry, 'Cidr') ?? '', entry]));
  for (const { Cidr } of request.RemoveEntries ?? []) {
    if (entries.delete(cidr(Cidr))) continue;
    const message = `The entry ${Cidr} to be removed does not exist in the prefix list.`;
    throw new ServiceError('InvalidPrefixListModification', message);
  }
  for (const { Cidr, Description } of request.AddEntries ?? []) {
    entries.set(cidr(Cidr), { Cidr: cidr(Cidr), ...(Description === undefined ? {} : { Description }) });
  }
  return [...entries.values()];
};

const checkVersion = (prefixList: Raw, given: number | undefined): void => {
  if (required(given, 'CurrentVersion') !== (integer(prefixList, 'Version') ?? 1)) {
    throw new ServiceError('PrefixListVersionMismatch', 'The prefix list has the incorrect version number.');
  }
};

const checkOwner = (prefixList: Raw, { account }: Context): void => {
  const owner = text(prefixList, 'OwnerId') ?? account;
  if (owner === account) return;
  const message = `You do not own the prefix list ${text(prefixList, 'PrefixListId')}.`;
  throw new ServiceError('UnauthorizedOperation', message, 403);
};

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyManagedPrefixList.html */
const modify: Change<ModifyManagedPrefixListRequest> = (documents, request, context) => {
  const before = named(documents, 'ManagedPrefixLists', request.PrefixListId, 'PrefixListId');
  checkOwner(before, context);
  const PrefixListId = text(before, 'PrefixListId') ?? '';
  const wrapped = elementOf(documents, 'PrefixListEntries', PrefixListId) ?? { PrefixListId };
  const changesEntries = request.AddEntries !== undefined || request.RemoveEntries !== undefined;
  if (changesEntries) checkVersion(before, request.CurrentVersion);
  const Entries = entriesAfter(before, list(wrapped, 'Entries'), request);
  const MaxEntries = request.MaxEntries ?? integer(before, 'MaxEntries');
  if (MaxEntries !== undefined && Entries.length > MaxEntries) {
    const message = `You have reached the maximum number of entries (${MaxEntries}) of the prefix list.`;
    throw new ServiceError('PrefixListMaxEntriesExceeded', message);
  }
  const after = {
    ...before,
    ...(request.PrefixListName === undefined ? {} : { PrefixListName: request.PrefixListName }),
    ...(MaxEntries === undefined ? {} : { MaxEntries }),
    ...(changesEntries ? { Version: (integer(before, 'Version') ?? 1) + 1 } : {}),
    State: 'modify-complete',
  };
  const listed = withElement(documents, 'ManagedPrefixLists', after);
  return {
    documents: changesEntries ? withElement(listed, 'PrefixListEntries', { ...wrapped, Entries }) : listed,
    answer: { PrefixList: { ...after, Version: before.Version, State: 'modify-in-progress' } },
  };
};

/** ModifyManagedPrefixList: done at once, and answered as under way. */
export const prefixListChanges = { ModifyManagedPrefixList: modify };
