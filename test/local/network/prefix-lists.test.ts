import { ModifyManagedPrefixListCommand, type ModifyManagedPrefixListRequest } from '@aws-sdk/client-ec2';
import { scenario } from '../../../local/scenario.ts';
import { type OpenNetwork, openEmbeddedNetwork } from '../../support/embedded-network.ts';

const id = 'pl-0123456789abcdef0';
const foreign = 'pl-0123456789abcdef1';

let open: OpenNetwork;
beforeEach(async () => {
  const list = {
    PrefixListId: id,
    PrefixListName: 'offices',
    AddressFamily: 'IPv4',
    MaxEntries: 2,
    Version: 3,
    OwnerId: '111111111111',
  };
  open = await openEmbeddedNetwork({
    ...scenario,
    ManagedPrefixLists: [list, { ...list, PrefixListId: foreign, OwnerId: 'AWS' }],
    PrefixListEntries: [{ PrefixListId: id, Entries: [{ Cidr: '10.0.0.0/16', Description: 'a' }] }],
  });
});
afterEach(() => open.close());

const modify = (input: Partial<ModifyManagedPrefixListRequest>) =>
  open.ec2.send(new ModifyManagedPrefixListCommand({ PrefixListId: id, ...input }));

const entries = () => open.element('PrefixListEntries', id).Entries;

test('entries are added, described anew and removed, each time as a new version', async () => {
  const { PrefixList } = await modify({
    CurrentVersion: 3,
    AddEntries: [{ Cidr: '10.1.2.3/16' }, { Cidr: '10.0.0.0/16', Description: 'b' }],
  });
  expect(PrefixList).toMatchObject({ PrefixListId: id, State: 'modify-in-progress' });
  expect(entries()).toEqual([{ Cidr: '10.0.0.0/16', Description: 'b' }, { Cidr: '10.1.0.0/16' }]);
  expect(open.element('ManagedPrefixLists', id)).toMatchObject({ Version: 4, State: 'modify-complete' });
  await modify({ CurrentVersion: 4, RemoveEntries: [{ Cidr: '10.0.0.0/16' }] });
  expect(entries()).toEqual([{ Cidr: '10.1.0.0/16' }]);
});

test('a new name or size makes no new version', async () => {
  await modify({ PrefixListName: 'sites', MaxEntries: 5 });
  expect(open.element('ManagedPrefixLists', id)).toMatchObject({ PrefixListName: 'sites', MaxEntries: 5, Version: 3 });
});

test.each<readonly [string, string, Partial<ModifyManagedPrefixListRequest>]>([
  ['another version', 'PrefixListVersionMismatch', { CurrentVersion: 2, AddEntries: [{ Cidr: '10.1.0.0/16' }] }],
  ['no version', 'MissingParameter', { AddEntries: [{ Cidr: '10.1.0.0/16' }] }],
  [
    'too many entries',
    'PrefixListMaxEntriesExceeded',
    { CurrentVersion: 3, AddEntries: [{ Cidr: '10.1.0.0/16' }, { Cidr: '10.2.0.0/16' }] },
  ],
  ['a size below its entries', 'PrefixListMaxEntriesExceeded', { MaxEntries: 0 }],
  [
    'an entry that is not there',
    'InvalidPrefixListModification',
    { CurrentVersion: 3, RemoveEntries: [{ Cidr: '10.1.0.0/16' }] },
  ],
  ['an entry of the other family', 'InvalidParameterValue', { CurrentVersion: 3, AddEntries: [{ Cidr: '::/0' }] }],
  ['a list that is not there', 'InvalidPrefixListID.NotFound', { PrefixListId: 'pl-0123456789abcdef2' }],
  ["another account's list", 'UnauthorizedOperation', { PrefixListId: foreign, PrefixListName: 'mine' }],
])('a list is not changed for %s', async (_what, name, input) => {
  const before = open.network.documents();
  await expect(modify(input)).rejects.toMatchObject({ name });
  expect(open.network.documents()).toBe(before);
});
