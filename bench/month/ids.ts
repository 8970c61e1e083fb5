import { idOf } from '../large-network/site.ts';

/** Numbers below this are the large network's. */
const FIRST = 10_000_000;
/** At most so many things of one kind in one cell. */
const PER_CELL = 100_000;

/** The id of a thing of a cell: the `number`th with that prefix. */
export const idIn = (cell: number, prefix: string, number = 0): string =>
  idOf(prefix, FIRST + cell * PER_CELL + number);

/** The name of a thing of a cell, such as `c007-app-3`. */
export const nameIn = (cell: number, name: string): string => `c${String(cell).padStart(3, '0')}-${name}`;
