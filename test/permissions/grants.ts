import { reasonOfAction, reasonOfResource } from './implied.ts';
import { distinct, isAllowed, isOf, listOf } from './judge.ts';
import type { Call, RoleName } from './recorder.ts';
import type { Resolved, Statement } from './roles.ts';

/** A statement of a role, with the calls that it lets through. */
export interface Used {
  readonly role: RoleName;
  readonly statement: Statement;
  readonly calls: readonly Call[];
}

/** A part of a grant that no call uses: an action of a statement, or one of its resources. */
export interface Unused {
  readonly role: RoleName;
  readonly statement: string;
  readonly part: string;
  /** Absent where nobody has given one. */
  readonly reason: string | undefined;
}

/** Every statement of every role, with what uses it. */
export const usesOf = async (
  calls: readonly Call[],
  { roles, resourcePolicies }: Pick<Resolved, 'roles' | 'resourcePolicies'>,
): Promise<readonly Used[]> => {
  const uses: Used[] = [];
  for (const [role, statements] of Object.entries(roles) as [RoleName, readonly Statement[]][])
    for (const statement of statements) {
      const using: Call[] = [];
      const candidates = distinct(calls).filter(
        (call) => call.role === role && listOf(statement.Action).some((action) => isOf(action, call.action)),
      );
      for (const call of candidates) if (await isAllowed(call, [statement], resourcePolicies)) using.push(call);
      uses.push({ role, statement, calls: using });
    }
  return uses;
};

export const nameOf = ({ Sid, Action }: Statement): string => Sid ?? listOf(Action).join(' ');

/** What is granted and used by no call. */
export const unusedOf = (uses: readonly Used[]): readonly Unused[] =>
  uses.flatMap(({ role, statement, calls }) => {
    const unused = (part: string, reason: string | undefined): Unused => ({
      role,
      statement: nameOf(statement),
      part,
      reason,
    });
    const actions = listOf(statement.Action).filter((action) => !calls.some((call) => isOf(action, call.action)));
    const resources = listOf(statement.Resource).filter(
      // Of a statement that nothing uses at all, the actions have been said.
      (resource) => calls.length > 0 && !calls.some((call) => isOf(resource, call.resource)),
    );
    return [
      ...actions.map((action) => unused(action, reasonOfAction(role, action))),
      ...resources.map((resource) => unused(resource, reasonOfResource(role, resource))),
    ];
  });
