import type { Terminal } from '../io.ts';
import { dollars, line } from '../page.ts';
import { isProposed, type Offer } from './offer.ts';

const columnOf = (cells: readonly string[]): readonly string[] => {
  const width = Math.max(...cells.map((cell) => cell.length));
  return cells.map((cell) => cell.padEnd(width));
};

/** Lets a person choose at the terminal; undefined where they leave without choosing. */
export const pick = async (
  offers: readonly Offer[],
  { input, output }: Terminal,
): Promise<ReadonlySet<Offer> | undefined> => {
  // Loaded only where somebody sits at a terminal.
  const { isCancel, multiselect } = await import('@clack/prompts');
  const ids = columnOf(offers.map(({ entry }) => entry.id));
  const verdicts = columnOf(offers.map(({ now }) => now.verdict));
  const chosen = await multiselect<number>({
    message: 'Which paths are critical? The others are written as comments.',
    options: offers.map((offer, place) => ({
      value: place,
      label: `${ids[place]}  ${verdicts[place]}  ${dollars(offer.monthly)} a month`,
      hint: line(offer.why),
    })),
    initialValues: offers.flatMap((offer, place) => (isProposed(offer) ? [place] : [])),
    required: false,
    input,
    output,
  });
  return isCancel(chosen) ? undefined : new Set(offers.filter((_, place) => chosen.includes(place)));
};
