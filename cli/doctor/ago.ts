import { agoText } from '../../lambda/asking/time.ts';

/** `2026-11-28T20:19:53Z (3 min ago)`: the same for programs and for people, wherever they are. */
export const atText = (iso: string, now: Date): string => `${iso.replace(/\.\d+Z$/, 'Z')} (${agoText(iso, { now })})`;
