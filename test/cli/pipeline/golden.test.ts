import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { junitText } from '../../../cli/pipeline/junit.ts';
import { markdownText } from '../../../cli/pipeline/markdown.ts';
import { aCheckReport, aCompareReport, aRefusedReport } from './samples.ts';

/* The exact reports, as pipelines get them. `GOLDEN=write` writes them anew: read what changed. */

const folder = join(import.meta.dirname, 'golden');
const isWriting = process.env.GOLDEN === 'write';

const golden = (name: string, text: string): string => {
  const file = join(folder, name);
  if (isWriting) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, text);
  }
  return readFileSync(file, 'utf8');
};

const reports = [
  ['check', aCheckReport()],
  ['check-fail-on-unexpected', aCheckReport('unexpected')],
  ['compare', aCompareReport()],
  ['refused', aRefusedReport()],
] as const;

test('there is no golden file without a report', () => {
  const files = reports.flatMap(([name]) => [`${name}.md`, `${name}.xml`]);
  expect(readdirSync(folder).sort()).toEqual(files.sort());
});

test.each(reports)('the JUnit XML of %s', async (name, report) => {
  const text = `${await junitText(report)}\n`;
  expect(text).toBe(golden(`${name}.xml`, text));
});

test.each(reports)('the Markdown of %s', (name, report) => {
  const text = markdownText(report);
  expect(text).toBe(golden(`${name}.md`, text));
});
