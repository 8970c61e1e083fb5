import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Clock } from '../../lambda/asking/time.ts';

/** Where components are drawn: by which clock, and where their links lead. */
export interface Setting extends Clock {
  /** The place of a path, or of an incident; undefined where it has none, and its name is no link. */
  readonly pathHref: (id: string) => string | undefined;
  readonly incidentHref: (id: string) => string | undefined;
  /** Whether a program runs on the page: without one nothing can be copied or typed. */
  readonly isLive: boolean;
}

const nowhere = (): undefined => undefined;

export const Surroundings = createContext<Setting>({
  now: new Date(0),
  timeZone: 'UTC',
  pathHref: nowhere,
  incidentHref: nowhere,
  isLive: false,
});

export const useSetting = (): Setting => useContext(Surroundings);
