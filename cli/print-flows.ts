import { fieldNamed } from '../lambda/flows/fields.ts';
import type { ReadRecord } from '../lambda/flows/read.ts';
import { readingOf } from '../lambda/flows/reading.ts';
import type { Fate, Talk } from '../lambda/flows/summary.ts';
import { counted, line, type Page } from './page.ts';
import { table } from './table.ts';

/** A field of a record, in words. `value` is null where the record has `-`. */
export interface FieldText {
  readonly name: string;
  readonly value: string | null;
  readonly meaning: string;
  readonly reading: string | null;
}

export const fieldTexts = ({ format, values }: ReadRecord): readonly FieldText[] =>
  format.map((name) => {
    const field = fieldNamed(name);
    const value = values.get(name) ?? null;
    return {
      name,
      value,
      meaning: field?.meaning ?? 'a field that is newer than this version of Pathwatch',
      reading: field === undefined || value === null ? null : (readingOf(field.kind, value) ?? null),
    };
  });

const aboutOf = ({ value, meaning, reading }: FieldText): string => {
  if (value === null) return `${meaning}: does not apply, or was not computed`;
  return reading === null ? meaning : `${meaning}: ${reading}`;
};

const blockOf = (record: ReadRecord, page: Page): string =>
  [
    page.colours.bold(`line ${record.line}`),
    table(
      ['field', 'value', 'meaning'],
      fieldTexts(record).map((field) => [field.name, line(field.value ?? '-'), line(aboutOf(field))]),
      page,
    ),
  ].join('\n');

const fateText = (what: string, { accepted, rejected, unjudged }: Fate, unit: Talk['unit']): string => {
  const many = (count: number): string => counted(count, unit === 'packets' ? 'packet' : 'record');
  const parts = [
    ...(accepted > 0 ? [`accepted (${many(accepted)})`] : []),
    ...(rejected > 0 ? [`rejected (${many(rejected)})`] : []),
    ...(unjudged > 0 ? [`seen (${many(unjudged)})`] : []),
  ];
  return parts.length === 0 ? `no ${what} seen` : `${what} ${parts.join(' and ')}`;
};

/** `a → b, TCP/443 at eni-…: request accepted (3 packets), no reply seen`. */
export const talkText = ({ client, server, protocol, port, interfaceId, unit, requests, replies }: Talk): string => {
  const name = protocol === undefined ? undefined : (readingOf('protocol', `${protocol}`) ?? `protocol ${protocol}`);
  const service = [name ?? [], port === undefined || (protocol !== 6 && protocol !== 17) ? [] : `${port}`].flat();
  const about = service.length === 0 ? '' : `, ${service.join('/')}`;
  const where = interfaceId === undefined ? '' : ` at ${interfaceId}`;
  const fates = `${fateText('request', requests, unit)}, ${fateText('reply', replies, unit)}`;
  return line(`${client} → ${server}${about}${where}: ${fates}`);
};

/** Each record in a block, then the conversations, a line each. */
export const flowsText = (records: readonly ReadRecord[], talks: readonly Talk[], page: Page): string => {
  const silent = records.filter(({ status }) => status === 'NODATA').length;
  const skipped = records.filter(({ status }) => status === 'SKIPDATA').length;
  return [
    ...records.map((record) => `${blockOf(record, page)}\n`),
    ...talks.map(talkText),
    ...(silent > 0 ? [`${counted(silent, 'interval')} without traffic.`] : []),
    ...(skipped > 0
      ? [page.colours.yellow(`${counted(skipped, 'interval')} with skipped records: replies may be missing.`)]
      : []),
    `${counted(records.length, 'record')}. Times: UTC.`,
  ].join('\n');
};
