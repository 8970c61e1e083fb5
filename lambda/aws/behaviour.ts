/** When a call is given up. */
export interface Patience {
  /** Milliseconds for one attempt to be answered. */
  readonly requestTimeout: number;
  readonly maxAttempts: number;
}

/**
 * How every client behaves. A call gives up after at most four attempts of 10 s each and their gaps, so that no claim on
 * an alert (5 minutes) can outlive its holder, and no step comes near the function's time limit.
 */
export const patience: Patience = { requestTimeout: 10_000, maxAttempts: 4 };

export const behaviour = (
  region: string,
  endpoint: string | undefined,
  { requestTimeout, maxAttempts }: Patience = patience,
) => ({
  region,
  maxAttempts,
  // By default the handler only warns of a request that takes too long.
  requestHandler: { connectionTimeout: 3_000, requestTimeout, throwOnRequestTimeout: true },
  ...(endpoint === undefined ? {} : { endpoint }),
});
