import { parseDocument } from 'yaml';
import type { ReadConfiguration } from '../../lambda/domain/configuration.ts';
import { toConfiguration } from '../../lambda/domain/configuration.ts';
import type { Configuration } from '../../lambda/domain/path.ts';
import { placeText, positionsIn, standingOf } from './places.ts';
import type { Finding, Problem } from './problem.ts';
import { surveyed } from './survey.ts';
import type { SyntaxFlaw } from './syntax.ts';
import { firstGuess, syntaxFlaws } from './syntax.ts';
import { retabbed, tabFindings, untabbed } from './tabs.ts';

export type ReadFile =
  /** `content` is what the text says, as JSON can: what is bundled beside the handler. */
  | { readonly ok: true; readonly configuration: Configuration; readonly content: unknown }
  /** In the order of the lines. */
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** One text understood as far as may be. */
interface Reading {
  /** Absent where the text has no values that could be taken out. */
  readonly read?: ReadConfiguration;
  readonly content?: unknown;
  readonly findings: readonly Finding[];
  /** The line from which on the parser only guessed; absent where it understood everything. */
  readonly guessedFrom?: number | undefined;
  /** Whether it stumbled over tabs. */
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
    // Sets, ordered maps and bytes are nothing that JSON has.
    resolveKnownTags: false,
    logLevel: 'error',
  });
  const errors = [...document.errors, ...document.warnings];
  const tabbed = errors.some((error) => error.code === 'TAB_AS_INDENT');
  const limit = firstGuess(errors);
  const stumbled = { tabbed, guessedFrom: limit === undefined ? undefined : positionOf(limit).line };
  if (document.contents === null && errors.length === 0) return { ...stumbled, findings: [empty] };

  const findingAt = ({ offset, message, advice }: SyntaxFlaw, path: string): Finding => ({
    ...positionOf(offset),
    path,
    message,
    advice,
  });
  const dangers = surveyed(document);
  const syntax = firstOfLine([...syntaxFlaws(errors), ...dangers].map((flaw) => findingAt(flaw, '')));
  if (dangers.length > 0) return { ...stumbled, findings: syntax };

  // The survey has bounded the aliases by what they come to, which a count of them does not.
  const content: unknown = document.toJS({ maxAliasCount: -1 });
  const read = toConfiguration(content);
  const meaning = (read.ok ? [] : read.flaws).flatMap(({ place, part, collidesWith, message, advice }) => {
    const { offset, whole } = standingOf(document, place, part);
    // Where the parser guesses, what it found behind that point, or missed, may well be there as it should be.
    if (limit !== undefined && (offset >= limit || !whole)) return [];
    const first = collidesWith && positionOf(standingOf(document, collidesWith, 'value').offset).line;
    const told = first === undefined ? message : `${message} on line ${first}`;
    return [findingAt({ offset, message: told, advice }, placeText(place))];
  });
  return { ...stumbled, read, content, findings: [...syntax, ...meaning] };
};

/**
 * Tabs make the parser stumble over all that follows: the width under which least is wrong shows what was meant. Where no
 * width makes sense of the text, what follows the first stumble is not told.
 */
const withoutTabs = (text: string, { findings, guessedFrom = 1 }: Reading): readonly Finding[] => {
  const readings = [2, 4, 8].flatMap((width) => {
    const reading = understood(untabbed(text, width));
    if (reading.guessedFrom !== undefined) return [];
    return [reading.findings.map((finding) => retabbed(finding, text, width))];
  });
  const [best] = readings.sort((one, other) => one.length - other.length);
  const tabs = tabFindings(text);
  const isTold = ({ line, message }: Finding): boolean =>
    tabs.some((tab) => tab.line === line && tab.message === message);
  const rest = best ?? findings.filter(({ line }) => line <= guessedFrom);
  return [...tabs, ...rest.filter((finding) => !isTold(finding))];
};

/** The text of a configuration file, YAML or JSON, which is YAML too; `file` is the name that problems carry. */
export const parseConfiguration = (text: string, file: string): ReadFile => {
  const reading = understood(text);
  if (reading.read?.ok && reading.findings.length === 0) return { ...reading.read, content: reading.content };
  const findings = reading.tabbed ? withoutTabs(text, reading) : reading.findings;
  const problems = findings.map((finding) => ({ file, ...finding }));
  return { ok: false, problems: problems.sort((one, other) => one.line - other.line || one.column - other.column) };
};
