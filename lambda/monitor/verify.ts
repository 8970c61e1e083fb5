import { Fault, type FaultInfo, faultOf, isTransient } from '../domain/fault.ts';
import type { Path } from '../domain/path.ts';
import type { Started } from './analyze.ts';
import { consult } from './consult.ts';
import type { Registrations } from './cross.ts';
import { digestOf, factsOf, foundOf } from './footprint.ts';
import { needsRegistrations, planPath } from './plan.ts';
import { asAsked, type Planned } from './planned.ts';
import type { Services } from './ports.ts';
import { reporting } from './report.ts';
import { throwTransient } from './transient.ts';
import { worldOf } from './world.ts';

/** What became of a path's footprint while its analyses ran. */
export type Verified =
  /** It is the same: what was bought counts. */
  | { readonly kind: 'same' }
  /** It is another: what was bought speaks of a network that is no more. `plan` is for that of now. */
  | { readonly kind: 'changed'; readonly plan: Planned }
  /** It could not be read whole. */
  | { readonly kind: 'unseen'; readonly fault: FaultInfo };

const registrationsOf = async (
  services: Services,
  after: string,
  isLast: boolean,
): Promise<Registrations | FaultInfo> => {
  try {
    return await services.routes.registrations(after);
  } catch (error) {
    const fault = faultOf(error, 'DescribeGlobalNetworks');
    throwTransient(error, fault, isLast);
    return fault;
  }
};

/** The insights paths that were found or made for the questions of the first plan stand for the same questions still. */
const insightsPathsOf = (plan: Planned, started: readonly Started[]): ReadonlyMap<string, string> => {
  const made = started
    .flatMap(({ paid }) => paid)
    .flatMap(({ index, insightsPathId }) => {
      const key = plan.questions[index]?.question.key;
      return key === undefined || insightsPathId === undefined ? [] : [[key, insightsPathId] as const];
    });
  const planned = plan.questions.flatMap(({ question, insightsPathId }) =>
    insightsPathId === undefined ? [] : [[question.key, insightsPathId] as const],
  );
  return new Map([...planned, ...made]);
};

/**
 * Looks at the network again, after the analyses have ended at `after` (ISO time): a bought verdict counts only if the
 * path's footprint was the same before and after. Free calls, shared by all paths whose analyses ended before. Where it is
 * another, its facts are kept, so that the next change can be told by what was before.
 */
export const verify = async (
  services: Services,
  path: Path,
  plan: Planned,
  started: readonly Started[],
  after: string,
  isLast: boolean,
): Promise<Verified> => {
  const snapshot = await services.network.snapshot(after);
  const shaken = Object.values(snapshot.unreadable).find(({ kind }) => isTransient(kind));
  if (shaken !== undefined) throwTransient(new Fault(shaken), shaken, isLast);
  const world = worldOf(snapshot);
  const registrations = needsRegistrations([path], world.inventory)
    ? await registrationsOf(services, after, isLast)
    : [];
  const consulted = consult(planPath(path, world.inventory, new Map(), registrations, services.deployment), world);
  const facts = factsOf(consulted);
  const footprint = digestOf(facts);
  if (footprint === plan.footprint) return { kind: 'same' };
  if (shaken !== undefined) return { kind: 'unseen', fault: shaken };
  await services.store.putFootprint(path.id, footprint, facts);
  const known = insightsPathsOf(plan, started);
  const [next] = reporting([consulted]);
  if (next === undefined) throw new Error('a plan was lost');
  const rest = asAsked(next, plan.leftOut ?? []);
  return {
    kind: 'changed',
    plan: {
      ...next,
      ...rest,
      questions: rest.questions.map((asked) => {
        const insightsPathId = known.get(asked.question.key);
        return insightsPathId === undefined ? asked : { ...asked, insightsPathId };
      }),
      reason: plan.reason,
      ...(plan.alone !== undefined && { alone: plan.alone }),
      footprint,
      modelVerdict: foundOf(consulted).model,
    },
  };
};
