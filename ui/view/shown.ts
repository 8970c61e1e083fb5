import { clean } from '../../lambda/alerts/clean.ts';

/**
 * A text from outside, such as a tag or a name, as it may be drawn: on one line, without what turns the reading direction or is not
 * seen, within its length. That it is no markup is the components' business: they draw text.
 */
export const shown = (text: string, limit = 300): string => clean(text, limit);

/** The same of text that may be missing. */
export const shownOr = (text: string | undefined, limit?: number): string | null =>
  text === undefined ? null : shown(text, limit);
