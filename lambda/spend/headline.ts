import type { Forecast } from './forecast.ts';

const dollars = (amount: number): string => `$${amount.toFixed(2)}`;

/** The forecast in one line, for who is about to deploy. */
export const forecastLine = ({ month, perPath, budget }: Forecast): string =>
  `Pathwatch: ${perPath.length} ${perPath.length === 1 ? 'path' : 'paths'}, ` +
  `about ${dollars(month.expected)} a month expected ` +
  `(best ${dollars(month.best)}, worst ${dollars(month.worst)}; budget ${dollars(budget.monthly)} for analyses)` +
  `${budget.short ? '; THE BUDGET IS SHORT of what the paths would have' : ''}; npm run -s pathwatch -- cost tells more`;
