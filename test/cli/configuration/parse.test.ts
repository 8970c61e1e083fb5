import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { parseConfiguration } from '../../../cli/configuration/parse.ts';

/** The problems of a text, each as `line:column path message`. */
const problemsOf = (text: string): readonly string[] => {
  const read = parseConfiguration(text, 'pathwatch.yaml');
  return read.ok ? [] : read.problems.map(({ line, column, path, message }) => `${line}:${column} ${path} ${message}`);
};

const sound = `
paths:
  - id: web-db
    from: i-0123456789abcdef0
    to: 10.0.0.1
    protocol: tcp
    port: 443
    every: 5 minutes
`.trimStart();

test('a sound text has no problems', () => {
  expect(problemsOf(sound)).toEqual([]);
});

test('one run tells everything that is wrong, in the order of the lines', () => {
  const text = `
retention: { days: forever }
paths:
  - id: web-db
    from: 10.0.0.1
    to: nat-0123456789abcdef0
    protocol: tcp
    port: 70000
    expct: reachable
    every: 30 seconds
  - id: web-db
    from: i-0123456789abcdef0
    to: "2001:db8::1"
    protocol: icmp
    port: 90-80
    every: cron(0 8 * * * *)
    tags: { "aws:team": net }
  - id: back
    to: 10.0.0.1
channel: {}
`.trimStart();
  expect(problemsOf(text)).toEqual([
    '1:20 retention.days `days` is "forever", not a whole number',
    '4:11 paths[0].from 10.0.0.1 is an IP address; Reachability Analyzer takes an address as `to` only',
    '5:9 paths[0].to nat-0123456789abcdef0 is a NAT gateway, which Reachability Analyzer takes neither as source nor as destination',
    '7:11 paths[0].port port 70000 is above 65535',
    '8:5 paths[0].expct unknown key `expct`',
    '9:12 paths[0].every a rate cannot count in "seconds"',
    '10:9 paths[1].id the id "web-db" is already used on line 3',
    '12:9 paths[1].to 2001:db8::1 is an IPv6 address; Reachability Analyzer knows IPv4 only',
    '13:15 paths[1].protocol `protocol` is "icmp", not `tcp` or `udp`',
    '14:11 paths[1].port the range 90-80 runs backwards',
    '15:12 paths[1].every neither of day of month and day of week is `?`',
    '16:13 paths[1].tags["aws:team"] the tag key "aws:team" is reserved',
    '17:5 paths[2].from `from` is missing',
    '17:5 paths[2].protocol `protocol` is missing',
    '17:5 paths[2].port `port` is missing',
    '17:5 paths[2].every `every` is missing',
    '19:1 channel unknown key `channel`',
  ]);
});

test('an unknown key is told the nearest known one', () => {
  const read = parseConfiguration(sound.replace('every', 'evry'), 'pathwatch.yaml');
  expect(read).toMatchObject({
    ok: false,
    problems: [
      { line: 2, column: 5, path: 'paths[0].every', message: '`every` is missing' },
      { file: 'pathwatch.yaml', line: 7, column: 5, message: 'unknown key `evry`', advice: 'did you mean `every`?' },
    ],
  });
});

test('a key without a value is told at the key', () => {
  expect(problemsOf(sound.replace('443', ''))).toEqual(['6:5 paths[0].port `port` has no value']);
});

test('a tab is told at the tab, and does not hide what else is wrong', () => {
  expect(problemsOf(sound.replace('    port: 443', '\tport: 70000').replace('5 minutes', 'often'))).toEqual([
    '6:1  a tab indents this line',
    '6:8 paths[0].port port 70000 is above 65535',
    '7:12 paths[0].every "often" is not a schedule',
  ]);
  expect(problemsOf('paths:\n\t- id: a\n\t  port: "x\n')).toEqual([
    '2:1  a tab indents this line',
    '3:1  a tab indents this line',
  ]);
});

test('a tab after a dash is told as well', () => {
  expect(problemsOf(sound.replace('- id', '-\tid'))).toEqual(['2:4  a tab indents this line']);
});

test('errors of syntax are all told, with what is wrong before the first of them', () => {
  expect(problemsOf(`${sound.replace('443', '70000')}a: @x\nb: \`y\nchannels: { mail: [] }\n`)).toEqual([
    '6:11 paths[0].port port 70000 is above 65535',
    '8:1 a unknown key `a`',
    '8:4  a value cannot start with this character',
    '9:4  a value cannot start with this character',
  ]);
});

test.each([
  ['a repeated key', `${sound}paths: []\n`, ['8:1  this key stands twice in its map', '8:8 paths `paths` is empty']],
  ['a second document', `${sound}---\na: 1\n`, ['8:1  a second document starts here']],
  [
    'a YAML tag',
    sound.replace('443', '!Ref port'),
    ['6:11  a YAML tag (`!…`) has no meaning here', '6:16 paths[0].port "port" is not a port'],
  ],
  ['a list at the top', '- a\n', ['1:1  the file is a list, not a map']],
  ['a text at the top', 'hello\n', ['1:1  the file is "hello", not a map']],
  ['an unknown alias', sound.replace('443', '*x'), ['6:11  no anchor `&x` stands before this alias']],
  ['an alias within itself', 'paths: &p [*p]\n', ['1:12  the alias `*p` is within what it stands for']],
  [
    'a name that is given again within what it names',
    'paths: [&w { id: &w x }, { <<: *w }]\n',
    ['1:28  `<<` merges maps only'],
  ],
  ['an anchor and an alias without a name', `${sound}a: & x\nb: *\n`, expect.arrayContaining([expect.any(String)])],
  [
    'a set as a key',
    `${sound}? !!set { a: 1 }\n`,
    expect.arrayContaining(['8:3  a YAML tag (`!…`) has no meaning here']),
  ],
  ['a merge of no map', 'paths: [{ <<: 1 }, { <<: [{}, x] }]\n', ['1:11  `<<` merges maps only']],
  ['brackets without end', '['.repeat(500_000), [expect.stringMatching(/^1:\d+ {2}the file is nested too deeply$/)]],
  ['dashes without end', '- '.repeat(500_000), [expect.stringMatching(/^1:\d+ {2}the file is nested too deeply$/)]],
  [
    'maps sixty deep',
    `${'{a: '.repeat(60)}1${'}'.repeat(60)}`,
    [expect.stringMatching(/the file is nested too deeply$/)],
  ],
])('%s is told where it stands', (_, text, problems) => {
  expect(problemsOf(text)).toEqual(problems);
});

test('an alias bomb is refused before it is written out', () => {
  const level = (name: string, of: string): string => `${name}: &${name} [${Array(10).fill(of).join(', ')}]`;
  const bomb = [level('a', '1'), ...[...'bcdefgh'].map((name, index) => level(name, `*${'abcdefgh'[index]}`))].join(
    '\n',
  );
  expect(problemsOf(bomb)).toEqual(['1:1  the file, its aliases written out, holds more than 250000 values']);
});

test('anchors and merge keys carry values, and their problems stand where the value does', () => {
  const text = `
paths:
  - &web
    id: a
    from: i-0123456789abcdef0
    to: 10.0.0.1
    protocol: tcp
    port: &port 443
    every: 1 hour
  - <<: *web
    id: b
    port: *port
  - { <<: [{ maxPairs: 99 }, *web], id: c }
`.trimStart();
  expect(problemsOf(text)).toEqual(['12:24 paths[2].maxPairs `maxPairs` is 99, above 20']);
  expect(parseConfiguration(text.replace('99', '9'), 'a.yaml')).toMatchObject({
    ok: true,
    configuration: { paths: [{ id: 'a' }, { id: 'b', ports: [{ from: 443, to: 443 }] }, { id: 'c', maxPairs: 9 }] },
  });
});

test('a megabyte of entries that are all wrong is told whole, one after the other', () => {
  const count = 20_000;
  const problems = problemsOf(`${sound}${'  - { team: payments }\n    expect: reachable\n'.repeat(count)}`);
  expect(problems.length).toBeGreaterThanOrEqual(count);
});

test('a thousand paths may share one anchor', () => {
  const entry = (index: number): string => `  - { <<: *web, id: p${index} }\n`;
  const text = `${sound.replace('- id', '- &web\n    id')}${Array.from({ length: 1000 }, (_, index) => entry(index)).join('')}`;
  expect(problemsOf(text)).toEqual([]);
});

test('no damage to a file makes the reader fail, and every problem stands within the text', async () => {
  const example = await readFile(new URL('../../../pathwatch.yaml', import.meta.url), 'utf8');
  const damage = fc.record({
    at: fc.nat(example.length),
    drop: fc.nat(20),
    put: fc.constantFrom(
      '',
      '\t',
      ':',
      '- ',
      '"',
      '{',
      ']',
      '&a ',
      '*a',
      '<<: ',
      '\n',
      '\n---\n',
      '!x ',
      '# ',
      '|',
      '? ',
      '%',
    ),
  });
  fc.assert(
    fc.property(fc.array(damage, { minLength: 1, maxLength: 4 }), (damages) => {
      const text = damages.reduce(
        (left, { at, drop, put }) => left.slice(0, at) + put + left.slice(at + drop),
        example,
      );
      const read = parseConfiguration(text, 'pathwatch.yaml');
      if (read.ok) return;
      expect(read.problems.length).toBeGreaterThan(0);
      const lines = text.split('\n');
      for (const { line, column, message, advice } of read.problems) {
        expect(line).toBeGreaterThanOrEqual(1);
        expect(line).toBeLessThanOrEqual(lines.length);
        expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? 0) + 1);
        expect(column).toBeGreaterThanOrEqual(1);
        expect(message && advice).toBeTruthy();
      }
    }),
    { numRuns: 300 },
  );
});
