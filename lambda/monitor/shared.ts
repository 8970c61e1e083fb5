import type { Network, RouteAnalyzer } from './ports.ts';

interface Taken<Value extends object> {
  readonly begun: string;
  readonly value: Promise<Value>;
}

/**
 * Lets those who ask at about the same time share one answer: who wants what was begun at a time or later gets the answer
 * that is under way if that was begun so late. What is there already is shared as long as somebody holds it.
 */
const sharing = <Value extends object>(take: () => Promise<Value>, now: () => Date) => {
  let running: Taken<Value> | undefined;
  let kept: { readonly begun: string; readonly value: WeakRef<Value> } | undefined;
  return async (notBefore?: string): Promise<Value> => {
    const known = kept?.value.deref();
    if (notBefore !== undefined && kept !== undefined && known !== undefined && kept.begun > notBefore) return known;
    if (notBefore !== undefined && running !== undefined && running.begun >= notBefore) return running.value;
    const begun = now().toISOString();
    const mine: Taken<Value> = { begun, value: take() };
    running = mine;
    try {
      const value = await mine.value;
      kept = { begun, value: new WeakRef(value) };
      return value;
    } finally {
      if (running === mine) running = undefined;
    }
  };
};

/** One snapshot for all paths whose analyses have ended by then. Without a time each call takes a snapshot of its own. */
export const sharedNetwork = (network: Network, now: () => Date): Network => ({
  snapshot: sharing(() => network.snapshot(), now),
});

/** The registrations in the same way. */
export const sharedRegistrations = (routes: RouteAnalyzer, now: () => Date): RouteAnalyzer => ({
  registrations: sharing(() => routes.registrations(), now),
  start: (question) => routes.start(question),
  read: (globalNetworkId, routeAnalysisId) => routes.read(globalNetworkId, routeAnalysisId),
});
