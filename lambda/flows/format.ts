import { nearest } from '../domain/nearest.ts';
import { meant, mistaken, type Parsed } from '../domain/parsed.ts';
import { fieldNamed, flowFields } from './fields.ts';

/** The fields of a record, in their order. A name that `fieldNamed` does not know is of a newer version. */
export type Format = readonly string[];

/** The fields of version 2, in their order: https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html. */
export const defaultFormat: Format = flowFields.filter(({ version }) => version === 2).map(({ name }) => name);

export const isDefault = (format: Format): boolean =>
  format.length === defaultFormat.length && format.every((name, index) => name === defaultFormat[index]);

/** What a field can be called. */
const fieldId = /^[a-z][a-z0-9-]{0,63}$/;
const braced = /^\$\{(.*)\}$/;

const advice = 'write the names of fields, as `LogFormat` of the flow log has them';

const namesIn = (text: string): readonly string[] =>
  text
    .trim()
    .split(/\s+/)
    .filter((token) => token !== '')
    .map((token) => braced.exec(token)?.[1] ?? token);

/** The format of a flow log as EC2 describes it, whatever its fields; undefined for what is none. */
export const formatOf = (logFormat: string): Format | undefined => {
  const names = namesIn(logFormat);
  return names.length > 0 && names.every((name) => fieldId.test(name)) ? names : undefined;
};

/**
 * A format as `LogFormat` of a flow log has it (`${srcaddr} ${dstaddr}`), or bare names. What looks like a misspelt name is
 * refused; one that is like no known name may be newer than this program, and is taken.
 */
export const parseFormat = (text: string): Parsed<Format> => {
  const names = namesIn(text);
  if (names.length === 0) return mistaken('the format has no field', advice);
  const bad = names.findIndex((name) => !fieldId.test(name));
  if (bad !== -1) return mistaken(`field ${bad + 1} of the format is no name of a field`, advice);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) return mistaken(`the format has \`${twice}\` twice`, advice);
  for (const name of names.filter((one) => fieldNamed(one) === undefined)) {
    const close = nearest(
      name,
      flowFields.map((field) => field.name),
    );
    if (close !== undefined) return mistaken(`there is no field \`${name}\``, `did you mean \`${close}\`?`);
  }
  return meant(names);
};

/**
 * The format that a header line names, as files in S3 begin with one: known field names alone, behind `#` and a title with a
 * colon if need be. Undefined for any other line.
 */
export const headerOf = (line: string): Format | undefined => {
  const bare = /^\s*#+(.*)$/.exec(line)?.[1];
  const text = bare === undefined ? line : bare.slice(bare.lastIndexOf(': ') + 1);
  const names = text.trim().split(/\s+/);
  return names.length > 1 && names.every((name) => fieldNamed(name) !== undefined) ? names : undefined;
};
