import { runSimulation } from '@cloud-copilot/iam-simulate';
import { ACCOUNT } from '../../local/scenario/ids.ts';
import type { Call } from './recorder.ts';
import type { Resolved, Statement } from './roles.ts';

const keyOf = ({ by: _by, ...request }: Call): string => JSON.stringify(request);

/** Calls that IAM cannot tell apart, once. */
export const distinct = (calls: readonly Call[]): readonly Call[] => [
  ...new Map(calls.map((call) => [keyOf(call), call])).values(),
];

export const listOf = (value: string | readonly string[]): readonly string[] =>
  typeof value === 'string' ? [value] : value;

/** Whether `text` is of a pattern with IAM's `*` and `?`. */
export const isOf = (pattern: string, text: string): boolean =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  ).test(text);

/** Whether the statements, with the policy of the resource, let a call through, by AWS's own rules of evaluation. */
export const isAllowed = async (
  call: Call,
  statements: readonly Statement[],
  resourcePolicies: Resolved['resourcePolicies'],
): Promise<boolean> => {
  const { action, resource } = call;
  const answer = await runSimulation(
    {
      request: {
        action,
        principal: `arn:aws:sts::${ACCOUNT}:assumed-role/${call.role}/session`,
        resource: { resource, accountId: ACCOUNT },
        contextVariables: Object.fromEntries(
          Object.entries({ ...call.context, 'aws:SecureTransport': 'true' }).map(([key, value]) => [
            key,
            typeof value === 'string' ? value : [...value],
          ]),
        ),
      },
      identityPolicies: [{ name: call.role, policy: { Version: '2012-10-17', Statement: statements } }],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy: resourcePolicies.get(resource),
    },
    {},
  );
  if (answer.resultType === 'error') throw new Error(`${action} on ${resource}: ${answer.errors.message}`);
  return answer.overallResult === 'Allowed';
};

/** The calls that their roles do not allow. Each is judged once, however often it was made. */
export const deniedOf = async (
  calls: readonly Call[],
  { roles, resourcePolicies }: Pick<Resolved, 'roles' | 'resourcePolicies'>,
): Promise<readonly Call[]> => {
  const denied: Call[] = [];
  for (const call of distinct(calls))
    if (!(await isAllowed(call, roles[call.role], resourcePolicies))) denied.push(call);
  return denied;
};
