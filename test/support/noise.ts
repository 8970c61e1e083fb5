import { createHash } from 'node:crypto';

/** Text of so many characters that no compression makes much shorter; the same for the same seed. */
export const noise = (length: number, seed = 'noise'): string => {
  const blocks = Math.ceil(length / 88);
  const block = (_: unknown, index: number): string => createHash('sha512').update(`${seed} ${index}`).digest('base64');
  return Array.from({ length: blocks }, block).join('').slice(0, length);
};
