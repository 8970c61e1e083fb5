import type { Raw } from '../../lambda/snapshot/raw.ts';
import { part, text } from '../../lambda/snapshot/raw.ts';
import { hostOf } from './cell.ts';
import { groupId } from './groups.ts';
import { instanceId, interfaceId } from './hosts.ts';
import { associationId, internetGatewayId, natGatewayId, type Table, tableId } from './routes.ts';
import { sides, subnetId, vpcId } from './subnets.ts';

const routed: readonly Table[] = ['web', 'app', 'db'];
const hosts = (cell: number) =>
  [0, 1, 2].flatMap((number) => [hostOf(cell, 'web', number), hostOf(cell, 'app', number)]);

/** What stands in a cell for the things of a recorded session, by the prefixes of their ids. */
const standIns = (cell: number): Readonly<Record<string, readonly string[]>> => ({
  vpc: sides.map((side) => vpcId(cell, side)),
  subnet: (['web', 'app', 'db'] as const).map((tier) => subnetId(cell, tier)),
  rtb: routed.map((table) => tableId(cell, table)),
  igw: [internetGatewayId(cell)],
  nat: [natGatewayId(cell)],
  i: hosts(cell).map(instanceId),
  eni: hosts(cell).map(interfaceId),
  // The instance that must not be reached by ssh, and reaches a database.
  sg: [groupId(cell, 'app', 1)],
});

const id = /\b([a-z]{1,8})-0[0-9a-f]{16}\b/g;

/** The association of each table that the session associated, as the cell has it. */
const associationsOf = (cell: number, records: readonly Raw[], known: ReadonlyMap<string, string>) =>
  records.flatMap((record): readonly (readonly [string, string])[] => {
    const association = text(part(record, 'responseElements'), 'associationId');
    const table = known.get(text(part(record, 'requestParameters'), 'routeTableId') ?? '');
    const which = routed.find((one) => tableId(cell, one) === table);
    return association === undefined || which === undefined ? [] : [[association, associationId(cell, which)]];
  });

/** Ids of recorded calls → ids of a cell: those of each kind in turn, in the order in which they first come. */
export const idsFor = (cell: number, records: readonly Raw[]): ReadonlyMap<string, string> => {
  const of = standIns(cell);
  const counts = new Map<string, number>();
  const known = new Map<string, string>();
  for (const [whole, prefix = ''] of JSON.stringify(records).matchAll(id)) {
    const choice = of[prefix];
    if (choice === undefined || known.has(whole)) continue;
    const count = counts.get(prefix) ?? 0;
    counts.set(prefix, count + 1);
    known.set(whole, choice[count % choice.length] ?? whole);
  }
  return new Map([...known, ...associationsOf(cell, records, known)]);
};

/** A record with the cell's ids in place of its own. */
export const renamed = (record: Raw, ids: ReadonlyMap<string, string>): Raw =>
  JSON.parse(JSON.stringify(record).replace(/\b[a-z]{1,8}-0[0-9a-f]{16}\b/g, (whole) => ids.get(whole) ?? whole));
