import type { Described } from '../../ui/read/source.ts';

/** Seconds for which one description serves all who ask, and for which they wait for a new one. */
const FRESH = 60;
const PATIENCE = 15;

/** What describes a network: answered at once by what is known, asked once however many wait. */
export type Describing = () => Promise<Described>;

const late: Described = {
  reason: `it was not described within ${PATIENCE} seconds; what is drawn without it comes first`,
};

/**
 * Keeps what `describe` has answered for a minute; a refusal is asked about anew, for somebody may have signed in again. Where it
 * takes long, nobody waits for it: it goes on, and is there for the next question.
 */
export const keepDescribing = (
  describe: () => Promise<Described>,
  now: () => Date,
  wait: (seconds: number, ended: AbortSignal) => Promise<void>,
): Describing => {
  let kept: { readonly at: number; readonly network: Described } | undefined;
  let asking: Promise<Described> | undefined;

  const ask = async (): Promise<Described> => {
    try {
      const network = await describe();
      kept = 'snapshot' in network ? { at: now().getTime(), network } : undefined;
      return network;
    } finally {
      asking = undefined;
    }
  };

  return async () => {
    if (kept !== undefined && now().getTime() - kept.at < FRESH * 1000) return kept.network;
    asking ??= ask();
    const patience = new AbortController();
    try {
      return await Promise.race([asking, wait(PATIENCE, patience.signal).then(() => kept?.network ?? late)]);
    } finally {
      patience.abort();
    }
  };
};
