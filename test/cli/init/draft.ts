import { parseConfiguration, type ReadFile } from '../../../cli/configuration/parse.ts';
import { discover } from '../../../cli/discover/discover.ts';
import { configurationText } from '../../../cli/init/configuration-text.ts';
import { isProposed, type Offer, offersOf } from '../../../cli/init/offer.ts';
import { worldOf } from '../../../lambda/monitor/world.ts';
import type { Snapshot } from '../../../lambda/snapshot/snapshot.ts';

export interface Drafted {
  readonly offers: readonly Offer[];
  readonly text: string;
}

/** What `init --yes` would write of a network. */
export const drafted = (snapshot: Snapshot, max = 20): Drafted => {
  const { candidates, left } = discover(worldOf(snapshot), max);
  const offers = offersOf(candidates);
  return {
    offers,
    text: configurationText({
      schema: 'schema.json',
      takenAt: snapshot.takenAt,
      active: offers.filter(isProposed),
      others: offers.filter((offer) => !isProposed(offer)),
      left: Object.values(left).reduce((sum, count) => sum + count, 0),
    }),
  };
};

/** The text as somebody has it who takes away the `# ` before every entry. */
export const uncommented = (text: string): string => text.replace(/^( {2})# (?=- id: | {2}[a-z])/gm, '$1');

export const idsIn = (read: ReadFile): readonly string[] | ReadFile =>
  read.ok ? read.configuration.paths.map(({ id }) => id) : read;

export const read = (text: string): ReadFile => parseConfiguration(text, 'pathwatch.yaml');
