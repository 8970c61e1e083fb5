import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { everyCommand } from '../../cli/every-command.ts';
import { commandsPage } from '../../cli/reference/commands-page.ts';
import { configurationPage } from '../../cli/reference/configuration-page.ts';
import { configurationJsonSchema, knownKeys } from '../../lambda/domain/configuration-schema.ts';
import { galleryPage } from '../alerts/gallery-page.ts';
import { situations } from '../alerts/situations.ts';
import { wholeTree } from '../support/command-tree.ts';

/* Pages that are written by `npm run -s reference`. */

const page = (name: string): string => readFileSync(resolve(import.meta.dirname, '../../docs', name), 'utf8');

test('docs/commands.md is what the command line says of itself', () => {
  expect(commandsPage(wholeTree())).toBe(page('commands.md'));
});

test('docs/configuration-reference.md is what the schema says', () => {
  expect(configurationPage(configurationJsonSchema())).toBe(page('configuration-reference.md'));
});

test('docs/gallery.md has every situation', () => {
  expect(galleryPage(situations)).toBe(page('gallery.md'));
});

test('the reference of commands has each that somebody may type, and each of its options', () => {
  const text = page('commands.md');
  for (const command of everyCommand(wholeTree()).filter(({ commands }) => commands.length === 0)) {
    expect(text).toContain(`### ${command.name() === 'test' ? 'alert test' : command.name()}\n`);
    for (const { flags } of command.options) expect(text).toContain(`| \`${flags}\` |`);
  }
});

test('the reference of the configuration has every key, with a description', () => {
  const text = page('configuration-reference.md');
  const keys = Object.entries(knownKeys).flatMap(([section, known]) => (section === 'prices' ? [] : known));
  for (const key of keys) expect(text).toMatch(new RegExp(`^\\| \`${key}\` \\|.*\\. \\|`, 'm'));
});

test('a bar in a text does not end its cell', () => {
  expect(page('commands.md')).toContain('[`ack <incident\\|path>`](#ack)');
});
