import { randomUUID } from 'node:crypto';
import { parsedJson } from '../../lambda/changes/parsed-json.ts';
import { isRaw, list, type Raw, text, texts } from '../../lambda/snapshot/raw.ts';
import { type Service, ServiceError } from '../endpoint.ts';
import { jsonService } from '../json/service.ts';

/** An event that a caller of `PutEvents` put on a bus. */
export interface PutEvent {
  readonly id: string;
  readonly bus: string;
  readonly source: string;
  readonly detailType: string;
  readonly detail: Raw;
  /** ISO time. */
  readonly time: string;
}

export interface PutEventsOptions {
  /** Names of the buses that there are, beside `default`. */
  readonly buses: readonly string[];
  readonly now: () => Date;
  /** Told of each event once it is kept. */
  readonly told?: (event: PutEvent) => void;
}

export interface PutEvents {
  readonly service: Service;
  /** What was taken, oldest first; the list goes on growing. */
  readonly taken: readonly PutEvent[];
}

const largestBatch = 10;
/** Bytes of all entries of a call: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html#eb-putevent-size. */
const sizeLimit = 262_144;

const bytesOf = (entry: Raw): number =>
  (entry.Time === undefined ? 0 : 14) +
  [text(entry, 'Source'), text(entry, 'DetailType'), text(entry, 'Detail'), ...texts(entry, 'Resources')].reduce(
    (sum, part) => sum + Buffer.byteLength(part ?? ''),
    0,
  );

const failed = (ErrorCode: string, ErrorMessage: string) => ({ ErrorCode, ErrorMessage });

/** EventBridge's bus for an account's own events: `PutEvents`, of whose entries each is taken or refused by itself. */
export const openPutEvents = ({ buses, now, told }: PutEventsOptions): PutEvents => {
  const taken: PutEvent[] = [];
  const known = new Set(['default', ...buses]);

  const put = (entry: Raw): object => {
    const source = text(entry, 'Source');
    const detailType = text(entry, 'DetailType');
    const detail = parsedJson(text(entry, 'Detail') ?? '');
    const bus = (text(entry, 'EventBusName') ?? 'default').replace(/^arn:.*:event-bus\//, '');
    if (!source || !detailType || entry.Detail === undefined)
      return failed('InvalidArgument', 'Parameter Source, DetailType or Detail is not valid.');
    if (source.startsWith('aws.')) return failed('NotAuthorizedForSourceException', 'Not authorized for the source.');
    if (!isRaw(detail)) return failed('MalformedDetail', 'Detail is malformed.');
    if (!known.has(bus)) return failed('InvalidArgument', `Event bus ${bus} does not exist.`);
    const id = randomUUID();
    const time = typeof entry.Time === 'number' ? new Date(entry.Time * 1000) : now();
    const event = { id, bus, source, detailType, detail, time: time.toISOString() };
    taken.push(event);
    told?.(event);
    return { EventId: id };
  };

  return {
    taken,
    service: jsonService('events', 'AWSEvents', {
      PutEvents: (input) => {
        const entries = list(input, 'Entries');
        if (entries.length === 0 || entries.length > largestBatch)
          throw new ServiceError('ValidationException', `Entries must have 1 to ${largestBatch} members`);
        if (entries.reduce((sum, entry) => sum + bytesOf(entry), 0) >= sizeLimit)
          throw new ServiceError('ValidationException', 'Total size of the entries in the request is over the limit.');
        const results = entries.map(put);
        return { FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length, Entries: results };
      },
    }),
  };
};
