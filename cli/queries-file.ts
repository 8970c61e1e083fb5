import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseDocument } from 'yaml';
import * as z from 'zod';
import type { Place } from '../lambda/domain/configuration-flaw.ts';
import { fileTrouble } from '../lambda/domain/file-trouble.ts';
import { nearest } from '../lambda/domain/nearest.ts';
import type { Query } from '../lambda/reachability/query.ts';
import { placeText, positionsIn, standingOf } from './configuration/places.ts';
import type { Problem } from './configuration/problem.ts';
import { queryOf, questionFlaws } from './question.ts';
import { misused, Refusal } from './refusal.ts';

/** Whatever writes such a file may write null for what it has not. */
const absentOr = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => value ?? undefined, schema.optional());

const ports = absentOr(
  z.union([z.string(), z.number().transform(String)], { error: 'must be a number, or text with ranges' }),
);
const text = absentOr(z.string({ error: 'must be text' }));
const textOrNumber = absentOr(
  z.union([z.string(), z.number().transform(String)], { error: 'must be text or a number' }),
);

const entry = z.strictObject(
  { id: textOrNumber, from: text, to: text, protocol: textOrNumber, port: ports, sourcePort: ports },
  { error: (issue) => (issue.code === 'invalid_type' ? 'must be an object' : undefined) },
);
const known = Object.keys(entry.shape);

interface Flaw {
  readonly place: Place;
  readonly message: string;
  readonly advice: string;
}

const example = '{"id": "web-db", "from": "i-…", "to": "i-…", "protocol": "tcp", "port": 443}';
const shape = `write \`${example}\``;
const listShape = `write \`[${example}]\`, with as many queries as you like`;

const forms: Readonly<Record<string, string>> = {
  id: 'write a name in quotes, each its own, or leave it out',
  from: 'write an id, an address, or `internet`, in quotes',
  to: 'write an id, an address, or `internet`, in quotes',
  protocol: 'write "tcp", "udp", "icmp", "icmpv6", a number from 0 to 255, or "any"',
  port: 'write a number, or ranges in quotes: 443, "1024-65535", "0-21,23-65535"',
  sourcePort: 'write a number, or ranges in quotes: 443, "1024-65535", "0-21,23-65535"',
};

const shapeFlaws = ({ code, path, message, ...issue }: z.core.$ZodIssue, index: number): readonly Flaw[] => {
  if (code === 'unrecognized_keys' && 'keys' in issue)
    return issue.keys.map((key) => {
      const meant = nearest(key, known);
      const advice = meant === undefined ? `known here: ${known.join(', ')}` : `did you mean \`${meant}\`?`;
      return { place: [index, key], message: `unknown key \`${key}\``, advice };
    });
  const [field] = path.map(String);
  return field === undefined
    ? [{ place: [index], message: `a query ${message}`, advice: shape }]
    : [{ place: [index, field], message: `\`${field}\` ${message}`, advice: forms[field] ?? shape }];
};

type ReadEntry = { readonly ok: true; readonly query: Query } | { readonly ok: false; readonly flaws: readonly Flaw[] };

const readEntry = (content: unknown, index: number): ReadEntry => {
  const read = entry.safeParse(content);
  if (!read.success) return { ok: false, flaws: read.error.issues.flatMap((issue) => shapeFlaws(issue, index)) };
  const { id, ...asked } = read.data;
  const flaws = questionFlaws(asked).map(
    ({ field, message }): Flaw => ({ place: [index, field], message, advice: forms[field] ?? shape }),
  );
  return flaws.length === 0 ? { ok: true, query: queryOf(asked, id) } : { ok: false, flaws };
};

const idAt = (content: unknown, index: string | number | undefined): string | undefined => {
  const one: unknown = Array.isArray(content) && typeof index === 'number' ? content[index] : undefined;
  return typeof one === 'object' && one !== null && 'id' in one && typeof one.id === 'string' ? one.id : undefined;
};

/** JSON is YAML, whose parser knows where things stand. */
const problemsOf = (file: string, source: string, content: unknown, flaws: readonly Flaw[]): readonly Problem[] => {
  const document = parseDocument(source, { prettyErrors: false, logLevel: 'error' });
  const positionOf = positionsIn(source);
  return flaws
    .map(({ place, message, advice }): Problem => {
      const id = idAt(content, place[0]);
      return {
        file,
        ...positionOf(standingOf(document, place, 'value').offset),
        path: placeText(place),
        message: id === undefined ? message : `query "${id}": ${message}`,
        advice,
      };
    })
    .sort((one, other) => one.line - other.line || one.column - other.column);
};

const wrong = (file: string, problems: readonly Problem[]): Refusal =>
  new Refusal(2, {
    code: 'queries',
    message: `${file} is wrong`,
    advice: 'put it right, then run the command again',
    problems,
  });

const sourceOf = async (file: string, folder: string): Promise<string> => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(resolve(folder, file)));
  } catch (error) {
    const why = error instanceof TypeError ? 'it is not UTF-8 text' : fileTrouble(error);
    if (why === undefined) throw error;
    throw misused(`the queries ${file} cannot be read: ${why}`, 'name a JSON file: `--queries FILE`', 'queries');
  }
};

const contentOf = (file: string, source: string): unknown => {
  try {
    return JSON.parse(source);
  } catch (error) {
    const message = `this is no JSON: ${error instanceof Error ? error.message : error}`;
    throw wrong(file, [{ file, line: 1, column: 1, path: '', message, advice: listShape }]);
  }
};

/** Reads a JSON array of queries, in its order. Throws a refusal that holds all that is wrong with it. */
export const readQueries = async (file: string, folder: string): Promise<readonly Query[]> => {
  const source = await sourceOf(file, folder);
  const content = contentOf(file, source);
  if (!Array.isArray(content))
    throw wrong(
      file,
      problemsOf(file, source, content, [
        { place: [], message: 'the file must be a list of queries', advice: listShape },
      ]),
    );
  const entries = content.map(readEntry);
  const flaws = entries.flatMap((one) => (one.ok ? [] : one.flaws));
  if (flaws.length > 0) throw wrong(file, problemsOf(file, source, content, flaws));
  return entries.flatMap((one) => (one.ok ? [one.query] : []));
};
