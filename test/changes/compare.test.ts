import fc from 'fast-check';
import { compareFacts, type Facts } from '../../lambda/changes/compare.ts';
import { modelOf } from '../../lambda/reachability/analyze.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { anyCase, mutation } from '../simulator/networks.ts';
import { healthy } from './asked.ts';

describe('other facts', () => {
  test('a thing that is gone, and one that is there', () => {
    const [key, found, absent] = ['interface eni-a', '{"kind":"found","thing":{"id":"eni-a"}}', '{"kind":"absent"}'];
    expect(compareFacts({ [key]: found }, { [key]: absent })).toMatchObject([
      { component: 'eni-a', kind: 'removed', what: 'resource', message: 'eni-a is gone' },
    ]);
    expect(compareFacts({ [key]: absent }, { [key]: found })).toMatchObject([
      { component: 'eni-a', kind: 'added', what: 'resource' },
    ]);
  });

  test('are told as they are, short, and last', () => {
    const before = {
      'holders of 10.0.20.236 in vpc-0a6f2d9c41b87e530': '["eni-a"]',
      'instance i-a': '{"kind":"found","thing":{"state":"running"}}',
    };
    const after = {
      'holders of 10.0.20.236 in vpc-0a6f2d9c41b87e530': '[]',
      'instance i-a': '{"kind":"found","thing":{"state":"stopped"}}',
    };
    expect(compareFacts(before, after)).toEqual([
      expect.objectContaining({ component: 'i-a' }),
      {
        component: 'vpc-0a6f2d9c41b87e530',
        kind: 'changed',
        what: 'attribute',
        before: 'eni-a',
        after: 'nothing',
        message: 'holders of 10.0.20.236 in vpc-0a6f2d9c41b87e530: what is known of it changed',
      },
    ]);
  });

  test('what could not be read is told as what is known of it', () => {
    const key = 'routes of rtb-021ab122f4f50d879 to 10.0.20.236';
    const changes = compareFacts(
      { [key]: '{"kind":"found","thing":{"matches":[]}}' },
      { [key]: '{"kind":"unknown","reason":"refused"}' },
    );
    expect(changes).toMatchObject([
      { component: 'rtb-021ab122f4f50d879', kind: 'changed', what: 'attribute', message: expect.stringContaining(key) },
    ]);
  });

  test('that only one side has follow from another change', () => {
    const [shared, only] = ['instance i-a', 'interface eni-a'];
    const state = (name: string) => `{"kind":"found","thing":{"state":"${name}"}}`;
    expect(compareFacts({ [shared]: state('running'), [only]: '{}' }, { [shared]: state('stopped') })).toHaveLength(1);
  });

  test('that only one side has are told, a few, if nothing else changed', () => {
    const facts = Object.fromEntries(Array.from({ length: 9 }, (_, n) => [`interface eni-${n}`, '{}']));
    expect(compareFacts(facts, {})).toMatchObject([
      { component: 'eni-0', kind: 'removed', what: 'resource' },
      { component: 'eni-1', kind: 'removed' },
      { component: 'eni-2', kind: 'removed' },
    ]);
    expect(compareFacts({}, facts)).toMatchObject([{ kind: 'added' }, { kind: 'added' }, { kind: 'added' }]);
  });
});

const isTold = (one: Facts, other: Facts): void => {
  const changes = compareFacts(one, other);
  expect(changes.length > 0).toBe(JSON.stringify(one) !== JSON.stringify(other));
  for (const { component, message, before = '', after = '' } of changes) {
    expect(component).not.toBe('');
    expect(`${message}${before}${after}`).not.toMatch(/\[object|\bundefined\b|\p{Cc}/u);
    expect(Array.from(message).length).toBeLessThanOrEqual(400);
    for (const side of [before, after]) expect(Array.from(side).length).toBeLessThanOrEqual(120);
  }
};

describe('in whatever networks', () => {
  test('a difference is told, and none where there is none', () => {
    fc.assert(
      fc.property(anyCase, fc.array(mutation, { minLength: 1, maxLength: 2 }), ({ documents, query }, changes) => {
        const factsOf = (given: Documents): Facts =>
          modelOf({ takenAt: '2026-11-22T00:00:00.000Z', documents: given, unreadable: {} }).analyze(query).footprint();
        const [one, other] = [
          factsOf(documents),
          factsOf(changes.reduce((before, change) => change(before), documents)),
        ];
        isTold(one, other);
        expect(compareFacts(one, one)).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  const keys = Object.keys(healthy);
  const more = [
    'attachment tgw-attach-a',
    'NAT gateway with eni-a',
    'interfaces of vpc-a',
    'part Vpcs',
    'vpc ',
    '__proto__',
    'routes of  to ',
  ];
  const fields = [
    'kind',
    'thing',
    'matches',
    'route',
    'destination',
    'target',
    'decisions',
    'denied',
    'id',
    'number',
    'ports',
    'state',
    'own',
  ];
  const leaves = ['found', 'absent', 'unknown', 'security-group-rule', 'acl-entry', 'a', '2rrtx8fxt8', 1, true, null];
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'medium' },
      fc.jsonValue(),
      fc.constantFrom(...leaves),
      fc.array(tie('value'), { maxLength: 3 }),
      fc
        .array(fc.tuple(fc.constantFrom(...fields), tie('value')), { maxLength: 5 })
        .map((entries) => Object.fromEntries(entries)),
    ),
  }));
  const text = fc.oneof(
    value.map((one) => JSON.stringify(one)),
    fc.string(),
    fc.constantFrom(...Object.values(healthy)),
  );
  const facts = fc.dictionary(fc.constantFrom(...keys.slice(0, 12), ...more), text, { maxKeys: 8 });

  test('and whatever the facts hold, nothing throws', () => {
    fc.assert(
      fc.property(facts, facts, (one, other) => {
        compareFacts(one, other);
        compareFacts({ ...healthy, ...one }, { ...healthy, ...other });
        expect(compareFacts(one, one)).toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });

  test('facts that are nested without end are told as text', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(compareFacts({ 'vpc vpc-a': deep }, { 'vpc vpc-a': '{}' })).toMatchObject([{ kind: 'changed' }]);
  });
});
