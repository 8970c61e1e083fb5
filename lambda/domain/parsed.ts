/** What a text of the configuration means, or what is wrong with it and what would be right. */
export type Parsed<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly message: string; readonly advice: string };

export const meant = <Value>(value: Value): Parsed<Value> => ({ ok: true, value });

export const mistaken = (message: string, advice: string): Parsed<never> => ({ ok: false, message, advice });
