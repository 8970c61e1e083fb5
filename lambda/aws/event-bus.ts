import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { EVENT_SOURCE, EVENT_TYPE } from '../alerts/event.ts';
import { Fault } from '../domain/fault.ts';
import { asFault, calling, having, malformed } from './fault.ts';

const operation = 'PutEvents';

/**
 * Source, type and detail are there and well-formed: of an argument that is refused, the bus is left to be wrong, and that the
 * operator can mend. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsResultEntry.html
 */
const entryFault = (code: string, message: string): Fault => {
  const { info } = asFault(Object.assign(new Error(message), { name: code }), operation);
  return new Fault(code === 'InvalidArgument' ? { ...info, kind: 'not-found' } : info);
};

/** Puts an event on a bus, by its name or ARN. An answer of 200 may still say that the entry was not taken. */
export const putEvent = async (client: EventBridgeClient, bus: string, detail: object, at: string): Promise<void> => {
  const { FailedEntryCount, Entries } = await calling(operation, () =>
    client.send(
      new PutEventsCommand({
        Entries: [
          {
            EventBusName: bus,
            Source: EVENT_SOURCE,
            DetailType: EVENT_TYPE,
            Detail: JSON.stringify(detail),
            Time: new Date(at),
          },
        ],
      }),
    ),
  );
  const entry = having(Entries?.[0], 'entry', operation);
  if (entry.ErrorCode !== undefined) throw entryFault(entry.ErrorCode, entry.ErrorMessage ?? '');
  if (having(FailedEntryCount, 'FailedEntryCount', operation) > 0)
    throw malformed(operation, 'an entry failed, and nothing is said of why');
  having(entry.EventId, 'EventId', operation);
};
