import fc from 'fast-check';
import type { Cause, FactChange } from '../../lambda/domain/change.ts';
import type { Fix } from '../../lambda/domain/fix.ts';
import type { Finding } from '../../lambda/domain/verdict.ts';
import { completed } from '../../lambda/fixes/completed.ts';
import { fixesOf } from '../../lambda/fixes/fixes.ts';
import { undoOf } from '../../lambda/fixes/undo.ts';
import { cause, text } from '../support/any-basic.ts';

const table = 'rtb-021ab122f4f50d879';
const gateway = 'tgw-0e8d7c6b5a4f39201';

const aFix = (words: string, over: Partial<Fix> = {}): Fix => ({
  kind: 'add',
  title: 'add it',
  words: ['aws', 'ec2', ...words.split(' ')],
  blanks: {},
  ...over,
});

const aFinding = (fix: Fix, over: Partial<Finding> = {}): Finding => ({
  code: 'NO_ROUTE_TO_DESTINATION',
  says: 'unreachable',
  message: 'there is no route',
  source: 'network-model',
  fix,
  ...over,
});

const lost: FactChange = {
  component: table,
  kind: 'removed',
  what: 'route',
  before: `10.0.0.0/16 → ${gateway}`,
  was: { kind: 'route', destination: '10.0.0.0/16', target: gateway, isPropagated: false, isBlackhole: false },
  message: `${table} lost its route`,
};

const aCause = (over: Partial<Cause> = {}): Cause => ({
  facts: [lost],
  left: 0,
  between: ['2026-11-22T00:00:00.000Z', '2026-11-22T00:05:00.000Z'],
  candidates: [],
  search: { kind: 'found' },
  ...over,
});

const undo = `create-route --route-table-id ${table} --destination-cidr-block 10.0.0.0/16 --transit-gateway-id ${gateway}`;
const shown = (fixes: readonly Fix[]) => fixes.map(({ words }) => words.slice(2).join(' '));

describe('what would put a path right', () => {
  const rule = aFix('authorize-security-group-ingress --group-id sg-0aaaaaaaaaaaaaaaa');

  test('is first what undoes the change, then what each finding lacks, once', () => {
    const findings = [aFinding(rule), aFinding(rule)];
    expect(shown(fixesOf(findings, aCause(), 'reachable'))).toEqual([undo, rule.words.slice(2).join(' ')]);
  });

  test('is not the same call on the same resource beside its undoing', () => {
    const narrow = aFix(`create-route --route-table-id ${table} --destination-cidr-block 10.0.0.5/32 --x y`);
    expect(shown(fixesOf([aFinding(narrow)], aCause(), 'reachable'))).toEqual([undo]);
  });

  test('is four commands at most', () => {
    const findings = Array.from({ length: 9 }, (_, index) =>
      aFinding(aFix(`create-route --route-table-id rtb-${index}`)),
    );
    expect(fixesOf(findings, aCause(), 'reachable')).toHaveLength(4);
  });

  test('adds nothing to a path that must not be open, and takes nothing from one that must', () => {
    const removal = aFinding({ ...rule, kind: 'remove' }, { says: 'note', code: 'LET_IN' });
    const addition = aFinding(aFix('create-route --route-table-id rtb-1'));
    expect(fixesOf([removal, addition], undefined, 'unreachable')).toEqual([removal.fix]);
    expect(fixesOf([removal, addition], undefined, 'reachable')).toEqual([addition.fix]);
  });

  test('adds nothing that a note speaks of', () => {
    expect(fixesOf([aFinding(rule, { says: 'note' })], undefined, 'reachable')).toEqual([]);
  });
});

describe('nothing is undone', () => {
  const unknown = (fact: Partial<FactChange>) => undoOf(aCause({ facts: [{ ...lost, ...fact }] }));

  test.each<[string, Partial<FactChange>]>([
    ['a fact without its setting, as it was stored before there were any', { was: undefined as never }],
    ['a route that was propagated', { was: { ...lost.was, isPropagated: true } as never }],
    ['a route whose target is the same, and gone', { is: { ...lost.was, isBlackhole: true } as never }],
    ['a target that is no id', { was: { ...lost.was, target: 'tgw-0e8d7c6b5a4f3920; id' } as never }],
    ['a destination that is no block', { was: { ...lost.was, destination: '10.0.0.0/16 --x' } as never }],
    ['a table that is no id', { component: 'rtb-$(id)' }],
    [
      'the route of a gateway endpoint',
      { was: { ...lost.was, destination: 'pl-12345678', target: 'vpce-12345678' } as never },
    ],
    [
      'a rule that refers to a group, whose members may have gone',
      {
        what: 'rule',
        component: 'sg-0aaaaaaaaaaaaaaaa',
        was: {
          kind: 'group-rule',
          direction: 'ingress',
          protocol: 'tcp',
          from: 1,
          to: 1,
          peer: 'sg-0bbbbbbbbbbbbbbbb',
        },
      },
    ],
  ])('%s', (_, fact) => {
    expect(unknown(fact)).toBeUndefined();
  });

  test('by a call that no command undoes', () => {
    const change = {
      ...{ id: 'e', at: '2026-11-22T00:00:00.000Z', source: 'cloudtrail' as const, name: 'DeleteTransitGateway' },
      ...{ concern: { kind: 'resources' as const, ids: [gateway] }, details: { transitGatewayId: gateway } },
    };
    expect(undoOf(aCause({ candidates: [{ change, fit: 'explains' }] }))).toBeUndefined();
  });
});

test('a rule that refers to a group is added again where a call took it', () => {
  const group = 'sg-0aaaaaaaaaaaaaaaa';
  const rule = { kind: 'group-rule', direction: 'ingress', protocol: '-1', peer: 'sg-0bbbbbbbbbbbbbbbb' } as const;
  const change = {
    ...{ id: 'e', at: '2026-11-22T00:00:00.000Z', source: 'cloudtrail' as const, name: 'RevokeSecurityGroupIngress' },
    ...{ concern: { kind: 'resources' as const, ids: [group] }, details: { groupId: group } },
  };
  const facts: readonly FactChange[] = [{ ...lost, component: group, what: 'rule', was: rule }];
  const fix = undoOf(aCause({ facts, candidates: [{ change, fit: 'explains' }] }));
  expect(shown(fix === undefined ? [] : [fix])).toEqual([
    `authorize-security-group-ingress --group-id ${group} --ip-permissions IpProtocol=-1,UserIdGroupPairs=[{GroupId=sg-0bbbbbbbbbbbbbbbb}]`,
  ]);
});

test('whatever strangers write, what undoes it has plain words alone', () => {
  const names = fc.constantFrom(
    'CreateRoute',
    'DisableTransitGatewayRouteTablePropagation',
    'ModifySecurityGroupRules',
  );
  const id = fc.oneof(text, fc.constantFrom(table, gateway, 'sg-0aaaaaaaaaaaaaaaa', `${table} --x`, 'acl-12345678\n'));
  const destination = fc.oneof(text, fc.constantFrom('10.0.0.0/16', '10.0.0.0/16;id', '::/0'));
  fc.assert(
    fc.property(cause, names, id, destination, (some, name, component, to) => {
      const facts = some.facts.map((fact) => ({
        ...fact,
        component,
        ...(fact.was !== undefined && { was: { ...fact.was, destination: to, target: gateway, peer: to, cidr: to } }),
      }));
      const candidates = some.candidates.map(({ change, fit }) => ({
        fit,
        change: { ...change, name, details: { routeTableId: component, securityGroupRuleId: component } },
      }));
      const fix = undoOf({ ...some, facts, candidates });
      for (const word of fix?.words ?? []) expect(word).toMatch(/^[A-Za-z0-9_.,:/=[\]{}-]+$/);
    }),
  );
});

describe('two commands for one cause', () => {
  const one = aFix('create-x --destination DESTINATION_CIDR --attachment tgw-attach-1', {
    blanks: { DESTINATION_CIDR: 'where to' },
  });
  const other = aFix('create-x --destination 10.0.0.1/32 --attachment ATTACHMENT_ID', {
    blanks: { ATTACHMENT_ID: 'which' },
  });

  test('fill in what the other leaves blank', () => {
    expect(completed(one, other)).toEqual(aFix('create-x --destination 10.0.0.1/32 --attachment tgw-attach-1'));
    expect(completed(one, undefined)).toBe(one);
    expect(completed(undefined, other)).toBe(other);
  });

  test('that differ otherwise are not mixed: the one with less to fill in is told', () => {
    const whole = aFix('replace-x --destination 10.0.0.2/32');
    expect(completed(one, whole)).toBe(whole);
    expect(completed(whole, one)).toBe(whole);
    expect(completed(one, aFix('y Z', { blanks: { Z: 'z' } }))).toBe(one);
  });
});
