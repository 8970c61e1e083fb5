import type { Builder, TestCase } from 'junit-report-builder';
import { clean } from '../../lambda/alerts/clean.ts';
import { blanksText, purposeText } from '../../lambda/alerts/remedy.ts';
import type { FixText } from '../../lambda/asking/fix-text.ts';
import { never } from '../../lambda/domain/verdict.ts';
import { type Report, type ReportCase, sentenceOf } from './report.ts';

/*
 * The XML that Jenkins, GitLab and the actions of GitHub read: https://github.com/testmoapp/junitxml. The builder escapes; what XML
 * cannot hold at all goes before: https://www.w3.org/TR/xml/#charsets. It ends a CDATA section at the second `]]>` of a text.
 */

/** Characters of one line, and of a command, which no real one has. */
const [LENGTH, COMMAND] = [1000, 4000];

const plain = (text: string, length = LENGTH): string =>
  clean(text, length)
    .replace(/[\ufffe\uffff]/g, '')
    .replaceAll(']]>', ']] >');

const fixLines = (fix: FixText): readonly string[] => {
  const blanks = blanksText(fix);
  return [plain(`${purposeText(fix)}${blanks === '' ? '' : `; ${blanks}`}:`), `  ${plain(fix.command, COMMAND)}`];
};

/** Everything about a path, a line each. */
const bodyOf = ({ reasons, changes, notes, fixes }: ReportCase): string =>
  [
    ...reasons.map((text) => plain(text)),
    ...changes.map((text) => `changed: ${plain(text)}`),
    ...notes.map((text) => `note: ${plain(text)}`),
    ...fixes.flatMap(fixLines),
  ].join('\n');

const tell = (made: TestCase, told: ReportCase): void => {
  const { outcome, label } = told;
  const message = plain(sentenceOf(told));
  switch (outcome) {
    case 'failed':
      made.failure(message, plain(label)).stacktrace(bodyOf(told) || message);
      return;
    case 'error':
      made.error(message, plain(label), bodyOf(told) || message);
      return;
    case 'skipped':
      // The builder's `skipped` has no message.
      made.skipped().standardOutput([message, bodyOf(told)].join('\n').trim());
      return;
    case 'passed':
      if (!told.isQuiet) made.standardOutput([message, bodyOf(told)].join('\n').trim());
      return;
    default:
      never(outcome);
  }
};

/** Loaded only where it is used. Its types nest the default export of what Node loads, which is CommonJS; the bundle has its ES module. */
const openBuilder = async (): Promise<Builder> => {
  const loaded = (await import('junit-report-builder')) as unknown as { readonly default: Builder };
  return loaded.default.newBuilder();
};

/** What was found as JUnit XML, a test case a path. */
export const junitText = async (report: Report): Promise<string> => {
  const builder = await openBuilder();
  const { name, at, seconds, cases, notes, summary, gate, properties } = report;
  const xml = builder.name(plain(name));
  // XML Schema's time has no zone there, and is UTC.
  const suite = xml.testSuite().name(plain(name)).time(seconds).timestamp(at.slice(0, 19));
  const said = { ...properties, summary, gate, ...(notes.length > 0 && { notes: notes.join('; ') }) };
  for (const [key, value] of Object.entries(said)) suite.property(plain(key), plain(value));
  for (const told of cases) {
    const made = suite
      .testCase()
      .className(plain(name.replaceAll(' ', '.')))
      .name(plain(told.id))
      .time(told.seconds);
    for (const [key, value] of Object.entries(told.properties)) made.property(plain(key), plain(value));
    tell(made, told);
  }
  return xml.build();
};
