import { owner } from '../large-network/site.ts';
import { PATHS_PER_CELL } from './cell.ts';
import type { Call } from './edit.ts';
import { groupId } from './groups.ts';

/** Two calls on a path's group, of which the second undoes the first; each is another fact to that path alone. */
export interface Edit {
  readonly does: Call;
  readonly undoes: Call;
  /** Whether the path's verdict is another in between. */
  readonly flips: boolean;
}

const ranges = (port: number, cidr: string) => ({
  IpPermissions: [{ IpProtocol: 'tcp', FromPort: port, ToPort: port, IpRanges: [{ CidrIp: cidr }] }],
});
const fromGroup = (port: number, group: string) => ({
  IpPermissions: [
    { IpProtocol: 'tcp', FromPort: port, ToPort: port, UserIdGroupPairs: [{ GroupId: group, UserId: owner }] },
  ],
});

const admits = (GroupId: string, rule: object): Call => ({
  operation: 'AuthorizeSecurityGroupIngress',
  input: { GroupId, ...rule },
});
const admitsNoMore = (GroupId: string, rule: object): Call => ({
  operation: 'RevokeSecurityGroupIngress',
  input: { GroupId, ...rule },
});

/** A rule more that lets the path in too, and its end. */
const widens = (group: string, rule: object): Edit => ({
  does: admits(group, rule),
  undoes: admitsNoMore(group, rule),
  flips: false,
});
/** A rule more that lets the path out, and its end. */
const widensOut = (GroupId: string, rule: object): Edit => ({
  does: { operation: 'AuthorizeSecurityGroupEgress', input: { GroupId, ...rule } },
  undoes: { operation: 'RevokeSecurityGroupEgress', input: { GroupId, ...rule } },
  flips: false,
});
/** The rule that lets the path in, revoked and put back. */
const breaks = (group: string, rule: object): Edit => ({
  does: admitsNoMore(group, rule),
  undoes: admits(group, rule),
  flips: true,
});

/** How the `place`th path of a cell (see cell.ts) is edited; `flips`: so that its verdict turns. */
export const editOf = (cell: number, place: number, flips: boolean): Edit => {
  const app = (number: number) => groupId(cell, 'app', number);
  if (place < 8)
    return flips
      ? breaks(app(place), fromGroup(8080, groupId(cell, 'web', place)))
      : widens(app(place), ranges(8080, '10.0.0.0/24'));
  if (place < 15) {
    return flips
      ? breaks(groupId(cell, 'db', place - 8), ranges(5432, '10.0.1.0/24'))
      : widensOut(app(place - 8), ranges(5432, '0.0.0.0/0'));
  }
  // What must stay closed: whatever touches it opens it.
  if (place < 18) return { ...widens(app(place - 15), ranges(22, '10.1.0.0/16')), flips: true };
  return widensOut(groupId(cell, 'web', place - 18), ranges(443, '0.0.0.0/0'));
};

/** The cell of the `number`th path of all, and its place there. */
export const placeOf = (number: number) => ({
  cell: Math.floor(number / PATHS_PER_CELL),
  place: number % PATHS_PER_CELL,
});

export const canFlip = (place: number): boolean => place < 18;
