import { type PriceName, priceNames } from '../domain/budget.ts';
import { ANALYSIS_DOLLARS } from './price.ts';

/** One price, and how it is known. */
export interface Price {
  /** Of one unit, without any free tier. */
  readonly dollars: number;
  /** What one is, such as `request` or `GB-month`. */
  readonly unit: string;
  /** `memory`: nobody had a page at hand; `configuration`: the user's own, by `budget.prices`. */
  readonly basis: 'page' | 'memory' | 'configuration';
  readonly source: string;
  /** When the source said so, as exactly as it tells; empty where it does not. */
  readonly date: string;
}

export type Prices = Readonly<Record<PriceName, Price>>;

/** The Region of the table's prices. */
export const PRICED_REGION = 'us-east-1';

const page = (dollars: number, unit: string, source: string, date: string): Price => ({
  dollars,
  unit,
  basis: 'page',
  source,
  date,
});
const memory = (dollars: number, unit: string, source = 'memory'): Price => ({
  dollars,
  unit,
  basis: 'memory',
  source,
  date: '',
});

/** AWS's own pages of prices cannot be read by programs: most of these are second-hand. Free tiers are not in it. */
const table: Prices = {
  analysis: page(ANALYSIS_DOLLARS, 'analysis', 'github.com/cloud-custodian/cloud-custodian/issues/6347', '2021-02'),
  durableOperation: memory(8e-6, 'operation', 'memory, and a second-hand quote'),
  durableGigabyteWritten: memory(0.25, 'GB', 'memory, and a second-hand quote'),
  durableGigabyteMonth: memory(0.15, 'GB-month', 'memory, and a second-hand quote'),
  lambdaRequest: page(0.2e-6, 'request', 'cloudchipr.com', '2024'),
  lambdaGigabyteSecond: page(0.0000133334, 'GB-second on arm64', 'cloudchipr.com', '2024'),
  dynamodbWrite: page(0.625e-6, 'write unit', 'airbyte.com', '2025-07-21'),
  dynamodbRead: page(0.125e-6, 'read unit', 'airbyte.com', '2025-07-21'),
  dynamodbGigabyteMonth: memory(0.25, 'GB-month'),
  dynamodbBackupGigabyteMonth: memory(0.2, 'GB-month'),
  keyMonth: page(1, 'version of a key and month', 'cloudburn.io/blog/aws-kms-pricing', '2026-03-14'),
  keyRequest: page(3e-6, 'request', 'wring.co/blog/aws-kms-pricing-guide', '2026'),
  alarmMonth: page(0.1, 'alarm and month', 'signoz.com', '2026-02-15'),
  metricMonth: page(0.3, 'metric and month', 'signoz.com', '2026-02-15'),
  logsGigabyte: page(0.5, 'GB', 'factualminds.com', '2026-05'),
  logsGigabyteMonth: memory(0.03, 'GB-month'),
  logsGigabyteScanned: page(0.005, 'GB', 'factualminds.com', '2026-05'),
  snsPublish: page(0.5e-6, 'publish', 'factualminds.com', '2026-06-13'),
  snsEmail: page(2e-5, 'e-mail', 'factualminds.com', '2026-06-13'),
  snsHttps: page(0.6e-6, 'delivery by HTTPS', 'factualminds.com', '2026-06-13'),
  sqsRequest: page(0.4e-6, 'request', 'cloudburn.io/blog/amazon-sqs-pricing', '2026-03-14'),
  schedulerInvocation: page(1e-6, 'invocation', 'cloudburn.io/blog/amazon-eventbridge-pricing', '2026-03-13'),
  customEvent: page(1e-6, 'event', 'cloudburn.io/blog/amazon-eventbridge-pricing', '2026-03-13'),
  secretMonth: memory(0.4, 'secret and month'),
  secretRequest: memory(5e-6, 'request'),
};

/**
 * What differs from the table, by Region. Nothing yet: no source that could be read names another Region's price, so that all
 * are taken as alike; `budget.prices` puts right what is known better.
 */
const regional: Readonly<Record<string, Partial<Prices>>> = {};

const configured = (dollars: number, { unit }: Price): Price => ({
  dollars,
  unit,
  basis: 'configuration',
  source: '`budget.prices`',
  date: '',
});

/** The prices of a Region; us-east-1's where none is named or its own are not known. `overrides` in dollars, by name. */
export const pricesFor = (
  region: string | undefined,
  overrides: Readonly<Partial<Record<PriceName, number>>> = {},
): Prices => {
  const base: Prices = { ...table, ...regional[region ?? PRICED_REGION] };
  const replaced = priceNames.flatMap((name) => {
    const dollars = overrides[name];
    return dollars === undefined ? [] : [[name, configured(dollars, base[name])] as const];
  });
  return { ...base, ...Object.fromEntries(replaced) };
};
