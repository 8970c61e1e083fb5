/** By which clock and in which time zone people are told times. */
export interface Clock {
  readonly now: Date;
  /** A name of the IANA database. */
  readonly timeZone: string;
}

/** The Swedish form is the ISO one: `2026-11-22 10:05:00`. */
const dateTime = (at: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(at);

/** The time of the day: `10:05:00`. */
export const clockText = (iso: string, timeZone: string): string => dateTime(new Date(iso), timeZone).slice(11);

const units: readonly (readonly [string, number])[] = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
];

/** `3 h ago`, in the largest unit that fits; `just now` below a minute. */
export const agoText = (iso: string, { now }: Pick<Clock, 'now'>): string => {
  const seconds = (now.getTime() - Date.parse(iso)) / 1000;
  const unit = units.find(([, size]) => seconds >= size);
  return unit === undefined ? 'just now' : `${Math.floor(seconds / unit[1])} ${unit[0]} ago`;
};

/** `1 h 5 min`, in the two largest units that it has; seconds. */
export const lengthText = (seconds: number): string => {
  const whole = Math.round(seconds);
  const parts = [...units, ['s', 1] as const]
    .map(([unit, size], place, all) => {
      const above = all[place - 1]?.[1];
      return { unit, count: Math.floor((above === undefined ? whole : whole % above) / size) };
    })
    .filter(({ count }) => count > 0);
  return parts.length === 0
    ? '0 s'
    : parts
        .slice(0, 2)
        .map(({ unit, count }) => `${count} ${unit}`)
        .join(' ');
};

/** From one ISO time to another; 0 where they are reversed. */
export const secondsBetween = (from: string, to: string): number =>
  Math.max(0, (Date.parse(to) - Date.parse(from)) / 1000);

/** An ISO time as people read it, in their time zone: `2026-11-22 10:05:00`. */
export const timeText = (iso: string, { timeZone }: Pick<Clock, 'timeZone'>): string =>
  dateTime(new Date(iso), timeZone);

/** An ISO time as people read it, in their time zone, and how long ago that was. */
export const sinceText = (iso: string, page: Clock): string =>
  `${dateTime(new Date(iso), page.timeZone)} (${agoText(iso, page)})`;

/** The same of a time that is to come: `2026-11-22 10:05:00 (in 3 h)`. */
export const untilText = (iso: string, page: Clock): string => {
  const seconds = (Date.parse(iso) - page.now.getTime()) / 1000;
  const unit = units.find(([, size]) => seconds >= size);
  const distance = unit === undefined ? 'within a minute' : `in ${Math.round(seconds / unit[1])} ${unit[0]}`;
  return `${dateTime(new Date(iso), page.timeZone)} (${distance})`;
};
