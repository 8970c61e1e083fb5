import type { Configuration } from '../domain/path.ts';
import { type ForecastOptions, forecast } from './forecast.ts';

/** An expected month after a change to all paths. Dollars. */
export interface Alternative {
  /** `rate(5 minutes)`, or the audit's seconds. */
  readonly value: string | number;
  readonly expected: number;
  /** If nothing bounded the analyses. */
  readonly unbounded: number;
}

/** What other values would do, each alone. */
export interface WhatIf {
  readonly every: readonly (Alternative & { readonly value: string })[];
  readonly audit: readonly (Alternative & { readonly value: number })[];
}

const rates = ['rate(1 minute)', 'rate(5 minutes)', 'rate(15 minutes)', 'rate(1 hour)'];
const DAY = 24 * 3600;
const audits = [DAY, 7 * DAY, 30 * DAY, 90 * DAY];

/** What looking more or less often, or auditing so, would do to the expected month: every path changed alike. */
export const whatIf = (configuration: Configuration, options: ForecastOptions = {}): WhatIf => {
  const { paths } = configuration;
  const monthOf = (changed: Partial<Configuration>) => {
    const { month, unbounded } = forecast({ ...configuration, ...changed }, options);
    return { expected: month.expected, unbounded };
  };
  return {
    every: rates.map((value) => ({ value, ...monthOf({ paths: paths.map((path) => ({ ...path, every: value })) }) })),
    audit: audits.map((value) => ({ value, ...monthOf({ paths: paths.map((path) => ({ ...path, audit: value })) }) })),
  };
};
