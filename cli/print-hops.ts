import { addressesText } from '../lambda/network/address.ts';
import { serviceText } from '../lambda/network/packets.ts';
import { decisionText, type Hop } from '../lambda/reachability/hop.ts';
import { line, type Page } from './page.ts';
import { wrapped } from './wrap.ts';

/** A hop's name is given so much of a line; a longer one has the line for itself. */
const widest = 30;
const indent = 2;

/** What is said of a hop beside its name. */
const aboutOf = ({ id, type, of, decisions, blockers, header }: Hop): string => {
  const said = decisions.map(decisionText);
  const codes = [...new Set(blockers.map(({ code }) => code))];
  const isSeen = blockers.every(({ says }) => says === 'unreachable');
  const parts = [
    ...(codes.length === 0 ? [] : [`${isSeen ? 'BLOCKED' : 'NOT KNOWN'}: ${codes.join(', ')}`]),
    ...said,
    ...(header === undefined
      ? []
      : [`on as ${addressesText(header.source)} → ${addressesText(header.destination)}, ${serviceText(header)}`]),
  ];
  const kind = type.replaceAll('-', ' ');
  if (parts.length > 0) return line(parts.join('; '));
  if (of !== undefined) return line(`${kind} of ${of}`);
  return id === kind ? '' : kind;
};

interface Drawn {
  readonly mark: string;
  /** What joins the lines of one hop. */
  readonly rail: string;
  readonly paint: (text: string) => string;
}

const drawnAs = (hops: readonly Hop[], index: number, { red, yellow, dim }: Page['colours']): Drawn => {
  const plain = (text: string): string => text;
  const breaks = hops.findIndex(({ blockers }) => blockers.length > 0);
  const isLast = index === hops.length - 1;
  const rail = isLast ? ' ' : breaks >= 0 && index >= breaks ? '┊' : '│';
  const blockers = hops[index]?.blockers ?? [];
  if (blockers.some(({ says }) => says === 'unreachable')) return { mark: '✗', rail, paint: red };
  if (blockers.length > 0) return { mark: '?', rail, paint: yellow };
  if (breaks >= 0 && index > breaks) return { mark: isLast ? '└' : '┊', rail, paint: dim };
  return { mark: index === 0 ? '┌' : isLast ? '└' : '│', rail, paint: plain };
};

/**
 * The way, one hop a line, each with what let the packets on there. What stops them is marked; what would come behind it
 * hangs on a broken line.
 */
export const hopLines = (hops: readonly Hop[], { colours, width }: Page): readonly string[] => {
  const names = hops.map(({ id }) => line(id));
  const fitting = names.map((name) => Array.from(name).length).filter((length) => length <= widest);
  const column = Math.max(0, ...fitting);
  const before = indent + 2 + column + 2;
  return hops.flatMap((hop, index) => {
    const { mark, rail, paint } = drawnAs(hops, index, colours);
    const name = names[index] ?? '';
    const about = wrapped(aboutOf(hop), width === undefined ? undefined : width - before - 1);
    const margin = ' '.repeat(indent);
    const fits = Array.from(name).length <= widest;
    const beside = (text: string): string => `${' '.repeat(column + 2)}${text}`;
    const [first = '', ...more] = fits
      ? [`${name.padEnd(column)}  ${about[0]}`.trimEnd(), ...about.slice(1).map(beside)]
      : [...wrapped(name, width === undefined ? undefined : width - indent - 3), ...about.map(beside)];
    return [paint(`${margin}${mark} ${first}`), ...more.map((text) => paint(`${margin}${rail} ${text}`.trimEnd()))];
  });
};
