import { storable } from '../../lambda/aws/item.ts';
import { canarySchema, lookSchema } from '../../lambda/aws/record-schema.ts';
import type { Canary } from '../../lambda/domain/canary.ts';
import type { Look } from '../../lambda/domain/sweep.ts';
import type { Store } from '../../lambda/monitor/ports.ts';

type Facts = Readonly<Record<string, string>>;

/** Looks, the canary, notices and footprints of the store in memory. */
export const memoryLooks = (): Pick<
  Store,
  'looks' | 'putLook' | 'canary' | 'putCanary' | 'claimNotice' | 'noticeTold' | 'footprint' | 'putFootprint'
> => {
  const looks = new Map<string, Look>();
  let canary: Canary | undefined;
  const notices = new Map<string, { readonly claimed?: string; readonly told?: string }>();
  const footprints = new Map<string, Facts>();
  const nameOf = (pathId: string, digest: string): string => `${pathId} ${digest}`;

  return {
    looks: async () => structuredClone([...looks.values()].toSorted((one, other) => (one.kind < other.kind ? -1 : 1))),
    putLook: async (given) => {
      const look = structuredClone(storable(lookSchema, given, 'look'));
      const known = looks.get(look.kind);
      if (known === undefined || known.at < look.at) looks.set(look.kind, look);
    },
    canary: async () => structuredClone(canary),
    putCanary: async (given) => {
      if (canary === undefined || canary.lookedAt <= given.lookedAt)
        canary = structuredClone(storable(canarySchema, given, 'canary'));
    },
    claimNotice: async (id, at, staleBefore) => {
      const known = notices.get(id);
      if (known?.told !== undefined || (known?.claimed !== undefined && known.claimed >= staleBefore)) return false;
      notices.set(id, { ...known, claimed: at });
      return true;
    },
    noticeTold: async (id, at) => {
      notices.set(id, { told: at, ...notices.get(id) });
    },
    footprint: async (pathId, digest) => structuredClone(footprints.get(nameOf(pathId, digest))),
    putFootprint: async (pathId, digest, facts) => {
      footprints.set(nameOf(pathId, digest), { ...facts });
    },
  };
};
