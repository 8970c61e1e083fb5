import { table, times, whole } from '../table.ts';
import type { Seen } from './measure.ts';

/** Milliseconds in which the first paths are to be on the screen, and in which the widget is to answer once it is warm. */
const MOST = { paint: 1_000, widget: 500 } as const;
/** Bytes of the page's program, compressed. */
const MOST_SCRIPT = 200_000;

export const printSeen = ({ script, style, paints, widgets }: Seen): void => {
  console.log('\nThe page and the widget, over tables of thirty days; medians\n');
  console.log(`script ${whole(script)} bytes compressed, style ${whole(style)}\n`);
  console.log(
    table(
      ['paths', 'first paint, ms', 'all paths, ms', 'overview, bytes', 'elements'],
      paints.map(({ paths, first, all, bytes, elements }) =>
        [paths, first, all, bytes, elements].map((value) => whole(value)),
      ),
    ),
  );
  console.log(
    `\n${table(
      ['paths', 'widget first, ms', 'warm, ms', 'HTML, bytes'],
      widgets.map(({ paths, cold, warm, bytes }) => [paths, cold, warm, bytes].map((value) => whole(value))),
    )}`,
  );
  const [small, large] = [paints[0], paints.at(-1)];
  if (small !== undefined && large !== undefined)
    console.log(
      `\nfrom ${whole(small.paths)} to ${whole(large.paths)} paths: ${times(large.first, small.first)} the time to the first paint`,
    );
};

/** What does not keep to its bound, in words. */
export const slowIn = ({ script, paints, widgets }: Seen): readonly string[] => [
  ...(script > MOST_SCRIPT ? [`the page's program is of ${whole(script)} bytes compressed`] : []),
  ...paints
    .filter(({ first }) => first > MOST.paint)
    .map(({ paths, first }) => `the first of ${paths} paths are on the screen after ${whole(first)} ms`),
  ...widgets
    .filter(({ warm }) => warm > MOST.widget)
    .map(({ paths, warm }) => `the widget of ${paths} paths answers after ${whole(warm)} ms`),
];
