import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { type PurchaseReason, purchaseReasons } from '../domain/budget.ts';
import type { Reservation, Store } from '../monitor/ports.ts';
import { calling } from './fault.ts';
import { held } from './held.ts';
import type { Item } from './item.ts';
import type { Table } from './page.ts';
import { budgetKey, expiryAttribute } from './table.ts';

/*
 * The item of a month: counters as plain attributes, and for each day the set of the client tokens that were counted.
 *
 *     spent  reason#audit  path#web-db  tag#team=payments  tokens#28
 *
 * A token is repeated only by the execution that made it, which ends within an hour: the sets of days past are dropped, so
 * that the item stays small however much is bought.
 */

/** Of a token: enough to tell one from another. */
const TOKEN = 16;
/** Days of tokens that are dropped at each reservation, before the one that is kept beside today's. */
const DROPPED = [2, 3, 4];
/** Days after its month for which the item is kept. */
const KEPT = 400;

const tokensOf = (day: number): string => `tokens#${day}`;

const short = (tokens: readonly string[]): readonly string[] => tokens.map((token) => token.slice(0, TOKEN));

const endOf = (month: string): number => Math.floor(Date.parse(`${month}-01T00:00:00Z`) / 1000) + (31 + KEPT) * 86_400;

/** Counters that a reservation adds to, each with the most it may come to. */
const countersOf = ({
  pathId,
  reason,
  cap,
  pathCap,
  tagCaps,
}: Reservation): readonly (readonly [string, number?])[] => [
  ['spent', cap],
  [`reason#${reason}`],
  pathCap === undefined ? [`path#${pathId}`] : [`path#${pathId}`, pathCap],
  ...Object.entries(tagCaps).map(([tag, most]) => [`tag#${tag}`, most] as const),
];

const update = (table: Table, reservation: Reservation) => {
  const { month, day, tokens } = reservation;
  const count = tokens.length;
  const names: Record<string, string> = { '#tokens': tokensOf(day), '#expires': expiryAttribute };
  const values: Record<string, unknown> = {
    ':count': count,
    ':tokens': new Set(short(tokens)),
    ':first': short(tokens)[0],
    ':expires': endOf(month),
  };
  const adds = ['#tokens :tokens'];
  const conditions = ['NOT contains(#tokens, :first)'];
  for (const [index, [counter, most]] of countersOf(reservation).entries()) {
    names[`#c${index}`] = counter;
    adds.push(`#c${index} :count`);
    if (most === undefined) continue;
    values[`:m${index}`] = most - count;
    conditions.push(`(attribute_not_exists(#c${index}) OR #c${index} <= :m${index})`);
  }
  const old = DROPPED.map((back) => day - back).filter((past) => past > 0);
  for (const past of old) names[`#old${past}`] = tokensOf(past);
  const removal = old.length === 0 ? '' : ` REMOVE ${old.map((past) => `#old${past}`).join(', ')}`;
  return new UpdateCommand({
    TableName: table.name,
    Key: budgetKey(month),
    UpdateExpression: `ADD ${adds.join(', ')} SET #expires = if_not_exists(#expires, :expires)${removal}`,
    ConditionExpression: conditions.join(' AND '),
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
  });
};

const read = async (table: Table, month: string): Promise<Item> => {
  const get = new GetCommand({ TableName: table.name, Key: budgetKey(month), ConsistentRead: true });
  return (await calling('GetItem', () => table.client.send(get))).Item ?? {};
};

const isCounted = (item: Item, { day, tokens }: Reservation): boolean => {
  const counted: unknown = item[tokensOf(day)];
  return counted instanceof Set && short(tokens).every((token) => counted.has(token));
};

const countsIn = (item: Item, prefix: string): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(item).flatMap(([name, value]): (readonly [string, number])[] =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), Number(value)]] : [],
    ),
  );

/** The budget's part of the store. A reservation is one conditional write; where it fails, one read tells why. */
export const dynamodbBudget = (table: Table): Pick<Store, 'reserve' | 'spent'> => ({
  reserve: async (reservation) => {
    if (reservation.tokens.length === 0) return true;
    const isWithin = [reservation.cap, reservation.pathCap, ...Object.values(reservation.tagCaps)].every(
      (most) => most === undefined || most >= reservation.tokens.length,
    );
    if (isWithin && (await held('UpdateItem', () => table.client.send(update(table, reservation))))) return true;
    return isCounted(await read(table, reservation.month), reservation);
  },

  spent: async (month) => {
    const item = await read(table, month);
    const reasons = countsIn(item, 'reason#');
    return {
      month,
      analyses: Number(item.spent ?? 0),
      byReason: Object.fromEntries(purchaseReasons.map((reason) => [reason, reasons[reason] ?? 0])) as Record<
        PurchaseReason,
        number
      >,
      byPath: countsIn(item, 'path#'),
      byTag: countsIn(item, 'tag#'),
    };
  },
});
