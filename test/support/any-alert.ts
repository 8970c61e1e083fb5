import fc from 'fast-check';
import { type Alert, type AlertKind, alertKinds, type Signal, signalKinds } from '../../lambda/domain/alert.ts';
import type { Candidate, Cause, FactChange } from '../../lambda/domain/change.ts';
import type { Fix } from '../../lambda/domain/fix.ts';
import type { Acknowledgement } from '../../lambda/domain/silence.ts';
import type { Finding } from '../../lambda/domain/verdict.ts';
import { type InterfaceRecords, testimonies, type Witness } from '../../lambda/domain/witness.ts';

/*
 * Any alert, of which strangers wrote every word: with the markup and the mentions of Slack, with line ends, with what cannot be
 * seen, and with texts of 10,000 characters.
 */

export const hostileParts = [
  '<!channel>',
  '<!here|here>',
  '<@U012AB3CD>',
  '<https://evil.example|Reset your password>',
  '@here',
  '@channel',
  'x@everyone',
  '```',
  '`',
  '*bold*',
  '&lt;',
  '&',
  '"',
  '\\',
  "'",
  '\r\n\r\nRECOVERED: all is well',
  '\u2028',
  '\u202e',
  '\u2066',
  '\u200b',
  '\ufeff',
  '\0',
  '\u001b[31m',
  '\ud800',
  '→',
  'ÿ',
  '😀',
  'sg-1 ',
  ' ',
] as const;

export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.array(fc.constantFrom(...hostileParts), { maxLength: 12 }).map((parts) => parts.join('')),
  fc
    .tuple(fc.constantFrom(...hostileParts, 'x', 'ab '), fc.nat(10_000))
    .map(([part, length]) => part.repeat(length).slice(0, length)),
);

const time = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .date({ min: new Date('2020-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString()),
  },
  hostileText,
);

/** Of few texts, so that a large alert is made in no time; `count` is how many of each thing there are. */
const choosing = (texts: readonly string[], count: number, seed: number, at: readonly string[]) => {
  let turn = seed;
  const next = <Value>(values: readonly Value[]): Value => {
    turn = (turn * 1_103_515_245 + 12_345) % 2_147_483_648;
    const value = values[turn % values.length];
    if (value === undefined) throw new Error('nothing to choose from');
    return value;
  };
  const text = (): string => next(texts);
  const moment = (): string => next(at);
  const some = <Value>(make: (n: number) => Value): Value | undefined => (next([true, false]) ? make(0) : undefined);
  const list = <Value>(make: (n: number) => Value, most = count): readonly Value[] =>
    Array.from({ length: Math.min(most, count) }, (_, n) => make(n));
  const pairs = (): Readonly<Record<string, string>> => Object.fromEntries(list((n) => [`${n}${text()}`, text()], 40));
  return { next, text, moment, some, list, pairs };
};

type Chosen = ReturnType<typeof choosing>;

const findingOf = ({ next, text, some }: Chosen): Finding => {
  const [advice, component] = [some(text), some(text)];
  return {
    code: next(['LET_IN', 'MODEL_DISAGREES', text()]),
    says: next(['unreachable', 'unknown', 'note']),
    message: text(),
    direction: next(['forward', 'return']),
    source: next(['reachability-analyzer', 'route-analyzer', 'network-model', 'flow-logs', 'pathwatch']),
    ...(advice !== undefined && { advice }),
    ...(component !== undefined && { component }),
  };
};

const factOf = ({ next, text }: Chosen): FactChange => ({
  component: text(),
  kind: next(['added', 'removed', 'changed']),
  what: next(['route', 'rule', 'association', 'attribute', 'resource']),
  before: text(),
  after: text(),
  message: text(),
});

const candidateOf = ({ next, text, moment, some, pairs }: Chosen): Candidate => {
  const author = some(() => ({ principal: text(), sourceAddress: text(), tool: text() }));
  return {
    fit: next(['explains', 'touches', 'nearby']),
    change: {
      id: text(),
      at: moment(),
      source: next(['cloudtrail', 'network-manager', 'instance-state']),
      name: text(),
      concern: { kind: 'resources', ids: [text()] },
      details: pairs(),
      ...(author !== undefined && { author }),
    },
  };
};

const causeOf = (chosen: Chosen): Cause => {
  const { next, text, moment, list } = chosen;
  return {
    facts: list(() => factOf(chosen)),
    left: next([0, 7]),
    between: [moment(), moment()],
    candidates: list(() => candidateOf(chosen), 10),
    search: next([
      { kind: 'found' },
      { kind: 'pending', tries: 1, next: moment() },
      { kind: 'given-up', reason: text() },
    ]),
  };
};

const fixOf = ({ next, text, pairs }: Chosen): Fix => ({
  kind: next(['add', 'remove', 'undo']),
  title: text(),
  words: next([
    ['aws', 'ec2', 'create-route', '--route-table-id', 'rtb-021ab122f4f50d879', '--gateway-id', 'TARGET'],
    ['aws', 'ec2', text()],
    ['aws', 'ec2', '--description', '```<!channel>'],
  ]),
  blanks: pairs(),
});

const recordsOf = ({ text, next }: Chosen): InterfaceRecords => ({
  interfaceId: text(),
  flowLogId: text(),
  requests: { accepted: next([0, 1_000_000]), rejected: 3 },
  replies: { accepted: 0, rejected: next([0, 5]) },
  skipped: next([0, 2]),
});

const witnessOf = (chosen: Chosen): Witness => {
  const { next, text, moment, list } = chosen;
  return next<Witness>([
    {
      kind: 'heard',
      testimony: next(testimonies),
      between: [moment(), moment()],
      records: list(() => recordsOf(chosen)),
      message: text(),
      bytesScanned: 1,
    },
    { kind: 'none', reason: text() },
    { kind: 'due', next: moment(), tries: 0 },
  ]);
};

const signalOf = (chosen: Chosen): Signal => {
  const { next, text, moment, some, list, pairs } = chosen;
  const [began, console, cause, fixes, witness, checks] = [
    some(moment),
    some(() => next([text(), 'https://eu-central-1.console.aws.amazon.com/networkinsights/home?a=1&b=2#x|y=nia-0abc'])),
    some(() => causeOf(chosen)),
    some(() => list(() => fixOf(chosen))),
    some(() => witnessOf(chosen)),
    some(() => next([1, 3])),
  ];
  return {
    id: text(),
    kind: next(signalKinds),
    number: 1,
    pathId: text(),
    path: text(),
    severity: next(['critical', 'warning', 'info']),
    tags: pairs(),
    expect: next(['reachable', 'unreachable']),
    verdict: next(['reachable', 'unreachable']),
    since: moment(),
    findings: list(() => findingOf(chosen)),
    open: list(text),
    checkId: text(),
    confidence: next(['confirmed', 'model-only', 'disputed']),
    modelOnly: next([true, false]),
    ...(began !== undefined && { began }),
    ...(console !== undefined && { console }),
    ...(cause !== undefined && { cause }),
    ...(fixes !== undefined && { fixes }),
    ...(witness !== undefined && { witness }),
    ...(checks !== undefined && { checks, within: 3600 }),
  };
};

const membersOf = ({ next, text, moment, list }: Chosen): Alert['down'] => {
  const first = list(() => ({ id: text(), since: moment() }), 20);
  return { count: next([first.length, first.length + 980]), first };
};

const acknowledgementOf = ({ text, moment }: Chosen): Acknowledgement => ({
  incidentId: text(),
  at: moment(),
  reason: text(),
  by: text(),
});

/** What an alert is made of: every text in it is one of `texts`, every time one of `times`. */
interface Making {
  readonly kind: AlertKind;
  readonly texts: readonly string[];
  readonly times: readonly string[];
  readonly count: number;
  readonly seed: number;
}

export const alertMadeOf = ({ kind, texts, times, count, seed }: Making): Alert => {
  const chosen = choosing(texts, count, seed, times);
  const { text, moment, some, next } = chosen;
  const [component, endedAt, held, acknowledged] = [
    some(text),
    some(moment),
    some(text),
    some(() => acknowledgementOf(chosen)),
  ];
  return {
    id: text(),
    kind,
    at: moment(),
    incidentId: text(),
    severity: next(['critical', 'warning', 'info']),
    lead: signalOf(chosen),
    down: membersOf(chosen),
    up: membersOf(chosen),
    startedAt: moment(),
    ...(component !== undefined && { component }),
    ...(endedAt !== undefined && { endedAt }),
    ...(held !== undefined && { held }),
    ...(acknowledged !== undefined && { acknowledged }),
  };
};

export const anyAlert: fc.Arbitrary<Alert> = fc
  .record({
    kind: fc.constantFrom(...alertKinds),
    texts: fc.array(hostileText, { minLength: 1, maxLength: 4 }),
    times: fc.array(time, { minLength: 1, maxLength: 3 }),
    count: fc.constantFrom(0, 1, 3, 25),
    seed: fc.nat(),
  })
  .map(alertMadeOf);

// Written out here, so that the tests do not repeat the expression that they test.
const unseen: readonly (readonly [number, number])[] = [
  [0x00, 0x09],
  [0x0b, 0x1f],
  [0x7f, 0x9f],
  [0xad, 0xad],
  [0x061c, 0x061c],
  [0x115f, 0x1160],
  [0x180e, 0x180e],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0x2800, 0x2800],
  [0x3164, 0x3164],
  [0xd800, 0xdfff],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
];

/** The characters of a text that control, turn the reading direction, or cannot be seen; an end of line is none. */
export const unseenIn = (text: string): readonly string[] =>
  Array.from(text).filter((character) => {
    const point = character.codePointAt(0) ?? 0;
    return unseen.some(([from, to]) => from <= point && point <= to);
  });

/** What Slack would make a mention or a link of, our own links to the console taken out. */
export const markupIn = (text: string): readonly string[] =>
  text
    .replace(/<https:\/\/[a-z0-9-]+\.console\.aws\.amazon\.com\/[^|<>\s]*\|Analysis in the console>/g, '')
    .match(/<|>|&(?!(?:amp|lt|gt);)|@(?:here|channel|everyone)\b/gi) ?? [];
