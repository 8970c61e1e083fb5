import { meant, mistaken, type Parsed } from '../domain/parsed.ts';
import { never } from '../domain/verdict.ts';
import { canonical } from './address.ts';
import { type FieldKind, fieldNamed } from './fields.ts';
import type { Format } from './format.ts';

/** `NODATA`: no traffic; `SKIPDATA`: records are missing. A format without the field has only records that are `OK`. */
export type LogStatus = 'OK' | 'NODATA' | 'SKIPDATA';

/** One line of a flow log. */
export interface FlowRecord {
  readonly status: LogStatus;
  /** Field → value as it stands; what does not apply or was not computed (`-`) is absent. */
  readonly values: ReadonlyMap<string, string>;
}

const statuses: readonly LogStatus[] = ['OK', 'NODATA', 'SKIPDATA'];
const isStatus = (value: string): value is LogStatus => statuses.some((status) => status === value);

const isWhole = (value: string, most: number): boolean => /^\d{1,19}$/.test(value) && Number(value) <= most;

/** What a value of the kind must be, in words; undefined where it is so. */
const flawOf = (kind: FieldKind, value: string): string | undefined => {
  switch (kind) {
    case 'number':
    case 'seconds':
    case 'tcp-flags':
    case 'traffic-path':
    case 'encryption':
      return isWhole(value, Number.POSITIVE_INFINITY) ? undefined : 'a whole number';
    case 'port':
      return isWhole(value, 65_535) ? undefined : 'a port from 0 to 65535';
    case 'protocol':
      return isWhole(value, 255) ? undefined : 'the number of a protocol, from 0 to 255';
    case 'address':
      return canonical(value) === undefined ? 'an IP address' : undefined;
    case 'action':
      return value === 'ACCEPT' || value === 'REJECT' ? undefined : 'ACCEPT or REJECT';
    case 'status':
      return isStatus(value) ? undefined : 'OK, NODATA or SKIPDATA';
    case 'text':
    case 'direction':
    case 'sublocation':
    case 'reject-reason':
      return undefined;
    default:
      return never(kind);
  }
};

/** What to do about a record of another format. */
export const formatAdvice =
  'name the fields as the flow log has them: `--format`, or a line of their names above the records';

const valueAdvice = (name: string, right: string): string =>
  `\`${name}\` must be ${right}, or \`-\` where it does not apply; or name the fields in their order: \`--format\``;

/**
 * One record by its format; spaces may be doubled. The message names a field and never what stood there: records are not
 * for logs and errors.
 */
export const parseRecord = (text: string, format: Format): Parsed<FlowRecord> => {
  const parts = text.trim().split(/\s+/);
  if (parts.length !== format.length) {
    const has = `${parts.length} field${parts.length === 1 ? '' : 's'}`;
    return mistaken(`the record has ${has}, its format has ${format.length}`, formatAdvice);
  }
  const values = new Map<string, string>();
  for (const [index, name] of format.entries()) {
    const value = parts[index] ?? '-';
    if (value === '-') continue;
    const flaw = flawOf(fieldNamed(name)?.kind ?? 'text', value);
    if (flaw !== undefined) return mistaken(`\`${name}\` is not ${flaw}`, valueAdvice(name, flaw));
    values.set(name, value);
  }
  const status = values.get('log-status') ?? 'OK';
  return isStatus(status)
    ? meant({ status, values })
    : mistaken('`log-status` is not known', valueAdvice('log-status', 'OK, NODATA or SKIPDATA'));
};

/** A record as the line that it was read from, by its format. */
export const recordText = ({ values }: FlowRecord, format: Format): string =>
  format.map((name) => values.get(name) ?? '-').join(' ');
