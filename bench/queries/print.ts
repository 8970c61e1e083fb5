import { pricesFor } from '../../lambda/spend/prices.ts';
import { growthRow, table, whole } from '../table.ts';
import type { Asked, Queries } from './measure.ts';

const dollarsPerUnit = pricesFor(undefined).dynamodbRead.dollars;

/** The path and the moment are of no interest. */
const nameOf = (command: string): string => command.replace(/path-\d+/, 'PATH').replace(/--at \S+/, '--at …');

/** What of the tables a command asks must not depend on how many checks are stored. */
const isSteady = (command: string): boolean => !/--checks|explain/.test(command);

/** The same command over each table. */
const byCommand = ({ measured }: Queries): readonly (readonly Asked[])[] =>
  (measured[0]?.asked ?? []).map(({ command }) =>
    measured.flatMap(({ asked }) => asked.filter((each) => each.command === command)),
  );

const units = (value: number): string => value.toLocaleString('en-US');

/** Commands whose calls or read units are not the same over all tables, in words. */
export const growthOf = (queries: Queries): readonly string[] =>
  byCommand(queries).flatMap((asked) => {
    const [first] = asked;
    if (first === undefined || !isSteady(first.command)) return [];
    return asked.flatMap((each, place) =>
      each.calls === first.calls && each.units === first.units
        ? []
        : [
            `\`${nameOf(each.command)}\` takes ${each.calls} calls and ${each.units} read units of ${queries.measured[place]?.checks} checks, of ${queries.measured[0]?.checks} ${first.calls} and ${first.units}`,
          ],
    );
  });

/** Prints what asking takes; the columns `1000→10000` hold the exponent of growth between two sizes: 0 is none. */
export const printQueries = (queries: Queries, runs: number): void => {
  const { paths, days, incidents, measured } = queries;
  const sizes = measured.map(({ checks }) => checks);
  const of = (
    name: string,
    asked: readonly Asked[],
    figure: (one: Asked) => number,
    text?: (value: number) => string,
  ) =>
    growthRow(
      name,
      asked.map((one, place) => ({ size: sizes[place] ?? 0, value: figure(one) })),
      text,
    );
  console.log(
    `\nAsking a table: ${whole(paths)} paths, ${whole(days)} days, ${whole(incidents)} incidents of thirty days; times are medians of ${runs} runs\n`,
  );
  console.log(
    table(
      [
        'command',
        ...sizes.map((size) => `${whole(size)} checks`),
        ...sizes.slice(1).map((size, place) => `${sizes[place]}→${size}`),
      ],
      byCommand(queries).flatMap((asked) => [
        of(`${nameOf(asked[0]?.command ?? '')}: calls`, asked, ({ calls }) => calls),
        of('… items read', asked, ({ items }) => items),
        of('… bytes read', asked, ({ bytes }) => bytes),
        of('… **read units**', asked, (one) => one.units, units),
        of('… ms', asked, ({ milliseconds }) => milliseconds),
      ]),
    ),
  );
  const last = measured.at(-1)?.asked ?? [];
  console.log(
    `\n${table(
      ['command', 'read units', '$ for 1,000 times'],
      last.map((one) => [nameOf(one.command), units(one.units), (one.units * dollarsPerUnit * 1000).toFixed(4)]),
    )}`,
  );
};
