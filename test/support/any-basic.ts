import fc from 'fast-check';
import { purchaseReasons } from '../../lambda/domain/budget.ts';
import type { Author, Candidate, Cause, Change, FactChange } from '../../lambda/domain/change.ts';
import type { Fix } from '../../lambda/domain/fix.ts';
import type { Setting } from '../../lambda/domain/setting.ts';
import type { Finding } from '../../lambda/domain/verdict.ts';

/* What records of every kind are made of, as large as people meet it. */

export const text = fc.string({ unit: 'binary', maxLength: 30 });
export const id = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/);
export const count = fc.nat(10_000);
export const dollars = fc.nat(100_000).map((cents) => cents / 100);
export const time = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
export const few = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value[]> => fc.array(value, { maxLength: 3 });
export const texts = fc.dictionary(id, text, { maxKeys: 3, noNullPrototype: true });
/** Whatever JSON can say, as JSON says it: without -0. */
export const json = fc.jsonValue().map((value): unknown => JSON.parse(JSON.stringify(value)));

export const severity = fc.constantFrom('critical', 'warning', 'info');
export const verdict = fc.constantFrom('reachable', 'unreachable', 'unknown');
export const settledVerdict = fc.constantFrom('reachable', 'unreachable');
export const standing = fc.constantFrom('expected', 'unexpected', 'undetermined');
export const reason = fc.constantFrom(...purchaseReasons);

/** A record whose named keys may be absent. */
export const record = <Value, Optional extends keyof Value = never>(
  model: { [Key in keyof Value]-?: fc.Arbitrary<Exclude<Value[Key], undefined>> },
  ...optional: readonly Optional[]
): fc.Arbitrary<Value> => {
  const names = Object.keys(model) as (keyof Value)[];
  const requiredKeys = names.filter((name) => !optional.some((other) => other === name));
  return fc.record(model, { requiredKeys, noNullPrototype: true }) as unknown as fc.Arbitrary<Value>;
};

export const fix = record<Fix>({
  kind: fc.constantFrom('add', 'remove', 'undo'),
  title: text,
  words: few(text),
  blanks: texts,
});

export const finding = record<Finding, 'advice' | 'direction' | 'component' | 'fix'>(
  {
    code: id,
    says: fc.constantFrom('unreachable', 'unknown', 'note'),
    message: text,
    advice: text,
    direction: fc.constantFrom('forward', 'return'),
    component: id,
    source: fc.constantFrom('reachability-analyzer', 'route-analyzer', 'network-model', 'flow-logs', 'pathwatch'),
    fix,
  },
  'advice',
  'direction',
  'component',
  'fix',
);

export const author = record<Author, 'sourceAddress' | 'tool'>(
  { principal: text, sourceAddress: text, tool: text },
  'sourceAddress',
  'tool',
);

export const anyChange: fc.Arbitrary<Change> = record<Change, 'author'>(
  {
    id: text,
    at: time,
    source: fc.constantFrom('cloudtrail', 'network-manager', 'instance-state'),
    name: text,
    concern: fc.oneof(
      fc.record({ kind: fc.constant('resources'), ids: few(id) }, { noNullPrototype: true }),
      fc.record({ kind: fc.constant('anything') }, { noNullPrototype: true }),
    ),
    author,
    details: texts,
  },
  'author',
);

const direction = fc.constantFrom('ingress' as const, 'egress' as const);
const ports = { protocol: text, from: fc.nat(65_535), to: fc.nat(65_535) };
const route = { destination: text, target: text, isPropagated: fc.boolean(), isBlackhole: fc.boolean() };

/** Each kind of setting alone: what it may lack differs. */
type Of<Kind extends Setting['kind']> = Extract<Setting, { kind: Kind }>;

export const setting: fc.Arbitrary<Setting> = fc.oneof(
  record<Of<'route'>, 'target'>({ kind: fc.constant('route'), ...route }, 'target'),
  record<Of<'transit-route'>, 'target'>(
    { kind: fc.constant('transit-route'), ...route, isReferred: fc.boolean() },
    'target',
  ),
  record<Of<'group-rule'>, 'from' | 'to'>(
    { kind: fc.constant('group-rule'), direction, ...ports, peer: text },
    'from',
    'to',
  ),
  record<Of<'acl-entry'>, 'from' | 'to'>(
    { kind: fc.constant('acl-entry'), direction, number: count, ...ports, cidr: text, allows: fc.boolean() },
    'from',
    'to',
  ),
);

export const factChange = record<FactChange, 'before' | 'after' | 'was' | 'is'>(
  {
    component: id,
    kind: fc.constantFrom('added', 'removed', 'changed'),
    what: fc.constantFrom('route', 'rule', 'association', 'attribute', 'resource'),
    before: text,
    after: text,
    was: setting,
    is: setting,
    message: text,
  },
  'before',
  'after',
  'was',
  'is',
);

export const cause: fc.Arbitrary<Cause> = record<Cause>({
  facts: few(factChange),
  left: count,
  between: fc.tuple(time, time),
  candidates: few(record<Candidate>({ change: anyChange, fit: fc.constantFrom('explains', 'touches', 'nearby') })),
  search: fc.oneof(
    fc.record({ kind: fc.constant('found') }, { noNullPrototype: true }),
    fc.record({ kind: fc.constant('pending'), tries: count, next: time }, { noNullPrototype: true }),
    fc.record({ kind: fc.constant('given-up'), reason: text }, { noNullPrototype: true }),
  ),
});
