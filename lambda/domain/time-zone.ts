import type { Parsed } from './parsed.ts';
import { meant, mistaken } from './parsed.ts';

const resolvedZone = (zone: string): string | undefined => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
};

/** A time zone by its name in the IANA database. */
export const parseZone = (zone: string): Parsed<string> => {
  // Intl takes offsets such as +02:00 too; EventBridge Scheduler takes names of the IANA database only.
  const known = /^[A-Za-z]/.test(zone) ? resolvedZone(zone) : undefined;
  if (known === undefined)
    return mistaken(
      `"${zone}" is not a time zone`,
      'write a name of the IANA database, such as `Europe/Berlin` or `UTC`',
    );
  // A link such as Asia/Kolkata resolves to another name: then the declared one stays.
  return meant(known.toLowerCase() === zone.toLowerCase() ? known : zone);
};
