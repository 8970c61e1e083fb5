import type { Row } from './codes/row.ts';
import { nouns } from './codes/row.ts';
import { fill, type Words } from './codes/sentence.ts';
import type { Reference } from './evidence.ts';
import type { Finding } from './verdict.ts';

/*
 * The table of every code, and how a row of it becomes a finding. Read the rows in codes/: explanations.ts and details.ts
 * (Reachability Analyzer), routes.ts (Route Analyzer), own.ts.
 */
export { details } from './codes/details.ts';
export { explanations } from './codes/explanations.ts';
export { faultCodes, type OwnCode, own } from './codes/own.ts';
export { routeReasons } from './codes/routes.ts';
export { nouns, type Row } from './codes/row.ts';

/** The row of a code that came from outside, whatever it is spelled like. */
export const rowOf = (table: Readonly<Record<string, Row>>, code: string): Row | undefined =>
  Object.hasOwn(table, code) ? table[code] : undefined;

/** What a row speaks of. */
export interface Subject {
  readonly resources?: Readonly<Record<string, readonly Reference[]>>;
  /** Of the rule at the component: `ingress` or `egress`, in any case of letters. */
  readonly side?: string | undefined;
  /** All else that the sentence may name. */
  readonly words?: Readonly<Record<string, string>>;
}

const sides: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ingress: { inbound: 'inbound', to: 'to', into: 'into' },
  egress: { inbound: 'outbound', to: 'from', into: 'out of' },
  either: { inbound: 'matching', to: 'at', into: 'through' },
};

const known = <Value>(record: Readonly<Record<string, Value>> | undefined, key: string): Value | undefined =>
  record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;

const namedAs = ({ resources }: Subject, role: string): readonly Reference[] =>
  [...(known(resources, role) ?? []), ...(known(resources, `${role}s`) ?? [])].filter(
    (reference, index, all) => all.findIndex((other) => other.id === reference.id) === index,
  );

const culpritsOf = (row: Row, subject: Subject): readonly Reference[] =>
  [...row.component, 'component'].map((role) => namedAs(subject, role)).find((named) => named.length > 0) ?? [];

const nameOf = ({ id, name }: Reference): string => (name === undefined || name === '' ? id : `${id} (${name})`);

const listed = (names: readonly string[]): string | undefined =>
  names.length < 2 ? names[0] : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

const wordsFor = (row: Row, subject: Subject): Words => {
  const side = sides[subject.side?.toLowerCase() ?? 'either'] ?? sides.either;
  return (word) => {
    const named = namedAs(subject, word);
    // Where AWS leaves the foremost role out and names the culprit otherwise, the culprit is what the sentence is about.
    const about = named.length === 0 && word === row.component[0] ? namedAs(subject, 'component') : named;
    if (word === 'has') return culpritsOf(row, subject).length > 1 ? 'have' : 'has';
    return listed(about.map(nameOf)) ?? known(subject.words, word) ?? known(side, word);
  };
};

/**
 * A code said of a subject: `message` and `advice` as the row has them, `component` the first id of the foremost role
 * that is known. Names from outside are passed on as they are; whoever shows them cleans them.
 */
export const findingOf = (
  source: Finding['source'],
  code: string,
  row: Row,
  subject: Subject,
  direction?: Finding['direction'],
): Finding => {
  const words = wordsFor(row, subject);
  const said = (template: string): string => fill(template, words, (word) => known(nouns, word) ?? word);
  const component = culpritsOf(row, subject)[0]?.id;
  return {
    code,
    says: row.says,
    message: said(row.sentence),
    ...(row.advice !== undefined && { advice: said(row.advice) }),
    ...(direction !== undefined && { direction }),
    ...(component !== undefined && { component }),
    source,
  };
};
