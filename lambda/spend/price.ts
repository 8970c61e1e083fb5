/**
 * Dollars for one analysis of Reachability Analyzer, in every commercial Region alike; a failed one is counted too,
 * since AWS does not say whether it bills it (aws.amazon.com/vpc/pricing, read second-hand in November 2026).
 */
export const ANALYSIS_DOLLARS = 0.1;

/** The price of so many analyses in dollars, free of binary dust; at another price where the configuration has its own. */
export const dollarsOf = (analyses: number, price = ANALYSIS_DOLLARS): number =>
  Math.round(analyses * price * 10_000) / 10_000;
