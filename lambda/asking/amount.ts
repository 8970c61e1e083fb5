/* Amounts as people read them. */

export const dollars = (amount: number): string => `$${amount.toFixed(2)}`;

/** `1 path`, `2 paths`. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** `99.982 %`: never rounded up to 100 where something was not as expected. */
export const shareText = (share: number | null | undefined): string => {
  if (share === undefined || share === null) return '-';
  return share === 1 ? '100 %' : `${(Math.floor(share * 100_000) / 1_000).toFixed(3)} %`;
};
