import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pc from 'picocolors';
import { problemText } from '../cli/configuration/problem.ts';
import { readConfiguration } from '../cli/configuration/read.ts';
import { writeWhole } from '../cli/pipeline/write-whole.ts';
import { clean } from '../lambda/alerts/clean.ts';
import type { Configuration } from '../lambda/domain/path.ts';
import type { SweepRecord } from '../lambda/domain/sweep.ts';
import { foremost } from '../lambda/domain/verdict.ts';
import { readReport } from '../ui/read/report.ts';
import { reportHtml } from '../ui/report/html.ts';
import type { EmbeddedAccount } from './account.ts';
import { openStage, type Person, people, type Stage } from './demo/stage.ts';
import { type Change, callText, networkFaults } from './faults.ts';
import { outFlaw } from './out-folder.ts';
import type { Published } from './sns/service.ts';

/*
 * The demo: the real sweep over the real SDK clients, against the account embedded in this process. It plays the
 * scenario of README.md: all is well; each of three faults, each repair, made by the EC2 call that a person would make, and
 * found by the event of that call. Takes half a minute, of which most is waiting for the quiet and for analyses that run as
 * long as the embedded analyzers let them.
 */

const print = (text = ''): void => {
  process.stdout.write(`${text}\n`);
};

/** Says what a sweep found, and which alerts came of it. */
const show = async ({ account, services }: Stage, record: SweepRecord, before: number): Promise<void> => {
  const outcomes = new Map(record.outcomes.map((outcome) => [outcome.pathId, outcome]));
  for (const { pathId, settled } of (await services.store.states()).items) {
    const outcome = outcomes.get(pathId);
    const standing = outcome?.standing ?? settled?.standing ?? 'undetermined';
    const colour = standing === 'expected' ? pc.green : standing === 'unexpected' ? pc.red : pc.yellow;
    const reason = settled?.findings.find((finding) => finding.says === 'unreachable')?.message;
    const how =
      outcome === undefined
        ? 'carried, free'
        : `${outcome.analyses} ${outcome.analyses === 1 ? 'analysis' : 'analyses'}`;
    print(`    ${colour(standing.padEnd(12))} ${pathId}: ${settled?.verdict ?? 'unknown'}, ${how}`);
    if (standing === 'unexpected' && reason !== undefined) print(`                 ${clean(reason, 160)}`);
  }
  for (const message of account.published.slice(before)) print(`    ${pc.cyan('alert')}        ${message.subject}`);
};

const change = async (stage: Stage, who: Person, call: Change): Promise<void> => {
  const before = stage.account.published.length;
  const record = await stage.change(who, call);
  if (record !== undefined) await show(stage, record, before);
};

const announceCall = (title: string, call: Change): void => {
  print(`\n${pc.bold('▸')} ${title}`);
  print(`    ${pc.dim(callText(call))}`);
};

const play = async (stage: Stage): Promise<void> => {
  print(`\n${pc.bold('▸')} All is well: the first look sets the baseline.`);
  await show(stage, await stage.runner.run({ trigger: { by: 'hand' } }), 0);
  for (const { fault, repair, breaks, mends } of networkFaults) {
    announceCall(`Fault: ${fault}.`, breaks);
    await change(stage, 'AKIAALICE', breaks);
    announceCall(`Repair: ${repair}.`, mends);
    await change(stage, 'AKIABOB', mends);
  }
  print(`\n${pc.bold('▸')} Nothing has changed: the next look costs nothing.`);
  await show(stage, await stage.runner.run({ trigger: { by: 'hand' } }), stage.account.published.length);
};

const rule = (title: string): void => print(`\n${pc.bold(title)}\n${'─'.repeat(title.length)}`);

const showAlerts = (published: readonly Published[]): void => {
  rule('The alerts, as their readers get them');
  for (const [index, message] of published.entries())
    print(`\n${pc.inverse(` ${index + 1} `)} ${pc.bold(message.subject ?? '')}\n\n${message.message}`);
};

const showHistory = async ({ services }: Stage, configuration: Configuration): Promise<void> => {
  rule('The history that is kept');
  for (const path of configuration.paths) {
    print(`\n${pc.bold(path.id)}`);
    const { items } = await services.store.checks(path.id, { limit: 50 });
    for (const check of items.toReversed()) {
      const reason = check.standing === 'expected' ? '' : (foremost(check.findings)?.message ?? '');
      print(`  ${check.observedAt}  ${check.verdict.padEnd(12)} ${check.standing.padEnd(11)} ${clean(reason, 160)}`);
    }
  }
};

const fileName = (message: Published, index: number): string => {
  const path = (message.attributes.path ?? 'path').replace(/[^A-Za-z0-9._-]/g, '_');
  return `${String(index + 1).padStart(2, '0')}-${path}-${message.attributes.kind ?? 'alert'}`;
};

/** Each alert as it came by e-mail, and beside it as it came to Slack: both take all of them, in their order. */
const writeAlerts = (folder: string, { published, slack }: EmbeddedAccount): void => {
  for (const [index, message] of published.entries()) {
    const name = join(folder, fileName(message, index));
    writeFileSync(`${name}.txt`, `${message.subject ?? ''}\n\n${message.message}\n`);
    const posted = slack[index];
    if (posted !== undefined)
      writeFileSync(`${name}.slack.json`, `${JSON.stringify({ text: posted.text, blocks: posted.blocks }, null, 2)}\n`);
  }
  print(`\n${published.length} alerts written to ${folder}, each as e-mail text and as Slack message`);
};

/** What the demo promises: each fault is named by its cause, by who made it, and by the command that mends it. */
const CAUSES = networkFaults.map(({ cause }) => cause);
const AUTHOR = people.AKIAALICE.arn;

const conclude = ({ published, slack }: EmbeddedAccount): number => {
  const isTold = (cause: string): boolean =>
    published.some(
      ({ message, subject = '' }) =>
        /^BROKEN/.test(subject) && [cause, AUTHOR, 'aws ec2 '].every((part) => message.includes(part)),
    );
  if (slack.length !== published.length) {
    print(`The demo failed: ${published.length} alerts came by e-mail, ${slack.length} to Slack.`);
    return 1;
  }
  const missing = CAUSES.filter((cause) => !isTold(cause));
  print();
  if (missing.length > 0) {
    print(`The demo failed: no alert names ${missing.join(', ')}, who changed it, and the command that mends it.`);
    return 1;
  }
  print(`Causes named: ${CAUSES.join(', ')}; changed by ${AUTHOR}.`);
  print(
    'The third, a missing route back inside the VPC, is what no analyzer of AWS sees over a transit gateway unless it is',
  );
  print('asked about that very stretch. The network model knows what to ask: AWS was asked that, and confirmed it.');
  return 0;
};

/** The report of the demo's half minute. */
const writeHtml = async (file: string, { services, configuration }: Stage, since: string): Promise<void> => {
  const now = services.now();
  const source = { store: services.store, configuration, name: 'demo', now: now.toISOString() };
  const snapshot = await services.network.snapshot();
  const view = await readReport(source, { since, until: now.toISOString() }, { snapshot });
  await writeWhole(file, reportHtml(view, { now, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone }));
  print(`\nThe report is written to ${file}`);
};

interface Wanted {
  readonly out: string | undefined;
  readonly html: string | undefined;
}

const run = async (configuration: Configuration, { out, html }: Wanted): Promise<number> => {
  const stage = await openStage(configuration);
  const since = stage.services.now().toISOString();
  try {
    await play(stage);
    showAlerts(stage.account.published);
    await showHistory(stage, stage.configuration);
    if (out !== undefined) writeAlerts(out, stage.account);
    if (html !== undefined) await writeHtml(html, stage, since);
    return conclude(stage.account);
  } finally {
    await stage.close();
  }
};

const optionsOf = (given: readonly string[]) => {
  try {
    return parseArgs({
      args: [...given],
      options: { out: { type: 'string' }, html: { type: 'string' }, config: { type: 'string' } },
    }).values;
  } catch (error) {
    process.stderr.write(
      `${error instanceof Error ? error.message : String(error)}\nOptions: --out DIR, --html FILE, --config FILE\n`,
    );
    return undefined;
  }
};

const main = async (): Promise<number> => {
  const values = optionsOf(process.argv.slice(2));
  if (values === undefined) return 2;
  const flaw = values.out === undefined ? undefined : outFlaw(values.out);
  if (flaw !== undefined) {
    process.stderr.write(`${flaw}\n`);
    return 2;
  }
  const read = await readConfiguration(values.config ?? 'pathwatch.yaml');
  if (read.ok) return run(read.configuration, { out: values.out, html: values.html });
  for (const problem of read.problems) process.stderr.write(`${problemText(problem)}\n`);
  return 2;
};

process.exitCode = await main();
