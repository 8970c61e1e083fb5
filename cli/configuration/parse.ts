import { parseDocument } from 'yaml';
import type { ReadConfiguration } from '../../lambda/domain/configuration.ts';
import { toConfiguration } from '../../lambda/domain/configuration.ts';
import type { Configuration } from '../../lambda/domain/path.ts';
import { placeText, positionsIn, standingOf } from './places.ts';
import type { Finding, Problem } from './problem.ts';
import { surveyed } from './survey.ts';
import type { SyntaxFlaw } from './syntax.ts';
import { guessedFrom, syntaxFlaws } from './syntax.ts';
import { retabbed, tabFindings, untabbed } from './tabs.ts';

export type ReadFile =
  | { readonly ok: true; readonly configuration: Configuration }
  /** In the order of the lines. */
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** One text understood as far as may be. */
interface Reading {
  /** Absent where the text has no values that could be taken out. */
  readonly read?: ReadConfiguration;
  readonly findings: readonly Finding[];
  /** Whether the parser stumbled, and whether over tabs. */
  readonly stumbled: boolean;
  readonly tabbed: boolean;
}

const empty: Finding = {
  line: 1,
  column: 1,
  path: '',
  message: 'the file is empty',
  advice: 'declare at least one path; docs/configuration.md shows how',
};

/** One error of syntax brings others on its line; the first one says what is wrong. */
const firstOfLine = (findings: readonly Finding[]): readonly Finding[] => [
  ...new Map(findings.toReversed().map((finding) => [finding.line, finding])).values(),
];

const understood = (text: string): Reading => {
  const positionOf = positionsIn(text);
  const document = parseDocument(text, {
    prettyErrors: false,
    merge: true,
    schema: 'core',
    logLevel: 'error',
  });
  const errors = [...document.errors, ...document.warnings];
  const tabbed = errors.some((error) => error.code === 'TAB_AS_INDENT');
  const limit = guessedFrom(errors);
  const stumbled = limit !== undefined;
  if (document.contents === null && errors.length === 0) return { findings: [empty], stumbled, tabbed };

  const findingAt = ({ offset, message, advice }: SyntaxFlaw, path: string): Finding => ({
    ...positionOf(offset),
    path,
    message,
    advice,
  });
  const dangers = surveyed(document);
  const syntax = firstOfLine([...syntaxFlaws(errors), ...dangers].map((flaw) => findingAt(flaw, '')));
  if (dangers.length > 0) return { findings: syntax, stumbled, tabbed };

  // The survey has bounded the aliases by what they come to, which a count of them does not.
  const read = toConfiguration(document.toJS({ maxAliasCount: -1 }));
  const meaning = (read.ok ? [] : read.flaws).flatMap(({ place, part, collidesWith, message, advice }) => {
    const { offset, whole } = standingOf(document, place, part);
    // Where the parser guesses, what it found behind that point, or missed, may well be there as it should be.
    if (limit !== undefined && (offset >= limit || !whole)) return [];
    const first = collidesWith && positionOf(standingOf(document, collidesWith, 'value').offset).line;
    const told = first === undefined ? message : `${message} on line ${first}`;
    return [findingAt({ offset, message: told, advice }, placeText(place))];
  });
  return { read, findings: [...syntax, ...meaning], stumbled, tabbed };
};

/** Tabs make the parser stumble over all that follows: the width under which least is wrong shows what was meant. */
const withoutTabs = (text: string): readonly Finding[] => {
  const readings = [2, 4, 8].flatMap((width) => {
    const { findings, stumbled } = understood(untabbed(text, width));
    return stumbled ? [] : [findings.map((finding) => retabbed(finding, text, width))];
  });
  const [best = []] = readings.sort((one, other) => one.length - other.length);
  return [...tabFindings(text), ...best];
};

/** The text of a configuration file, YAML or JSON, which is YAML too; `file` is the name that problems carry. */
export const parseConfiguration = (text: string, file: string): ReadFile => {
  const { read, findings, tabbed } = understood(text);
  if (read?.ok && findings.length === 0) return read;
  const problems = (tabbed ? withoutTabs(text) : findings).map((finding) => ({ file, ...finding }));
  return { ok: false, problems: problems.sort((one, other) => one.line - other.line || one.column - other.column) };
};
