const unseen = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]+/gu;

/**
 * A text of strangers on one line, of at most `limit` characters: without control characters and those that turn the
 * reading direction, cut with `…`.
 */
export const bounded = (text: string, limit: number): string => {
  // Enough for what is kept, however long the text: a character is two units at most, and some go.
  const seen = Array.from(
    text
      .slice(0, limit * 4)
      .replace(unseen, ' ')
      .replace(/ {2,}/g, ' ')
      .trim(),
  );
  return seen.length <= limit && text.length <= limit * 4 ? seen.join('') : `${seen.slice(0, limit - 1).join('')}…`;
};

/** The text if it has anything to read; undefined for what is no text. */
export const boundedText = (value: unknown, limit: number): string | undefined => {
  const text = typeof value === 'string' ? bounded(value, limit) : '';
  return text === '' ? undefined : text;
};
