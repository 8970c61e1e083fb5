import type { Parsed } from './parsed.ts';
import { meant, mistaken } from './parsed.ts';
import type { PortRange } from './path.ts';

/** Each range is one paid analysis, so a list has an end. */
export const maxRanges = 10;

const advice = 'write a port, a range or a list of them, such as `443`, `"1024-65535"` or `"0-21,23-65535"`';

const parseRange = (text: string): Parsed<PortRange> => {
  const match = /^(\d+)(?:\s*-\s*(\d+))?$/.exec(text);
  if (!match) return mistaken(text === '' ? 'a port is missing in the list' : `"${text}" is not a port`, advice);
  const from = Number(match[1]);
  const to = Number(match[2] ?? match[1]);
  const beyond = [from, to].find((port) => port > 65535);
  if (beyond !== undefined) return mistaken(`port ${match[beyond === from ? 1 : 2]} is above 65535`, advice);
  if (from > to)
    return mistaken(`the range ${from}-${to} runs backwards`, `write the lower port first: \`"${to}-${from}"\``);
  return meant({ from, to });
};

/** One set of ports has one form: sorted, disjoint, never touching. */
const merged = (ranges: readonly PortRange[]): readonly PortRange[] => {
  const done: PortRange[] = [];
  for (const next of [...ranges].sort((one, other) => one.from - other.from)) {
    const last = done.at(-1);
    if (last === undefined || next.from > last.to + 1) done.push(next);
    else done[done.length - 1] = { from: last.from, to: Math.max(last.to, next.to) };
  }
  return done;
};

/** Ports as declared (`443`, `1024-65535`, `0-21,23-65535`) as sorted, disjoint, non-touching ranges, at most ten. */
export const parsePorts = (ports: number | string): Parsed<readonly PortRange[]> => {
  const ranges: PortRange[] = [];
  for (const text of `${ports}`.split(',')) {
    const range = parseRange(text.trim());
    if (!range.ok) return range;
    ranges.push(range.value);
  }
  const canonical = merged(ranges);
  return canonical.length > maxRanges
    ? mistaken(
        `${canonical.length} port ranges are more than ${maxRanges}; each is one paid analysis`,
        'join ranges, or declare a path for each group of ports',
      )
    : meant(canonical);
};
