import fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { junitText } from '../../../cli/pipeline/junit.ts';
import { markdownText } from '../../../cli/pipeline/markdown.ts';
import { commandBlock } from '../../../cli/pipeline/markdown-text.ts';
import type { Outcome, Report, ReportCase } from '../../../cli/pipeline/report.ts';
import { hostileParts, hostileText, unseenIn } from '../../support/any-alert.ts';
import { aCompareReport } from './samples.ts';

/* Reports of which strangers wrote every name, message and command. */

const markup = [
  ']]>',
  ']]>]]>',
  '</failure><failure message="none"/>',
  '&#0;',
  '<!DOCTYPE x [<!ENTITY e "e">]>&e;',
  '\ufffe',
  '\uffff',
  '\u0085',
  '|',
  '\\|',
  '`|`',
  '`` ` ``',
  '</summary></details><img src=x onerror=alert(1)>',
  '@everybody',
  '#1 GH-1 !1 abcdef0123456',
  '[a](https://evil.example)',
  'https://evil.example www.evil.example a@evil.example',
  '![i](https://evil.example/i.png)',
  '\n# heading\n| a | b |\n',
  '$`x`$ $x$',
  ':tada:',
] as const;

const hostile = fc.oneof(
  hostileText,
  fc.array(fc.constantFrom(...markup, ...hostileParts), { maxLength: 8 }).map((parts) => parts.join('')),
);
/** What a command may hold that is told: see lambda/alerts/command.ts. */
const command = fc.oneof(
  fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)), minLength: 1 }),
  fc.constantFrom("aws ec2 x '```'", '````', ']]>]]>', 'x'.repeat(10_000)),
);

const outcomes: readonly Outcome[] = ['passed', 'failed', 'error', 'skipped'];

const reportCase = (text: fc.Arbitrary<string>, commands: fc.Arbitrary<string>): fc.Arbitrary<ReportCase> => {
  const texts = fc.array(text, { maxLength: 3 });
  return fc.record({
    id: text,
    outcome: fc.constantFrom(...outcomes),
    label: fc.constant('NOT AS EXPECTED'),
    verdict: fc.constant('unreachable'),
    why: text,
    reasons: texts,
    changes: texts,
    notes: texts,
    fixes: fc.array(
      fc.record({
        kind: fc.constantFrom('add', 'undo'),
        title: text,
        command: commands,
        blanks: fc.dictionary(text, text, { maxKeys: 2, noNullPrototype: true }),
      }),
      { maxLength: 2 },
    ),
    seconds: fc.constant(1.5),
    properties: fc.dictionary(text, text, { maxKeys: 3, noNullPrototype: true }),
    isQuiet: fc.boolean(),
  });
};

const report = (text: fc.Arbitrary<string>, commands = command): fc.Arbitrary<Report> =>
  fc.record({
    name: fc.constant('pathwatch check'),
    at: fc.constant('2026-11-22T20:14:47.000Z'),
    seconds: fc.constant(3),
    cases: fc.array(reportCase(text, commands), { maxLength: 4 }),
    notes: fc.array(text, { maxLength: 2 }),
    summary: fc.constant('2 paths: 1 not as expected.'),
    gate: fc.constant('The gate fails: 1 path is not as expected.'),
    properties: fc.dictionary(text, text, { maxKeys: 2, noNullPrototype: true }),
  });

/** https://www.w3.org/TR/xml/#charsets */
const xmlCharacters = /^[\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;

const parser = new XMLParser({ ignoreAttributes: false, isArray: (name) => ['testcase', 'property'].includes(name) });

describe('JUnit XML', () => {
  test('is well formed whatever is in it, with each case as it came out', async () => {
    await fc.assert(
      fc.asyncProperty(report(hostile), async (told) => {
        const xml = await junitText(told);
        expect(XMLValidator.validate(xml)).toBe(true);
        expect(xml.isWellFormed() && xmlCharacters.test(xml)).toBe(true);
        expect(unseenIn(xml.replaceAll('\n', ''))).toEqual([]);
        // A section that holds its own end would have ended there.
        for (const [, section = ''] of xml.matchAll(/<!\[CDATA\[([\s\S]*?)\]\]>/g))
          expect(section).not.toContain('<![CDATA[');
        const { testsuite } = parser.parse(xml).testsuites;
        const cases: readonly Record<string, unknown>[] = testsuite.testcase ?? [];
        const how = (one: Record<string, unknown>): Outcome =>
          'failure' in one ? 'failed' : 'error' in one ? 'error' : 'skipped' in one ? 'skipped' : 'passed';
        expect(cases.map(how)).toEqual(told.cases.map(({ outcome }) => outcome));
        const count = (outcome: Outcome): string => `${told.cases.filter((one) => one.outcome === outcome).length}`;
        expect(testsuite).toMatchObject({
          '@_tests': `${told.cases.length}`,
          '@_failures': count('failed'),
          '@_errors': count('error'),
          '@_skipped': count('skipped'),
        });
      }),
      { numRuns: 150 },
    );
  });

  test('has the texts back, as far as they can be seen', async () => {
    const [told] = fc.sample(
      report(fc.constant('a <b> & "c" \'d\' → é 😀 ]]> \u0000\u202ef'), fc.constant('aws ec2 x')),
      {
        numRuns: 1,
        seed: 3,
      },
    );
    const only = { ...told?.cases[0], outcome: 'failed' as const } as ReportCase;
    const xml = await junitText({ ...(told as Report), cases: [only] });
    const [one] = parser.parse(xml).testsuites.testsuite.testcase;
    expect(one['@_name']).toBe('a <b> & "c" \'d\' → é 😀 ]] > f');
    expect(one.failure['@_message']).toContain('unreachable, NOT AS EXPECTED: a <b> & "c"');
  });

  test('keeps within bounds, whatever the length of a text', async () => {
    const long = fc.constant('x'.repeat(10_000));
    for (const told of fc.sample(report(long), { numRuns: 20, seed: 5 }))
      expect((await junitText(told)).length).toBeLessThan(100_000);
  });
});

/** Of a table's row the bars count in code too. */
const bars = (line: string, inCode: string): string => (line.startsWith('|') ? inCode.replace(/[^|]/g, '') : '');

/** The page without what stands in code, where nothing is markup. */
const skeleton = (page: string): string => {
  const lines: string[] = [];
  let fence: string | undefined;
  for (const line of page.split('\n')) {
    const ticks = /^(`{3,})(?:sh)?$/.exec(line)?.[1];
    if (fence !== undefined) {
      if (ticks !== undefined && ticks.length >= fence.length && line === ticks) fence = undefined;
      continue;
    }
    if (ticks !== undefined) fence = ticks;
    lines.push(
      line
        .replace(/`[^`]*`/g, (inCode) => `\`${bars(line, inCode)}\``)
        .replace(/<code>[^<]*<\/code>/g, '<code>…</code>'),
    );
  }
  return lines.join('\n');
};

describe('Markdown', () => {
  test('has the same bones whoever wrote its texts', () => {
    const parts = fc.array(fc.constantFrom(...markup, ...hostileParts), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(report(fc.constant('plain'), fc.constant('aws ec2 x')), parts, (plain, drawn) => {
        const text = `x${drawn.join('')}`;
        const swapped: Report = JSON.parse(JSON.stringify(plain), (_, value) => (value === 'plain' ? text : value));
        expect(skeleton(markdownText(swapped))).toBe(skeleton(markdownText(plain)));
      }),
      { numRuns: 300 },
    );
  });

  test('shows nothing that cannot be seen, and keeps within what a comment takes', () => {
    fc.assert(
      fc.property(report(hostile), (told) => {
        const page = markdownText(told);
        expect(page.length).toBeLessThan(65_536);
        expect(page.isWellFormed()).toBe(true);
        expect(unseenIn(page.replaceAll('\n', ''))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  test.each(['```', '````', 'aws `x` ``` `````', 'aws ec2 x'])('keeps the command %j within its block', (text) => {
    const page = skeleton([...commandBlock(text), 'after'].join('\n'));
    expect(page.split('\n').slice(1)).toEqual(['after']);
    expect(commandBlock(text)).toContain(text);
  });

  test('folds the details of each path, and tells how many found no room', () => {
    const { cases, ...rest } = aCompareReport();
    const [first] = cases;
    if (first === undefined) throw new Error('no case');
    const many = Array.from({ length: 400 }, (_, index) => ({ ...first, id: `p${index}` }));
    const page = markdownText({ ...rest, cases: many });
    expect(page.length).toBeLessThan(65_536);
    const told = page.match(/<details>/g)?.length ?? 0;
    expect(told).toBeGreaterThan(10);
    expect(page).toContain(`There is no room for the details of ${400 - told} more paths.`);
    expect(page).toContain('And 300 more paths.');
  });
});
