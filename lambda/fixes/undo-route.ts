import type { FactChange } from '../domain/change.ts';
import type { Fix } from '../domain/fix.ts';
import type { Setting } from '../domain/setting.ts';
import { fixOf } from './fix-of.ts';
import { transitRouteWords } from './transit-route.ts';
import { vpcRouteWords } from './vpc-route.ts';

type VpcRoute = Extract<Setting, { kind: 'route' }>;
type TransitRoute = Extract<Setting, { kind: 'transit-route' }>;
type Route = VpcRoute | TransitRoute;

const isRoute = (setting: Setting | undefined): setting is Route =>
  setting?.kind === 'route' || setting?.kind === 'transit-route';

const isReferred = (route: Route | undefined): boolean => route?.kind === 'transit-route' && route.isReferred;

/** A VPC's blackhole is what is left of a target that is gone: it cannot be made. */
const targetOf = (route: Route): string | undefined => {
  if (!route.isBlackhole) return route.target;
  return route.kind === 'transit-route' && route.target === undefined ? 'blackhole' : undefined;
};

const command = (verb: 'create' | 'replace' | 'delete', table: string, route: Route): Fix | undefined => {
  const told = { table, destination: route.destination, target: targetOf(route) };
  const isTransit = route.kind === 'transit-route';
  const what = isTransit ? 'transit gateway route' : 'route';
  const title = {
    create: `add the ${what} again`,
    replace: `lead the ${what} where it led before`,
    delete: `delete the ${what} that was added`,
  }[verb];
  return fixOf('undo', title, isTransit ? transitRouteWords(verb, told) : vpcRouteWords(verb, told));
};

/**
 * Makes the routes of a table what they were. Only those that people make can be made or deleted; where one had taken the place
 * of a propagated route, or left it its place, that one is served again.
 */
export const undoRoute = ({ component, was, is }: FactChange): Fix | undefined => {
  const [before, after] = [was, is].map((setting) => (isRoute(setting) ? setting : undefined));
  if (isReferred(before) || isReferred(after)) return undefined;
  const wasMade = before !== undefined && !before.isPropagated;
  const isMade = after !== undefined && !after.isPropagated;
  if (wasMade && isMade) return before.target === after.target ? undefined : command('replace', component, before);
  if (wasMade) return command('create', component, before);
  return isMade ? command('delete', component, after) : undefined;
};
