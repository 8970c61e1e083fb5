/** What a service charges for, each with a price in the table of `spend/prices.ts`. */
export const priceNames = [
  'analysis',
  'durableOperation',
  'durableGigabyteWritten',
  'durableGigabyteMonth',
  'lambdaRequest',
  'lambdaGigabyteSecond',
  'dynamodbWrite',
  'dynamodbRead',
  'dynamodbGigabyteMonth',
  'dynamodbBackupGigabyteMonth',
  'keyMonth',
  'keyRequest',
  'alarmMonth',
  'metricMonth',
  'logsGigabyte',
  'logsGigabyteMonth',
  'logsGigabyteScanned',
  'snsPublish',
  'snsEmail',
  'snsHttps',
  'sqsRequest',
  'schedulerInvocation',
  'customEvent',
  'secretMonth',
  'secretRequest',
] as const;
export type PriceName = (typeof priceNames)[number];

/** What may be spent on paid analyses in a month. Dollars. */
export interface Budget {
  /** Of all paths together. */
  readonly monthly: number;
  /** Of single paths, by id. */
  readonly paths: Readonly<Record<string, number>>;
  /** Of all paths that carry a tag, by `key=value`. */
  readonly tags: Readonly<Record<string, number>>;
  /** Prices that replace those of the table. Dollars. */
  readonly prices: Readonly<Partial<Record<PriceName, number>>>;
}

/** Why an analysis is bought. The first is served first where the budget is short. */
export const purchaseReasons = ['transition', 'changed', 'baseline', 'retry', 'audit', 'hand'] as const;
export type PurchaseReason = (typeof purchaseReasons)[number];
