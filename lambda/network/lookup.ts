/**
 * What a snapshot says of one thing. `absent`: its part was described whole and does not have it. `unknown`: it could not
 * be seen, or what was seen cannot be; the reason is a sentence part, such as `SecurityGroups could not be read: …`.
 */
export type Lookup<Thing> =
  | { readonly kind: 'found'; readonly thing: Thing }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown'; readonly reason: string };

export const found = <Thing>(thing: Thing): Lookup<Thing> => ({ kind: 'found', thing });
export const absent: Lookup<never> = { kind: 'absent' };
export const unknown = (reason: string): Lookup<never> => ({ kind: 'unknown', reason });

export const isFound = <Thing>(lookup: Lookup<Thing>): lookup is { readonly kind: 'found'; readonly thing: Thing } =>
  lookup.kind === 'found';
