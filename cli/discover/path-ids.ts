import { createHash } from 'node:crypto';
import { grouped } from '../../lambda/domain/grouped.ts';
import type { Resource } from '../../lambda/snapshot/inventory.ts';
import type { Declared } from './declare-end.ts';
import type { Fitted } from './fit-pairs.ts';
import type { Party, Proposal } from './proposal.ts';

/** Characters of each name within an id, which has 64 at most; and where a digest follows. */
const ROOM = 24;
const LESS_ROOM = 18;

/** What an id may hold of a name: letters, digits, dots, lines. Empty where nothing of it may stay. */
const slug = (name: string, room: number): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .slice(0, room)
    .replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '');

const commonStart = (names: readonly string[]): string =>
  names.reduce((common, name) => {
    let length = 0;
    while (length < common.length && common[length] === name[length]) length += 1;
    return common.slice(0, length);
  }, names[0] ?? '');

/** `web` of `web-1` and `web-2`; a beginning of a letter or two is no name. */
const ownName = (resources: readonly Resource[], room: number): string => {
  const names = resources.map(({ tags }) => slug(tags.Name ?? '', room));
  const common = slug(commonStart(names), room);
  return common.length >= 3 || names.length === 1 ? common : '';
};

const nameOf = ({ name = '' }: Party, { resources }: Declared, room: number): string =>
  ownName(resources, room) || slug(name, room) || slug(resources[0]?.id ?? '', room) || 'end';

/** Two paths of one name are told apart by what they are about, so that neither hangs on the other's being there. */
const digest = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 6);

/** A proposal with its two ends as they are declared. */
export interface Ended extends Fitted {
  readonly proposal: Proposal;
}

/** What it asks, whoever comes upon it. */
export const questionKey = ({ proposal: { protocol, port, expect }, from, to }: Ended): string =>
  JSON.stringify([from.end, to.end, protocol, port, expect]);

const plainId = ({ proposal, from, to }: Ended, room: number): string => {
  // What a finder calls `internet` is better known by that than by the name of its gateway.
  const source = proposal.from.name === 'internet' ? 'internet' : nameOf(proposal.from, from, room);
  const word = proposal.expect === 'unreachable' ? 'not-to' : 'to';
  return [
    source,
    word,
    nameOf(proposal.to, to, room),
    ...(proposal.protocol === 'udp' ? ['udp'] : []),
    proposal.port,
  ].join('-');
};

/** An id for each, unique among them: `web-to-db-5432`. The same network gives the same ids. */
export const pathIds = (all: readonly Ended[]): readonly string[] => {
  const plain = all.map((one) => plainId(one, ROOM));
  const sharing = grouped(plain, (id) => [id.toLowerCase()]);
  return all.map((one, place) => {
    const id = plain[place] ?? '';
    return sharing.get(id.toLowerCase())?.length === 1 ? id : `${plainId(one, LESS_ROOM)}-${digest(questionKey(one))}`;
  });
};
