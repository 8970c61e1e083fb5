import type { Standing } from '../../lambda/domain/check.ts';
import type { Sieve } from '../view/sift.ts';

/** What the page shows. */
export type Place =
  | { readonly kind: 'overview' | 'network' | 'incidents' }
  | { readonly kind: 'path' | 'incident'; readonly id: string };

/** All that the page's address says: another reader who opens it sees the same. */
export interface Address extends Sieve {
  readonly place: Place;
  /** Days that are looked back on. */
  readonly days: number;
}

const USUAL_DAYS = 90;
export const dayChoices = [1, 7, 30, 90] as const;

const standings: readonly string[] = ['expected', 'unexpected', 'undetermined'] satisfies readonly Standing[];
const isStanding = (text: string | null): text is Standing => text !== null && standings.includes(text);

/** What cannot be decoded is no id of ours. */
const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
};

const placeOf = (pathname: string): Place => {
  const [, kind = '', rest] = /^\/([a-z]*)(?:\/(.+))?$/.exec(pathname) ?? [];
  if ((kind === 'path' || kind === 'incident') && rest !== undefined) return { kind, id: decoded(rest) };
  return { kind: kind === 'network' || kind === 'incidents' ? kind : 'overview' };
};

export const addressOf = ({ pathname, search }: Pick<Location, 'pathname' | 'search'>): Address => {
  const query = new URLSearchParams(search);
  const standing = query.get('standing');
  const days = Number(query.get('days'));
  return {
    place: placeOf(pathname),
    words: query.get('q') ?? '',
    standing: isStanding(standing) ? standing : undefined,
    by: query.get('by') ?? undefined,
    days: dayChoices.find((choice) => choice === days) ?? USUAL_DAYS,
  };
};

const pathname = (place: Place): string => {
  if (place.kind === 'overview') return '/';
  return 'id' in place ? `/${place.kind}/${encodeURIComponent(place.id)}` : `/${place.kind}`;
};

export const hrefOf = ({ place, words, standing, by, days }: Address): string => {
  const query = new URLSearchParams({
    ...(words !== '' && { q: words }),
    ...(standing !== undefined && { standing }),
    ...(by !== undefined && { by }),
    ...(days !== USUAL_DAYS && { days: String(days) }),
  }).toString();
  return `${pathname(place)}${query === '' ? '' : `?${query}`}`;
};
