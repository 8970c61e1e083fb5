import { compareFacts, type Facts } from '../../lambda/changes/compare.ts';
import type { Raw } from '../../lambda/snapshot/raw.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { cidrA, ids } from '../../local/scenario/ids.ts';
import { broken } from '../support/scenario-network.ts';
import { changed, changesOf, items } from './asked.ts';

const entriesB = (change: (entries: readonly Raw[]) => readonly Raw[]): Documents =>
  changed('NetworkAcls', ids.aclB, (acl) => ({ ...acl, Entries: change(items(acl.Entries)) }));
const permissionsB = (...permissions: readonly Raw[]): Documents =>
  changed('SecurityGroups', ids.groupB, (group) => ({ ...group, IpPermissions: permissions }));

const rdp = { IpProtocol: 'tcp', FromPort: 3389, ToPort: 3389, UserIdGroupPairs: [], PrefixListIds: [] };

describe('a rule of a security group', () => {
  test('that is gone is said to be', () => {
    expect(changesOf(broken('security-group-closed'))).toEqual([
      {
        component: ids.groupB,
        kind: 'removed',
        what: 'rule',
        before: 'tcp/3389 from 10.0.0.0/16',
        message: `${ids.groupB} lost its inbound rule tcp/3389 from 10.0.0.0/16`,
      },
    ]);
  });

  test('that took the place of another is added, and the other removed', () => {
    expect(changesOf(permissionsB({ ...rdp, IpRanges: [{ CidrIp: '10.0.20.0/24' }] }))).toMatchObject([
      { kind: 'removed', before: 'tcp/3389 from 10.0.0.0/16' },
      { kind: 'added', after: 'tcp/3389 from 10.0.20.0/24' },
    ]);
  });

  test('for all traffic is said as people do', () => {
    const open = { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] };
    expect(changesOf(permissionsB({ ...rdp, IpRanges: [{ CidrIp: cidrA }] }, open))).toMatchObject([
      { kind: 'added', after: 'all traffic from 0.0.0.0/0' },
    ]);
  });

  const decision = (cidr: string) => ({
    kind: 'security-group-rule',
    id: 'sg-a',
    direction: 'ingress',
    protocol: 'tcp',
    from: 22,
    to: 22,
    cidr,
  });
  const fact = (decisions: readonly object[], rest: object = {}): Facts => ({
    'groups sg-a,sg-b ingress by nothing x': JSON.stringify({ passed: [], referred: [], decisions, ...rest }),
  });

  test('that appears when one of three named ones goes is not taken for a new one', () => {
    const three = ['10.1.0.0/16', '10.2.0.0/16', '10.3.0.0/16'].map(decision);
    const next = [...three.slice(1), decision('10.4.0.0/16')];
    expect(compareFacts(fact(three), fact(next))).toMatchObject([
      {
        component: 'sg-a',
        kind: 'changed',
        what: 'rule',
        message: 'what the inbound rules of sg-a and sg-b let pass changed',
      },
    ]);
    expect(compareFacts(fact(three), fact(three.slice(1)))).toMatchObject([
      { kind: 'removed', before: 'tcp/22 from 10.1.0.0/16' },
    ]);
  });

  test('by a prefix list may be there still: it lets packets pass no more', () => {
    const { cidr: _, ...rule } = decision('');
    const listed = { ...rule, prefixList: 'pl-0123456789abcdef0' };
    expect(compareFacts(fact([listed]), fact([]))).toMatchObject([
      {
        kind: 'removed',
        before: 'tcp/22 from pl-0123456789abcdef0',
        message: 'the inbound rule of sg-a, tcp/22 from pl-0123456789abcdef0, lets these packets pass no more',
      },
    ]);
  });

  test('of which no more is known than that other packets pass is one change', () => {
    expect(compareFacts(fact([decision('10.1.0.0/16')]), fact([decision('10.1.0.0/16')], { passed: [{}] }))).toEqual([
      {
        component: 'sg-a',
        kind: 'changed',
        what: 'rule',
        message: 'what the inbound rules of sg-a and sg-b let pass changed (tcp/22 from 10.1.0.0/16)',
      },
    ]);
  });
});

const deny = {
  RuleNumber: 50,
  Protocol: '6',
  RuleAction: 'deny',
  Egress: false,
  CidrBlock: cidrA,
  PortRange: { From: 3389, To: 3389 },
};

describe('an entry of a network ACL', () => {
  test('that denies before another allows is added', () => {
    expect(changesOf(entriesB((entries) => [...entries, deny]))).toEqual([
      {
        component: ids.aclB,
        kind: 'added',
        what: 'rule',
        after: 'entry 50 denies tcp/3389 from 10.0.0.0/16',
        message: `${ids.aclB} got inbound entry 50, which denies tcp/3389 from 10.0.0.0/16`,
      },
    ]);
  });

  test('that allowed, and leaves packets to the last one, is removed', () => {
    const documents = entriesB((entries) =>
      entries.filter(({ RuleNumber, Egress }) => RuleNumber !== 100 || Egress === true),
    );
    expect(changesOf(documents)).toEqual([
      {
        component: ids.aclB,
        kind: 'removed',
        what: 'rule',
        before: 'entry 100 allows all traffic from 0.0.0.0/0',
        message: `${ids.aclB} lost inbound entry 100, which allows all traffic from 0.0.0.0/0`,
      },
    ]);
  });

  test('that was replaced has changed', () => {
    const documents = entriesB((entries) =>
      entries.map((entry) =>
        entry.RuleNumber === 100 && entry.Egress === false ? { ...entry, RuleAction: 'deny' } : entry,
      ),
    );
    expect(changesOf(documents)).toMatchObject([
      {
        component: ids.aclB,
        kind: 'changed',
        what: 'rule',
        before: 'entry 100 allows all traffic from 0.0.0.0/0',
        after: 'entry 100 denies all traffic from 0.0.0.0/0',
      },
    ]);
  });
});
