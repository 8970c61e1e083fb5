import type { STSClient } from '@aws-sdk/client-sts';
import * as z from 'zod';

const Dated = z.object({ headers: z.object({ date: z.string() }) });

/** Lets a client keep the time that the service gave its latest answer, whether or not it was a refusal: an ISO time. */
export const answeredAt = (client: STSClient): (() => string | undefined) => {
  let latest: string | undefined;
  client.middlewareStack.add(
    (next) => async (given) => {
      const result = await next(given);
      const date = new Date(Dated.safeParse(result.response).data?.headers.date ?? Number.NaN);
      if (!Number.isNaN(date.getTime())) latest = date.toISOString();
      return result;
    },
    // Nearest to the wire, where a refusal is an answer like any other.
    { step: 'deserialize', name: 'answeredAt', priority: 'low' },
  );
  return () => latest;
};
