/** A message as Lambda gets it from SQS: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html. */
export interface QueueRecord {
  readonly messageId: string;
  readonly body: string;
  readonly attributes: {
    /** Milliseconds since 1970, as text. */
    readonly SentTimestamp: string;
    /** Counts from 1. */
    readonly ApproximateReceiveCount: string;
  };
}

export interface QueueEvent {
  readonly Records: readonly QueueRecord[];
}

/** Takes a batch; a batch whose consumer throws comes again. */
export type Consumer = (event: QueueEvent) => Promise<unknown>;

export interface Subscription {
  /** Ends it, once the batch that is under way is over. Messages stay in the queue. */
  close(): Promise<void>;
}

export interface Queue {
  send(body: string): void;
  /** A queue has one consumer at a time. */
  subscribe(consumer: Consumer): Subscription;
  /** Messages that failed too often, oldest first. */
  readonly dead: readonly QueueRecord[];
  /** Resolves once every message was taken or is dead, or nobody takes any. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export interface QueueOptions {
  readonly now: () => Date;
  readonly newId: () => string;
  /** Seconds of real time for which a batch gathers, from its first message on. */
  readonly windowSeconds: number;
  /** Seconds of real time until a batch that failed comes again. */
  readonly visibilitySeconds: number;
  /** How often a message is delivered before it is dead. */
  readonly tries: number;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html, and the largest payload of an invocation. */
const largestBatch = 10_000;
const largestPayload = 6_000_000;

interface Message {
  readonly messageId: string;
  readonly body: string;
  readonly sentAt: string;
  received: number;
}

const recordOf = ({ messageId, body, sentAt, received }: Message): QueueRecord => ({
  messageId,
  body,
  attributes: { SentTimestamp: sentAt, ApproximateReceiveCount: `${received}` },
});

/** How many of the messages go into the next batch; always one at least. */
const batchSize = (messages: readonly Message[]): number => {
  let bytes = 0;
  const tooMuch = messages.findIndex(({ body }, index) => {
    bytes += Buffer.byteLength(body);
    return index > 0 && bytes > largestPayload;
  });
  return Math.min(largestBatch, tooMuch === -1 ? messages.length : tooMuch);
};

/** Opens a queue in this process: at least once, in batches, one batch at a time. */
export const openQueue = (options: QueueOptions): Queue => {
  const waiting: Message[] = [];
  const hidden = new Set<NodeJS.Timeout>();
  const dead: QueueRecord[] = [];
  const listeners = new Set<() => void>();
  let consumer: Consumer | undefined;
  let window: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;

  const isSettled = (): boolean =>
    consumer === undefined || (waiting.length === 0 && hidden.size === 0 && running === undefined);

  const proceed = (): void => {
    if (isSettled()) {
      for (const listener of listeners) listener();
      listeners.clear();
    }
    if (consumer === undefined || running !== undefined || waiting.length === 0) return;
    if (waiting.length >= largestBatch) deliver(consumer);
    else window ??= setTimeout(() => consumer !== undefined && deliver(consumer), options.windowSeconds * 1000);
  };

  const hide = (batch: readonly Message[]): void => {
    dead.push(...batch.filter(({ received }) => received >= options.tries).map(recordOf));
    const again = batch.filter(({ received }) => received < options.tries);
    if (again.length === 0) return;
    const timer = setTimeout(() => {
      hidden.delete(timer);
      waiting.push(...again);
      proceed();
    }, options.visibilitySeconds * 1000);
    hidden.add(timer);
  };

  const deliver = (to: Consumer): void => {
    clearTimeout(window);
    window = undefined;
    const batch = waiting.splice(0, batchSize(waiting));
    for (const message of batch) message.received += 1;
    const taken = async (): Promise<void> => {
      try {
        await to({ Records: batch.map(recordOf) });
      } catch {
        // What a consumer throws is its own to tell: SQS only sees that the batch was not deleted.
        hide(batch);
      }
      running = undefined;
      proceed();
    };
    running = taken();
  };

  const end = async (): Promise<void> => {
    consumer = undefined;
    clearTimeout(window);
    window = undefined;
    await running;
    proceed();
  };

  return {
    dead,
    send: (body) => {
      waiting.push({ messageId: options.newId(), body, sentAt: `${options.now().getTime()}`, received: 0 });
      proceed();
    },
    subscribe: (given) => {
      if (consumer !== undefined) throw new Error('the queue has a consumer');
      consumer = given;
      proceed();
      return { close: async () => (consumer === given ? end() : undefined) };
    },
    settled: () => (isSettled() ? Promise.resolve() : new Promise((resolve) => listeners.add(() => resolve()))),
    close: async () => {
      await end();
      for (const timer of hidden) clearTimeout(timer);
      hidden.clear();
    },
  };
};
