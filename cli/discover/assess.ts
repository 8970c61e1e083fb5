import type { Path } from '../../lambda/domain/path.ts';
import { consult, type Reply } from '../../lambda/monitor/consult.ts';
import { foundOf } from '../../lambda/monitor/footprint.ts';
import { planPath } from '../../lambda/monitor/plan.ts';
import type { World } from '../../lambda/monitor/world.ts';
import type { Now } from './candidate.ts';

/** Nothing is asked of AWS: neither insights paths nor Route Analyzer's registrations matter to the model. */
const nobody = { name: '', account: '', region: '' };

const reasonIn = (reply: Reply): string | undefined => {
  if (reply.kind === 'fault') return `the network model failed: ${reply.fault.code}: ${reply.fault.message}`;
  const { verdict, forward, return: back } = reply.answer;
  if (verdict === 'reachable') return undefined;
  return [...forward.findings, ...back.findings].find(({ says }) => says === verdict)?.message;
};

/** What the network model says of a path, as it does at every look. Free. */
export const assess = (path: Path, world: World): Now => {
  const plan = planPath(path, world.inventory, new Map(), [], nobody);
  const consulted = consult(plan, world);
  const { model } = foundOf(consulted);
  const reasons = [
    ...plan.unresolved.map(({ message }) => message),
    ...consulted.replies.flatMap((one) => reasonIn(one) ?? []),
  ];
  return {
    verdict: model,
    reason: model === 'reachable' ? null : (reasons[0] ?? null),
    pairs: plan.pairs.count,
    lookedAt: plan.pairs.count - plan.pairs.left,
  };
};
