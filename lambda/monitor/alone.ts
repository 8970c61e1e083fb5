/**
 * Why the network model answers alone, as the words of the code MODEL_ALONE: the bound of the budget that is spent, how long
 * was waited for AWS, or the analyzer that was left out by hand; nothing where a snapshot is all there is.
 */
export type Alone =
  | { readonly bound: string }
  | { readonly waited: string }
  | { readonly leftOut: string }
  | Readonly<Record<string, never>>;
