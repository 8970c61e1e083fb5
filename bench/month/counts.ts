import { type Ledger, sumOf } from './ledger.ts';
import type { Sample } from './swept.ts';

/** What a month of the flow takes of AWS. */
export interface Counts {
  readonly analyses: number;
  /** Durable operations, with every attempt and poll. */
  readonly operations: number;
  /** Of the sweep's function. */
  readonly invocations: number;
  /** Calls of all services but DynamoDB. */
  readonly calls: number;
  readonly writes: number;
  readonly reads: number;
}

/** A snapshot's calls: 28, and two for each transit gateway route table; a cell has two (lambda/aws/network.ts). */
const TABLES_PER_CELL = 2;
export const snapshotCalls = (cells: number): number => 28 + 2 * TABLES_PER_CELL * cells;
/** Insights paths on a page. */
const PAGE = 100;

/** A look: its execution, `begin`, `drain`, `prepare`, `close`; and `paths`, where there is something to be done. */
const LOOK_OPERATIONS = 5;
/** Item, start, five polls, verify, record, tidy. Begun again: start, polls, verify. Where nobody is asked: item, record. */
const PURCHASE_OPERATIONS = 10;
const AGAIN_OPERATIONS = 7;
const UNASKED_OPERATIONS = 2;
const POLLS = 5;
/** An execution that waits for analyses is suspended at each poll but the first. */
const SUSPENSIONS = POLLS - 1;
/** Of an insights path that is no longer needed: its analyses are listed and removed, then it is. */
const OBSOLETE_CALLS = 3;

/** From what a month came to, to what the flow calls for it: held against the real handler by `agreement`. */
export const countsOf = (ledger: Ledger, paths: number, cells: number): Counts => {
  const looks = ledger.scheduled + ledger.changed;
  const purchases = sumOf(ledger.purchases);
  const attempts = purchases + ledger.again;
  const free = ledger.unasked + ledger.modelled;
  const waves = ledger.waves.size;
  const days = ledger.days.size;
  const { alerts, listens } = ledger;
  return {
    analyses: sumOf(ledger.analyses),
    operations:
      looks * LOOK_OPERATIONS +
      ledger.acting +
      listens +
      purchases * PURCHASE_OPERATIONS +
      ledger.again * AGAIN_OPERATIONS +
      free * UNASKED_OPERATIONS +
      // What it has to tell is told once, and its authors and flow logs are looked for once.
      ledger.telling.size * 2,
    invocations: looks + (listens - ledger.changed) + waves * SUSPENSIONS,
    calls:
      (looks + waves) * snapshotCalls(cells) +
      // Whether Network Manager knows a transit gateway is asked with each snapshot, where a path crosses one.
      (ledger.crosses ? looks : 0) +
      ledger.crossing.size +
      ledger.buying.size * Math.ceil(paths / PAGE) +
      ledger.created +
      ledger.used +
      attempts * POLLS +
      purchases +
      ledger.used +
      ledger.replaced +
      ledger.obsolete * OBSOLETE_CALLS +
      // Of one cause, one message.
      ledger.telling.size +
      // Where a broken path lies, and which flow logs there are of it.
      ledger.breaking.size * (snapshotCalls(cells) + 1) +
      // Once a day whether a trail logs, and once a month that no forwarder gives a sign.
      days * 3 +
      (ledger.crosses ? 1 : 0),
    writes:
      looks * 3 +
      ledger.changed +
      purchases * 6 +
      ledger.again +
      free * 4 +
      ledger.ended +
      // A signal is struck, what is known of the flow logs kept; the incident is written, claimed, struck from and released.
      alerts +
      (alerts - ledger.recoveries) +
      ledger.telling.size * 4 +
      days +
      (ledger.crosses ? days + 1 : 0),
    // The newest looks are read at a sweep's end too, to see whether one failed to come.
    reads: looks * 5 + listens + purchases * 4 + free * 2 + alerts * 8 + ledger.telling.size * 20 + days,
  };
};

const isWrite = (name: string): boolean => /^dynamodb (?:Put|Update|BatchWrite|TransactWrite|Delete)/.test(name);

/** The same of the sweeps of the real handler. */
export const countsIn = ({ swept }: Sample): Counts => {
  const sum = (of: (one: Sample['swept'][number]) => number): number =>
    swept.reduce((total, one) => total + of(one), 0);
  const called = (is: (name: string) => boolean): number =>
    sum(({ calls }) => Object.entries(calls).reduce((total, [name, count]) => total + (is(name) ? count : 0), 0));
  return {
    analyses: sum(({ record }) => record.tally.analyses),
    operations: sum(({ operations }) => operations),
    invocations: sum(({ invocations }) => invocations),
    calls: called((name) => !name.startsWith('dynamodb ')),
    writes: called(isWrite),
    reads: called((name) => name.startsWith('dynamodb ') && !isWrite(name)),
  };
};
