import { readFile } from 'node:fs/promises';
import { parseConfiguration } from '../../../cli/configuration/parse.ts';
import { knownKeys } from '../../../lambda/domain/configuration-schema.ts';

const textOf = (name: string): Promise<string> => readFile(new URL(`../../../${name}`, import.meta.url), 'utf8');

interface Example {
  readonly line: number;
  readonly kind: string;
  readonly text: string;
  /** Quoted under an invalid example. */
  readonly messages: readonly string[];
}

/** The fenced blocks of YAML in a page, with the quotes that follow them. */
const examplesOf = (page: string): readonly Example[] =>
  [...page.matchAll(/^```yaml ?(\w*)\n([\s\S]*?)^```\n((?:\n> .*\n)*)/gm)].map((match) => ({
    line: page.slice(0, match.index).split('\n').length,
    kind: match[1] ?? '',
    text: match[2] ?? '',
    messages: [...(match[3] ?? '').matchAll(/^> (.*)$/gm)].map((quote) => quote[1] ?? ''),
  }));

test('the examples in docs/configuration.md are what they say', async () => {
  const examples = examplesOf(await textOf('docs/configuration.md'));
  expect(examples.length).toBeGreaterThan(15);
  for (const { line, kind, text, messages } of examples) {
    const read = parseConfiguration(text, `docs/configuration.md, the block at line ${line}`);
    if (kind === '') expect(read).toMatchObject({ ok: true });
    if (kind === 'invalid') {
      expect(messages.length).toBeGreaterThan(0);
      for (const message of messages)
        expect(read).toMatchObject({
          ok: false,
          problems: expect.arrayContaining([expect.objectContaining({ message })]),
        });
    }
  }
});

test('docs/configuration.md names every key', async () => {
  const page = await textOf('docs/configuration.md');
  const keys = Object.values(knownKeys).flat();
  expect(keys.filter((key) => !page.includes(`\`${key}\``) && !page.includes(`${key}:`))).toEqual([]);
});

test('pathwatch.yaml declares the reference scenario', async () => {
  const text = await textOf('pathwatch.yaml');
  expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=docs/pathwatch.schema.json');
  expect(parseConfiguration(text, 'pathwatch.yaml')).toMatchObject({
    ok: true,
    configuration: {
      paths: [
        {
          id: 'a-to-b-rdp',
          protocol: 'tcp',
          ports: [{ from: 3389, to: 3389 }],
          expect: 'reachable',
          every: 'rate(5 minutes)',
        },
        { id: 'b-not-to-a-smb', protocol: 'tcp', ports: [{ from: 445, to: 445 }], expect: 'unreachable' },
      ],
      channels: { email: [{ address: 'netops@example.com' }] },
    },
  });
});

test('the forms that pathwatch.yaml shows in its comments hold', async () => {
  const text = await textOf('pathwatch.yaml');
  // Comments that begin with a key, an entry of a list, or further indentation are forms; all others are sentences.
  const shown = text.replaceAll(
    /^( *)# ?(?=- |\s*- \{|\s{2}|(alerts|https|slack|chat|events|maintenance|paths|tags):)/gm,
    '$1',
  );
  expect(shown).not.toBe(text);
  expect(parseConfiguration(shown, 'pathwatch.yaml')).toMatchObject({
    ok: true,
    configuration: {
      paths: {
        length: 4,
        0: { alerts: { reminderInterval: 4 * 3600, flap: { changes: 4 } } },
        2: { id: 'web-to-db', maxPairs: 3 },
        3: { id: 'public-dns', blindAfter: 5, alerts: { reminderInterval: 0 } },
      },
      channels: {
        email: [{ severities: { length: 3 } }, { severities: ['critical'] }],
        https: [{ url: 'https://alerts.example.com/pathwatch' }],
        slack: [{ name: 'netops' }],
        chat: [{ name: 'oncall' }],
        events: { bus: 'default' },
      },
      maintenance: [{ name: 'patch night' }, { name: 'new firewall' }],
      budget: { paths: { 'a-to-b-rdp': 5 }, tags: { 'team=netops': 20 } },
    },
  });
});
