import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { standingOf } from '../../lambda/domain/canary.ts';
import { openAccount } from '../../local/account.ts';
import { useEmbeddedCredentials } from '../../local/credentials.ts';
import { ACCOUNT, REGION } from '../../local/scenario/ids.ts';
import { forwarderAlive } from '../permissions/events.ts';
import { openBusInbox } from './bus.ts';
import { openChanges, rulesOf, takersOf, targetsOf } from './changes.ts';
import { arrivedIn, assertQuiet } from './channels.ts';
import { writeConfigurations } from './configurations.ts';
import { type Emulator, openEmulator, PACKAGE } from './emulator.ts';
import { fire } from './fire.ts';
import { forwarderOf, HOME } from './forwarder.ts';
import { openInbox, subscribersOf, topicWith } from './inbox.ts';
import { openInvocations } from './invocations.ts';
import { LIMITS } from './limits.ts';
import { canaryOf, checksOf, clientsAt, insightsIn, verdictsOf, versionOf } from './look.ts';
import { run } from './run.ts';
import { openSlackInbox } from './slack.ts';
import { faultsOf, spoilerOf } from './spoil.ts';
import { stackOf } from './stack.ts';
import { drawnBy } from './widget.ts';

/*
 * `npm run test:deploy`: the app, deployed by CDK's command line onto an AWS that someone else wrote, runs there, is
 * upgraded and destroyed. With `--without ACTION`, `--misname VARIABLE` or `--bannerless` it is deployed with that fault,
 * and the run is to fail.
 */

const program = fileURLToPath(new URL('../../bin/pathwatch.ts', import.meta.url));

const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

/** The last that was denied or went wrong in the emulator and in its functions, each cut to a readable length. */
const troublesOf = (emulator: Emulator): readonly string[] =>
  emulator
    .log()
    .split('\n')
    .filter((line) => /is not authorized to perform| ERROR \[|"level":"error"/i.test(line))
    .slice(-10)
    .map((line) => line.slice(0, 600));

const play = async (folder: string, words: readonly string[], step: Step): Promise<void> => {
  const { first, second } = await writeConfigurations(folder);
  const closing: (() => Promise<void>)[] = [];
  const emulator = await step('emulator', () => openEmulator(folder));
  closing.push(emulator.close);
  try {
    const aws = clientsAt(emulator.url);
    let waited = 0;
    const account = await openAccount({ runSeconds: 20, now: () => new Date(Date.now() + waited * 1000) });
    closing.unshift(account.close);
    const invocations = await openInvocations(aws.lambda, (seconds) => {
      waited += seconds;
    });
    closing.unshift(invocations.close);
    const { ec2 } = clientsAt(account.endpoints.ec2.url);
    const slack = await openSlackInbox(aws.secrets);
    closing.unshift(slack.close);

    const stack = stackOf(
      folder,
      {
        ...emulator.environment,
        PATHWATCH_ENDPOINT_EC2: account.endpoints.ec2.url,
        PATHWATCH_ENDPOINT_ELB: account.endpoints.elb.url,
        PATHWATCH_ENDPOINT_CLOUDTRAIL: account.endpoints.cloudtrail.url,
        PATHWATCH_ENDPOINT_NETWORK_MANAGER: account.endpoints.networkManager.url,
        PATHWATCH_ENDPOINT_LAMBDA: invocations.url,
        PATHWATCH_ENDPOINT_SLACK: slack.url,
      },
      spoilerOf(faultsOf(words)),
    );
    const sweep = async (due: number): Promise<string> => {
      const name = await fire(aws.scheduler, new Date());
      const record = await invocations.recordOf(name);
      assert.partialDeepStrictEqual(record, { execution: name, due, tally: { troubled: 0 }, notes: [] });
      return name;
    };

    await step('bootstrapped', () => stack.bootstrap());
    const { TableName, SweepAlias, TopicArn } = await step('deployed', () => stack.deploy(first));
    const verdicts = (pathId: string) => verdictsOf(aws.dynamodb, TableName, pathId);
    const critical = { severity: ['critical'] };
    await step('the topic has its subscribers, each with its filter', async () => {
      assert.deepEqual(await subscribersOf(aws.sns, TopicArn), {
        'netops@example.com': {},
        'oncall@example.com': critical,
        'https://pager.example.com/sns': { severity: ['critical', 'warning'] },
      });
    });
    const email = await openInbox(aws.sns, aws.sqs, TopicArn, critical);
    const changes = await openChanges(aws, emulator, invocations, account.events);
    closing.unshift(changes.close);
    const bus = await openBusInbox(aws.events, aws.sqs);
    const inboxes = { email, slack, bus };
    const version = await versionOf(aws.lambda, SweepAlias);

    await step('the schedule fires, the deployed functions sweep, and the checks are in the table', async () => {
      await sweep(2);
      assert.equal(await verdicts('a-to-b-rdp'), 'reachable');
      assert.equal(await verdicts('b-not-to-a-smb'), 'unreachable');
      await assertQuiet(inboxes);
    });
    await step('the network breaks, and the alert comes once by e-mail, Slack and EventBridge', async () => {
      await account.breakNetwork('security-group-closed');
      await sweep(2);
      assert.equal(await verdicts('a-to-b-rdp'), 'unreachable, reachable');
      const alert = await arrivedIn(inboxes);
      assert.match(alert.email.Message, /sg-073c4d556bf048ea0/);
      assert.match(JSON.stringify(alert.slack.blocks), /sg-073c4d556bf048ea0/);
      assert.partialDeepStrictEqual(alert.event, { kind: 'broke', severity: 'critical', path: { id: 'a-to-b-rdp' } });
      print(`  alert: ${alert.email.Subject}`);
    });

    await step('the widget draws the broken path for the console', async () => {
      const html = await drawnBy(aws.lambda);
      assert.match(html, /<b>1<\/b> <span class="badge unexpected">/);
      assert.match(html, /<bdi>a-to-b-rdp<\/bdi>.*sg-073c4d556bf048ea0/);
    });

    const before = await checksOf(aws.dynamodb, TableName, 'a-to-b-rdp');
    const held = invocations.hold();
    const inFlight = await step('a sweep waits for an analysis', async () => {
      await account.repair('security-group-closed');
      const name = await fire(aws.scheduler, new Date());
      const ended = invocations.recordOf(name).then(() => Promise.reject(new Error('the sweep waited for nothing')));
      await Promise.race([held.suspended, ended]);
      return name;
    });
    await step('redeployed', () => stack.deploy(second));
    await step('the sweep in flight finishes on the version that it was started on', async () => {
      assert.notEqual(await versionOf(aws.lambda, SweepAlias), version);
      held.release();
      const record = await invocations.recordOf(inFlight);
      assert.partialDeepStrictEqual(record, { execution: inFlight, due: 2, tally: { troubled: 0 } });
      assert.deepEqual(invocations.versionsOf(inFlight), [version]);
      const { email, event } = await arrivedIn(inboxes);
      assert.match(email.Subject, /^RECOVERED a-to-b-rdp/);
      assert.equal(event.kind, 'recovered');
      print(`  alert: ${email.Subject}`);
    });
    await step('the history is kept, and the new configuration and version are what runs', async () => {
      const name = await sweep(3);
      assert.deepEqual(invocations.versionsOf(name), [await versionOf(aws.lambda, SweepAlias)]);
      assert.equal(await verdicts('a-to-b-rdp'), 'reachable, unreachable, reachable');
      assert.deepEqual((await checksOf(aws.dynamodb, TableName, 'a-to-b-rdp')).slice(1), before);
      assert.equal(await verdicts('b-not-to-a-telnet'), 'unreachable');
      await assertQuiet(inboxes);
    });
    await step('the canary comes, and its open way and its closed port are told apart', async () => {
      const name = await fire(aws.scheduler, new Date(), 'canary');
      const record = await invocations.recordOf(name);
      assert.partialDeepStrictEqual(record, {
        execution: name,
        due: 0,
        tally: { analyses: 1, troubled: 0 },
        notes: [],
      });
      const canary = await canaryOf(aws.dynamodb, TableName);
      assert.deepEqual(canary && standingOf(canary), { kind: 'alive' });
      for (const [by, { open, blocked } = {}] of [
        ['model', canary?.model],
        ['AWS', canary?.aws],
      ] as const)
        print(`canary by ${by}: open ${open}, blocked ${blocked}`);
    });
    await step("the forwarder's sign goes over the bus, a rule and the queue to the function that gathers", () =>
      changes.pass(forwarderAlive(new Date())),
    );
    await step('a change starts one sweep, and the alert comes without a schedule', async () => {
      const sweepBy = async (action: () => Promise<void>): Promise<string> => {
        const execution = await changes.sweepBy(action);
        const record = await invocations.recordOf(execution);
        assert.partialDeepStrictEqual(record, { execution, trigger: { by: 'change' }, tally: { troubled: 0 } });
        const { email } = await arrivedIn(inboxes);
        print(`  alert: ${email.Subject}`);
        return email.Subject;
      };
      assert.match(await sweepBy(() => account.breakNetwork('security-group-closed')), /^BROKEN a-to-b-rdp/);
      // The fourth change within the hour: from now on it flaps.
      assert.match(await sweepBy(() => account.repair('security-group-closed')), /^FLAPPING a-to-b-rdp/);
    });
    await step('the command line finds the stack by its tag, and checks a path by hand', async () => {
      const environment = { ...emulator.environment, AWS_ENDPOINT_URL_LAMBDA: invocations.url };
      const answer = await run(process.execPath, [program, 'check', 'a-to-b-rdp'], environment);
      assert.match(answer, /a-to-b-rdp/);
    });

    await step('a test message goes to the one channel that is named', async () => {
      const environment = { ...emulator.environment, AWS_ENDPOINT_URL_LAMBDA: invocations.url };
      for (const channel of ['email', 'slack:noc', 'events'])
        await run(process.execPath, [program, 'alert', 'test', channel, '--config', second], environment);
      const { email, slack, event } = await arrivedIn(inboxes);
      assert.match(email.Subject, /^TEST/);
      assert.match(JSON.stringify(slack), /TEST/);
      assert.equal(event.kind, 'test');
    });

    // What a sweep can do without, it does without, and logs.
    await step('no call was denied, and no function logged an error', async () => {
      assert.equal(troublesOf(emulator).length, 0);
    });

    const forwarder = forwarderOf(emulator.environment);
    const { events: there } = clientsAt(emulator.url, HOME);
    await step(`the forwarder is deployed into ${HOME}, and leads to the default bus here`, async () => {
      await forwarder.bootstrap();
      await forwarder.deploy();
      const rules = await rulesOf(there);
      assert.deepEqual(await targetsOf(there, rules), [`arn:aws:events:${REGION}:${ACCOUNT}:event-bus/default`]);
      assert.equal(await takersOf(there, rules, forwarderAlive(new Date())), 1);
    });
    await step('the forwarder is destroyed', async () => {
      await forwarder.destroy();
      assert.deepEqual(await rulesOf(there), []);
    });

    await bus.close();
    const made = await insightsIn(ec2);
    const kept = await verdicts('a-to-b-rdp');
    const troubles = await openInbox(aws.sns, aws.sqs, await topicWith(aws.sns, 'Troubles'), {}, 'operator');
    await step('destroyed', () => stack.destroy());
    await step('the table is kept with its rows, and the insights paths and analyses are gone', async () => {
      assert.match(kept, /^reachable, .*unreachable, reachable$/);
      assert.equal(await verdicts('a-to-b-rdp'), kept);
      assert.equal(made.paths, 3);
      assert.deepEqual(await insightsIn(ec2), { paths: 0, analyses: 0 });
      assert.deepEqual(await rulesOf(aws.events), []);
    });
    await step('the last message has come, which says what went and what stays', async () => {
      const [last, ...others] = await troubles();
      assert.deepEqual(others, []);
      assert.match(`${last?.Subject}`, /^REMOVED: /);
      assert.ok(last?.Message.includes(`Removed: 3 insights paths and ${made.analyses} analyses`), last?.Message);
      assert.ok(last?.Message.includes(`aws dynamodb delete-table --region ${REGION} --table-name ${TableName}`));
    });
  } catch (error) {
    for (const line of troublesOf(emulator)) print(`  emulator: ${line}`);
    throw error;
  } finally {
    for (const close of closing) await close();
  }
};

/** Does a part of the run, and says how long it took. */
type Step = <Result>(name: string, action: () => Promise<Result>) => Promise<Result>;

const main = async (words: readonly string[]): Promise<number> => {
  let passed = 0;
  const step: Step = async (name, action) => {
    const from = performance.now();
    try {
      const result = await action();
      passed += 1;
      print(`${name} ${((performance.now() - from) / 1000).toFixed(1)} s`);
      return result;
    } catch (error) {
      print(`FAILED: ${name}`);
      throw error;
    }
  };
  useEmbeddedCredentials();
  const folder = await mkdtemp(join(tmpdir(), 'pathwatch-deploy-'));
  let failed = 0;
  print(`onto ${PACKAGE}, with the rights of roles enforced`);
  try {
    await play(folder, words, step);
  } catch (error) {
    failed = 1;
    print(error instanceof Error ? error.message : String(error));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  print('What this does not show:');
  for (const line of LIMITS) print(`  ${line}`);
  print(`deploy: ${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
};

process.exitCode = await main(process.argv.slice(2));
