import { type PurchaseReason, purchaseReasons } from '../../lambda/domain/budget.ts';
import type { Bought, Reservation, Store } from '../../lambda/monitor/ports.ts';

interface Counted {
  readonly tokens: ReadonlySet<string>;
  readonly reservations: readonly Reservation[];
}

const none: Counted = { tokens: new Set(), reservations: [] };

const sumOf = (reservations: readonly Reservation[]): number =>
  reservations.reduce((sum, { tokens }) => sum + tokens.length, 0);

const countedBy = <Name extends string>(
  reservations: readonly Reservation[],
  namesOf: (reservation: Reservation) => readonly Name[],
): Readonly<Partial<Record<Name, number>>> => {
  const names = [...new Set(reservations.flatMap(namesOf))];
  return Object.fromEntries(
    names.map((name) => [name, sumOf(reservations.filter((one) => namesOf(one).includes(name)))]),
  ) as Partial<Record<Name, number>>;
};

const tagsOf = ({ tagCaps }: Reservation): readonly string[] => Object.keys(tagCaps);

const isWithin = ({ reservations }: Counted, wanted: Reservation): boolean => {
  const { tokens, pathId, cap, pathCap = Number.POSITIVE_INFINITY, tagCaps } = wanted;
  const spent = (of: (one: Reservation) => boolean): number => sumOf(reservations.filter(of)) + tokens.length;
  return (
    spent(() => true) <= cap &&
    spent((one) => one.pathId === pathId) <= pathCap &&
    Object.entries(tagCaps).every(([tag, most]) => spent((one) => tagsOf(one).includes(tag)) <= most)
  );
};

const boughtOf = (month: string, { reservations }: Counted): Bought => {
  const byReason = countedBy(reservations, ({ reason }) => [reason]);
  return {
    month,
    analyses: sumOf(reservations),
    byReason: Object.fromEntries(purchaseReasons.map((reason) => [reason, byReason[reason] ?? 0])) as Record<
      PurchaseReason,
      number
    >,
    byPath: countedBy(reservations, ({ pathId }) => [pathId]) as Readonly<Record<string, number>>,
    byTag: countedBy(reservations, tagsOf) as Readonly<Record<string, number>>,
  };
};

/** The budget's part of the store in memory: what was counted is summed anew each time, and nothing is forgotten. */
export const memoryBudget = (): Pick<Store, 'reserve' | 'spent'> => {
  const months = new Map<string, Counted>();
  return {
    reserve: async (reservation) => {
      const { month, tokens } = reservation;
      const counted = months.get(month) ?? none;
      if (tokens.every((token) => counted.tokens.has(token))) return true;
      if (tokens.some((token) => counted.tokens.has(token)) || !isWithin(counted, reservation)) return false;
      months.set(month, {
        tokens: new Set([...counted.tokens, ...tokens]),
        reservations: [...counted.reservations, structuredClone(reservation)],
      });
      return true;
    },
    spent: async (month) => boughtOf(month, months.get(month) ?? none),
  };
};
