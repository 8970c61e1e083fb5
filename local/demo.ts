import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pc from 'picocolors';
import { problemText } from '../cli/configuration/problem.ts';
import { readConfiguration } from '../cli/configuration/read.ts';
import { clean } from '../lambda/alerts/clean.ts';
import { closeClients } from '../lambda/aws/clients.ts';
import { clientsOf, servicesOf } from '../lambda/compose.ts';
import type { Channels } from '../lambda/domain/channel.ts';
import type { Configuration, Path } from '../lambda/domain/path.ts';
import type { SweepRecord } from '../lambda/domain/sweep.ts';
import { foremost } from '../lambda/domain/verdict.ts';
import { silentMeter } from '../lambda/meter.ts';
import type { Services } from '../lambda/monitor/ports.ts';
import { type EmbeddedAccount, openAccount } from './account.ts';
import { changeNetwork } from './change-network.ts';
import { useEmbeddedCredentials } from './credentials.ts';
import { ec2As } from './ec2-as.ts';
import { openForwarder } from './events/forwarder.ts';
import { type Change, callText, networkFaults } from './faults.ts';
import { type Listening, openListening } from './listening.ts';
import { outFlaw } from './out-folder.ts';
import { openRunner, type Runner } from './runner.ts';
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

interface Stage {
  readonly account: EmbeddedAccount;
  readonly runner: Runner;
  readonly services: Services;
  readonly configuration: Configuration;
  readonly listening: Listening;
}

/** Who changes the network: by their access keys, as CloudTrail records them. */
const people = {
  AKIAALICE: { arn: 'arn:aws:iam::111111111111:user/alice', sourceAddress: '203.0.113.24' },
  AKIABOB: { arn: 'arn:aws:sts::111111111111:assumed-role/NetOps/bob', sourceAddress: '203.0.113.77' },
} as const;
const tools = { AKIAALICE: 'Terraform/1.9.8', AKIABOB: 'aws-cli/2.31.0' } as const;

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

/** Makes a call as somebody, and lets the sweep that comes of it look at the network. */
const change = async (stage: Stage, who: keyof typeof people, call: Change, swept: readonly SweepRecord[]) => {
  const before = stage.account.published.length;
  const client = ec2As(stage.account.environment, who, tools[who]);
  await changeNetwork(client, call);
  client.destroy();
  await stage.listening.settled();
  const record = swept.at(-1);
  if (record !== undefined) await show(stage, record, before);
};

const announceCall = (title: string, call: Change): void => {
  print(`\n${pc.bold('▸')} ${title}`);
  print(`    ${pc.dim(callText(call))}`);
};

const play = async (stage: Stage, swept: readonly SweepRecord[]): Promise<void> => {
  print(`\n${pc.bold('▸')} All is well: the first look sets the baseline.`);
  await show(stage, await stage.runner.run({ trigger: { by: 'hand' } }), 0);
  for (const { fault, repair, breaks, mends } of networkFaults) {
    announceCall(`Fault: ${fault}.`, breaks);
    await change(stage, 'AKIAALICE', breaks, swept);
    announceCall(`Repair: ${repair}.`, mends);
    await change(stage, 'AKIABOB', mends, swept);
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

/** Where the alerts go beside e-mail. */
const SLACK: Channels['slack'][number] = {
  name: 'demo',
  secret: 'pathwatch/demo',
  severities: ['critical', 'warning', 'info'],
};

/** Half a minute stands for days here: so many changes in an hour would be flapping. */
const patient = ({ alerts, ...path }: Path): Path => {
  const { flap: _flap, ...policy } = alerts;
  return { ...path, alerts: policy };
};

/** A person watches: the network is taken as quiet after a second. */
const QUIET = 1;
const PACING = { polls: [1, 1, 2, 2, 5], retries: [1, 2], searches: [1, 2] };

const run = async (given: Configuration, out: string | undefined): Promise<number> => {
  useEmbeddedCredentials();
  const configuration = { ...given, quiet: QUIET, paths: given.paths.map(patient) };
  // What the alerts look like in Slack is shown too, whatever is declared.
  const channels: Channels = { ...given.channels, slack: [SLACK], chat: [] };
  const account = await openAccount({ runSeconds: 1, throttled: true, principals: people, channels });
  const clients = clientsOf(account.environment);
  const log = { info: () => undefined, error: () => undefined };
  const rest = { log, meter: silentMeter, pacing: PACING, channels };
  const services = servicesOf(account.environment, clients, rest);
  const runner = await openRunner(services, { ...configuration, channels });
  const swept: SweepRecord[] = [];
  const troubles: unknown[] = [];
  const forwarder = openForwarder(account.events);
  const listening = openListening({
    events: account.events,
    services,
    run: async (request) => {
      const record = await runner.run(request);
      swept.push(record);
      return record;
    },
    failed: (error) => troubles.push(error),
  });
  try {
    const stage = { account, runner, services, configuration, listening };
    await play(stage, swept);
    if (troubles.length > 0) throw new AggregateError(troubles, 'a change could not be looked at');
    showAlerts(account.published);
    await showHistory(stage, configuration);
    if (out !== undefined) writeAlerts(out, account);
    return conclude(account);
  } finally {
    forwarder.close();
    await listening.close();
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
  const flaw = values.out === undefined ? undefined : outFlaw(values.out);
  if (flaw !== undefined) {
    process.stderr.write(`${flaw}\n`);
    return 2;
  }
  const read = await readConfiguration(values.config ?? 'pathwatch.yaml');
  if (read.ok) return run(read.configuration, values.out);
  for (const problem of read.problems) process.stderr.write(`${problemText(problem)}\n`);
  return 2;
};

process.exitCode = await main();
