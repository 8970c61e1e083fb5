import type { Testimony } from '../domain/witness.ts';
import type { Seen, Tally, Way } from './seen.ts';

/** Seconds after which what is not delivered to CloudWatch Logs is not coming: five minutes is usual. */
const DELIVERY = 600;

/** What was seen at the ends that have a flow log. */
export interface Ends {
  readonly sources: readonly Seen[];
  readonly destinations: readonly Seen[];
}

/** Seconds since 1970. */
export interface Moments {
  /** From when on the path is known to be broken. */
  readonly brokeAt: number;
  readonly now: number;
}

export interface Heard {
  readonly testimony: Testimony;
  /** One sentence without its full stop. */
  readonly message: string;
}

const packets = (count: number, what: string): string => `${count} ${what} packet${count === 1 ? '' : 's'}`;

const latest = (...tallies: readonly Tally[]): number | undefined => {
  const times = tallies.flatMap(({ last }) => last ?? []);
  return times.length === 0 ? undefined : Math.max(...times);
};

/** Whether one thing was seen, and nothing of the other came after it by more than one record may sum up. */
const outlasts = (one: Tally, others: readonly Tally[], aggregation: number): boolean => {
  if (one.packets === 0) return false;
  const then = latest(...others);
  return one.last === undefined || then === undefined || one.last + aggregation >= then;
};

/** Whether the last that was seen of a way was its rejection: before a break the same packets were accepted. */
const isRejected = ({ accepted, rejected }: Way): boolean =>
  rejected.packets > 0 &&
  (accepted.packets === 0 ||
    (rejected.last !== undefined && accepted.last !== undefined && rejected.last > accepted.last));

/** A record that is missing says something only where it would have been made, and would have been delivered by now. */
const wouldShow = ({ traffic, skipped }: Seen): boolean => traffic !== 'REJECT' && skipped === 0;
const isDelivered = ({ last }: Tally, now: number): boolean => last !== undefined && last + DELIVERY <= now;

/** The last word of one interface on the conversation. */
const wordOf = (seen: Seen): 'answered' | 'rejected' | 'reply-rejected' | 'no-reply' | 'nothing' => {
  const { requests, replies, aggregation } = seen;
  if (outlasts(replies.accepted, [requests.accepted, requests.rejected], aggregation)) {
    return isRejected(replies) && !outlasts(replies.accepted, [replies.rejected], aggregation)
      ? 'reply-rejected'
      : 'answered';
  }
  if (isRejected(replies)) return 'reply-rejected';
  if (isRejected(requests)) return 'rejected';
  return requests.accepted.packets > 0 ? 'no-reply' : 'nothing';
};

const names = (seen: readonly Seen[]): string => seen.map(({ interfaceId }) => interfaceId).join(', ');

const rejection = (all: readonly Seen[]): Heard | undefined => {
  for (const seen of all) {
    const { interfaceId, requests, replies } = seen;
    const word = wordOf(seen);
    if (word === 'rejected') {
      return { testimony: word, message: `${interfaceId} rejected ${packets(requests.rejected.packets, 'request')}` };
    }
    if (word === 'reply-rejected') {
      return { testimony: word, message: `${interfaceId} rejected ${packets(replies.rejected.packets, 'reply')}` };
    }
  }
  return undefined;
};

const silence = (message: string): Heard => ({ testimony: 'silent', message });

const unanswered = ({ interfaceId, requests, skipped, traffic }: Seen): Heard => {
  const accepted = `${interfaceId} accepted ${packets(requests.accepted.packets, 'request')}`;
  return skipped > 0 || traffic === 'REJECT'
    ? silence(`${accepted}, and records are missing that may have shown a reply`)
    : { testimony: 'unanswered', message: `${accepted}, and no reply left it` };
};

const answered = (there: Seen, back: readonly Seen[], { brokeAt, now }: Moments): Heard => {
  const { accepted } = there.replies;
  if (accepted.last !== undefined && accepted.last < brokeAt) {
    return silence(`${there.interfaceId} has no packet of the path since it broke`);
  }
  const empty = back.filter((seen) => wordOf(seen) === 'no-reply' && wouldShow(seen));
  if (empty.length > 0 && empty.length === back.length && isDelivered(accepted, now)) {
    const left = packets(accepted.packets, 'reply');
    return { testimony: 'reply-lost', message: `${left} left ${there.interfaceId}, and none came to ${names(empty)}` };
  }
  return { testimony: 'answered', message: `${there.interfaceId} let requests and their replies through` };
};

/** What the records of a conversation's ends say together; what was rejected or not answered goes before what went well. */
export const testimonyOf = ({ sources, destinations }: Ends, moments: Moments): Heard => {
  const all = [...destinations, ...sources];
  if (all.length === 0) return silence('no flow log was heard');
  const refused = rejection(all);
  if (refused !== undefined) return refused;
  const mute = destinations.find((seen) => wordOf(seen) === 'no-reply');
  if (mute !== undefined) return unanswered(mute);
  const there = destinations.find((seen) => wordOf(seen) === 'answered');
  if (there !== undefined) return answered(there, sources, moments);
  const home = sources.find((seen) => wordOf(seen) === 'answered');
  if (home !== undefined) return answered(home, [], moments);
  const asking = sources.find((seen) => wordOf(seen) === 'no-reply');
  if (asking === undefined) return silence(`no packet of the path was recorded at ${names(all)}`);
  const sent = `${packets(asking.requests.accepted.packets, 'request')} left ${asking.interfaceId}`;
  const isMissed = destinations.length > 0 && destinations.every((seen) => wouldShow(seen) && seen.traffic === 'ALL');
  return isMissed && isDelivered(asking.requests.accepted, moments.now)
    ? { testimony: 'request-lost', message: `${sent}, and none came to ${names(destinations)}` }
    : silence(`${sent}, no reply came back, and nothing is recorded of what became of them`);
};
