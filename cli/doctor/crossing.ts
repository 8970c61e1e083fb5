import type { Check } from '../../lambda/domain/check.ts';
import { inLanes } from '../../lambda/monitor/lanes.ts';
import type { Patient } from './patient.ts';

/** A path that crosses transit gateways, and which, as far as Route Analyzer was asked about them. */
export interface Crossing {
  readonly pathId: string;
  readonly gateways: readonly string[];
}

/** Of so many paths the newest check is read. */
const ASKED = 50;

/** What the evidence of a path's newest check tells; undefined where the path crosses none. */
export const crossingOf = ({ pathId, evidence }: Pick<Check, 'pathId' | 'evidence'>): Crossing | undefined => {
  const routes = evidence.filter(({ analyzer }) => analyzer === 'route-analyzer');
  const isModelled = evidence.some(
    (analysis) =>
      analysis.analyzer === 'network-model' &&
      analysis.run.kind === 'succeeded' &&
      analysis.run.report.transit === true,
  );
  if (routes.length === 0 && !isModelled) return undefined;
  const asked = evidence.flatMap((analysis) =>
    analysis.analyzer === 'route-analyzer' && 'question' in analysis ? [analysis.question.transitGatewayId] : [],
  );
  return { pathId, gateways: [...new Set(asked)] };
};

/** The paths that cross transit gateways, by the newest checks of the first fifty: a query for each. */
export const crossings = async (patient: Patient): Promise<readonly Crossing[]> => {
  const ids = (await patient.states()).map(({ pathId }) => pathId).slice(0, ASKED);
  const checks = await inLanes(ids, (id) => patient.newestCheck(id));
  return checks.flatMap((check) => (check === undefined ? [] : (crossingOf(check) ?? [])));
};
