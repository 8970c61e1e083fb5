import type { FaultInfo, FaultKind } from '../domain/fault.ts';
import { isRaw, part, type Raw, text } from './raw.ts';
import { type DocumentKey, documentKeys, type Snapshot } from './snapshot.ts';

/** The top-level key of the file in which a snapshot folder says of itself what no Describe answer does. */
export const ownKey = 'PathwatchSnapshot';

/** What that file says. A time that cannot be read is absent. */
export interface OwnFile extends Pick<Snapshot, 'unreadable'> {
  readonly takenAt?: string;
}

const kinds: Readonly<Record<FaultKind, true>> = {
  throttled: true,
  quota: true,
  denied: true,
  'expired-credentials': true,
  'not-found': true,
  invalid: true,
  conflict: true,
  unavailable: true,
  'no-answer': true,
  malformed: true,
};

const isKind = (kind: string): kind is FaultKind => Object.hasOwn(kinds, kind);

/** A fault that lost a field, or has nothing in it, is a fault still. */
const faultOf = (raw: Raw): FaultInfo => {
  const kind = text(raw, 'kind') ?? '';
  return {
    kind: isKind(kind) ? kind : 'malformed',
    operation: text(raw, 'operation') || ownKey,
    code: text(raw, 'code') || 'Unreadable',
    message: text(raw, 'message') || 'could not be described',
  };
};

/** Reads the file's content; undefined where the document is another one. Never throws. */
export const ownFileIn = (content: unknown): OwnFile | undefined => {
  if (!isRaw(content) || !isRaw(content[ownKey])) return undefined;
  const own = part(content, ownKey);
  const takenAt = text(own, 'takenAt');
  const told = part(own, 'unreadable');
  const unreadable: Partial<Record<DocumentKey, FaultInfo>> = {};
  for (const key of documentKeys) if (Object.hasOwn(told, key)) unreadable[key] = faultOf(part(told, key));
  return { ...(takenAt === undefined || Number.isNaN(Date.parse(takenAt)) ? {} : { takenAt }), unreadable };
};

export const ownFileOf = ({ takenAt, unreadable }: Pick<Snapshot, 'takenAt' | 'unreadable'>): Raw => ({
  [ownKey]: { takenAt, unreadable },
});
