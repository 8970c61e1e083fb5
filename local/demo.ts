import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pc from 'picocolors';
import { problemText } from '../cli/configuration/problem.ts';
import { readConfiguration } from '../cli/configuration/read.ts';
import { foremost } from '../cli/reason.ts';
import { clean } from '../lambda/alerts/clean.ts';
import { closeClients } from '../lambda/aws/clients.ts';
import { clientsOf, servicesOf } from '../lambda/compose.ts';
import type { Configuration } from '../lambda/domain/path.ts';
import type { Services } from '../lambda/monitor/ports.ts';
import { type EmbeddedAccount, openAccount } from './account.ts';
import { useEmbeddedCredentials } from './credentials.ts';
import { type Change, callText, networkFaults } from './faults.ts';
import { openRunner, type Runner } from './runner.ts';
import type { Published } from './sns/service.ts';

/*
 * The demo: the real sweep over the real SDK clients, against the account embedded in this process. It plays the
 * scenario of README.md: all is well; each of three faults, each repair, made by the EC2 call that a person would make. Takes half a minute, of which most is waiting
 * for analyses that run as long as the embedded analyzers let them.
 */

const print = (text = ''): void => {
  process.stdout.write(`${text}\n`);
};

interface Stage {
  readonly account: EmbeddedAccount;
  readonly runner: Runner;
  readonly services: Services;
}

/** Lets a sweep look at the network, and says what it found. */
const look = async ({ account, runner, services }: Stage): Promise<void> => {
  const before = account.published.length;
  const record = await runner.run({ trigger: { by: 'hand' } });
  for (const { pathId, verdict, standing, analyses } of record.outcomes) {
    const colour = standing === 'expected' ? pc.green : standing === 'unexpected' ? pc.red : pc.yellow;
    const state = await services.store.state(pathId);
    const reason = state?.settled?.findings.find((finding) => finding.says === 'unreachable')?.message;
    print(`    ${colour(standing.padEnd(12))} ${pathId}: ${verdict}, ${analyses} analysis`);
    if (standing === 'unexpected' && reason !== undefined) print(`                 ${clean(reason, 160)}`);
  }
  for (const message of account.published.slice(before)) print(`    ${pc.cyan('alert')}        ${message.subject}`);
};

const announceCall = (title: string, change: Change): void => {
  print(`\n${pc.bold('▸')} ${title}`);
  print(`    ${pc.dim(callText(change))}`);
};

const play = async (stage: Stage): Promise<void> => {
  print(`\n${pc.bold('▸')} All is well: the first look sets the baseline.`);
  await look(stage);
  for (const { name, fault, repair, breaks, mends } of networkFaults) {
    announceCall(`Fault: ${fault}.`, breaks);
    await stage.account.breakNetwork(name);
    await look(stage);
    announceCall(`Repair: ${repair}.`, mends);
    await stage.account.repair(name);
    await look(stage);
  }
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
  return `${String(index + 1).padStart(2, '0')}-${path}-${message.attributes.kind ?? 'alert'}.txt`;
};

const writeAlerts = (folder: string, published: readonly Published[]): void => {
  mkdirSync(folder, { recursive: true });
  for (const [index, message] of published.entries())
    writeFileSync(join(folder, fileName(message, index)), `${message.subject ?? ''}\n\n${message.message}\n`);
  print(`\n${published.length} alerts written to ${folder}`);
};

/** What the demo promises: each fault is named by its cause. */
const CAUSES = networkFaults.map(({ cause }) => cause);

const conclude = (published: readonly Published[]): number => {
  const missing = CAUSES.filter((cause) => !published.some((message) => message.message.includes(cause)));
  print();
  if (missing.length > 0) {
    print(`The demo failed: no alert names ${missing.join(', ')}.`);
    return 1;
  }
  print(`Causes named: ${CAUSES.join(', ')}.`);
  print(
    'The third, a missing route back inside the VPC, is what no analyzer of AWS can see over a transit gateway: the',
  );
  print('network model names it, from the same calls that describe the network for all paths.');
  return 0;
};

const run = async (configuration: Configuration, out: string | undefined): Promise<number> => {
  useEmbeddedCredentials();
  const account = await openAccount({ runSeconds: 1, polls: '1,1,2,2,5', throttled: true });
  const clients = clientsOf(account.environment);
  const quiet = { info: () => undefined, error: () => undefined };
  const services = servicesOf(account.environment, clients, { log: quiet });
  const runner = await openRunner(services, configuration);
  try {
    const stage = { account, runner, services };
    await play(stage);
    showAlerts(account.published);
    await showHistory(stage, configuration);
    if (out !== undefined) writeAlerts(out, account.published);
    return conclude(account.published);
  } finally {
    await runner.close();
    closeClients(clients);
    await account.close();
  }
};

const optionsOf = (given: readonly string[]) => {
  try {
    return parseArgs({ args: [...given], options: { out: { type: 'string' }, config: { type: 'string' } } }).values;
  } catch (error) {
    process.stderr.write(
      `${error instanceof Error ? error.message : String(error)}\nOptions: --out DIR, --config FILE\n`,
    );
    return undefined;
  }
};

const main = async (): Promise<number> => {
  const values = optionsOf(process.argv.slice(2));
  if (values === undefined) return 2;
  const read = await readConfiguration(values.config ?? 'pathwatch.yaml');
  if (read.ok) return run(read.configuration, values.out);
  for (const problem of read.problems) process.stderr.write(`${problemText(problem)}\n`);
  return 2;
};

process.exitCode = await main();
