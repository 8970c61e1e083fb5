import { purchaseReasons } from '../../lambda/domain/budget.ts';
import { sumOf as dollarsIn, services } from '../../lambda/spend/services.ts';
import { median } from '../figures.ts';
import { table, whole } from '../table.ts';
import type { Agreement } from './agreement.ts';
import { ANALYSIS } from './dollars.ts';
import { sumOf } from './ledger.ts';
import { SEEN } from './looking.ts';
import { type Measured, type Months, mean } from './measure.ts';

const dollars = (value: number): string =>
  value.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN;

/** Median, 95th percentile and most, in seconds. */
const times = (values: readonly number[]): string =>
  values.length === 0
    ? '–'
    : [median(values), percentile(values, 0.95), Math.max(...values)].map((value) => value.toFixed(0)).join(' / ');

const EVERY = 300;
const FIRST = 60;
/** A fixed schedule looks at the next of its times. */
const fixedTimes = (turns: readonly number[]): readonly number[] =>
  turns.map((at) => Math.ceil((at - FIRST) / EVERY) * EVERY + FIRST - at + SEEN);

const rowsOf = (measured: readonly Measured[]): readonly (readonly string[])[] => {
  const row = (name: string, of: (one: Measured) => string): readonly string[] => [name, ...measured.map(of)];
  const count = (name: string, of: (one: Measured) => number): readonly string[] => row(name, (one) => whole(of(one)));
  return [
    count('events', ({ ledger }) => ledger.events),
    count('edits of the network', ({ ledger }) => ledger.edits),
    count('… × paths whose footprint they touched', ({ ledger }) => ledger.touches),
    count('… × paths whose verdict they flipped', ({ ledger }) => ledger.flips),
    count('flips over before they could be bought', ({ ledger }) => ledger.gone),
    count('**flips missed**', ({ ledger }) => ledger.missed.length),
    count('looks by schedule', ({ ledger }) => ledger.scheduled),
    count('looks after changes', ({ ledger }) => ledger.changed),
    count('sweeps that bought', ({ ledger }) => ledger.buying.size),
    count('**analyses bought**', ({ ledger }) => sumOf(ledger.analyses)),
    ...purchaseReasons
      .filter((reason) => measured.some(({ ledger }) => ledger.analyses[reason] > 0))
      .map((reason) => count(`… ${reason}`, ({ ledger }) => ledger.analyses[reason])),
    count('… of a network that was no more', ({ ledger }) => ledger.wasted),
    count('told by the model alone', ({ ledger }) => ledger.modelled),
    count('alerts', ({ ledger }) => ledger.alerts),
    row('change to verdict, s', ({ ledger }) => times(ledger.settled)),
    row('flip to verdict, s', ({ ledger }) => times(ledger.turned)),
    row('… by a fixed schedule', ({ ledger }) => times(fixedTimes(ledger.turns))),
    count('AWS calls', ({ counts }) => counts.calls),
    count('writes to the table', ({ counts }) => counts.writes),
    count('durable operations', ({ counts }) => counts.operations),
    ...services.map((service) => row(`$ ${service}`, (one) => dollars(one.dollars[service]))),
    row('**$ all told**', (one) => dollars(dollarsIn(one.dollars))),
    row('$ fixed schedule, analyses alone', ({ ledger, paths }) => dollars(ledger.scheduled * paths * ANALYSIS)),
    row('$ all on any change, analyses alone', ({ ledger, paths }) => dollars(ledger.changed * paths * ANALYSIS)),
    row('simulated in, s', ({ seconds }) => seconds.toFixed(0)),
  ];
};

const agreementText = ({ looks, changed, pure, real, differences, pace, seconds }: Agreement): string =>
  [
    `The real handler beside the pure flow: ${looks} looks at 20 paths, ${changed} of them after a change; ${seconds.toFixed(0)} s`,
    '',
    table(
      ['the same looks', 'pure flow', 'real handler'],
      (['analyses', 'operations', 'invocations', 'calls', 'writes', 'reads'] as const).map((name) => [
        name,
        whole(pure[name]),
        whole(real[name]),
      ]),
    ),
    '',
    differences.length === 0
      ? 'They agree: purchases, their reasons and times, states; analyses, operations and invocations to the last, calls within 5 %.'
      : differences.join('\n'),
    `A look that buys nothing took ${(pace.look * 1000).toFixed(0)} ms, a purchase ${(pace.purchase * 1000).toFixed(0)} ms more, a path in the model ${(pace.path * 1000).toFixed(2)} ms.`,
  ].join('\n');

/** Prints the months, a table a size; times are median / 95th percentile / most. */
export const printMonths = ({ agreement, recording, measured, year }: Months): void => {
  console.log(`\n${agreementText(agreement)}\n`);
  console.log(
    recording === undefined
      ? 'The recorded session is not at hand: ../shared/data/cloudtrail.'
      : `The recorded session: ${recording.records} calls, ${recording.failed} of them failed, ${recording.applied} applied to the simulated network, ${Object.values(recording.refused).reduce((sum, count) => sum + count, 0)} refused by it, ${recording.apart} of what it does not have.`,
  );
  for (const paths of new Set(measured.map((one) => one.paths))) {
    const own = measured.filter((one) => one.paths === paths);
    console.log(`\n${table([`a month of ${whole(paths)} paths`, ...own.map(({ trace }) => trace)], rowsOf(own))}`);
  }
  console.log(
    `\nTwelve ordinary months of 20 paths: $${dollars(Math.min(...year))} to $${dollars(Math.max(...year))}, in the mean $${dollars(mean(year))}.`,
  );
};
