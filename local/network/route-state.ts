import { list, part, type Raw, text } from '../../lambda/snapshot/raw.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { elementsOf, withElements } from './elements.ts';
import { find } from './resource.ts';

/**
 * `blackhole` where the interface that the route leads to is gone or belongs to an instance that does not run; what else
 * a route leads to cannot be taken away here.
 */
export const stateOf = (documents: Documents, target: Raw): 'active' | 'blackhole' => {
  const id = text(target, 'NetworkInterfaceId');
  if (id === undefined) return 'active';
  const eni = find(documents, 'NetworkInterfaces', id);
  if (eni === undefined) return 'blackhole';
  const instance = find(documents, 'Reservations', text(part(eni, 'Attachment'), 'InstanceId') ?? '');
  if (instance === undefined) return 'active';
  const state = text(part(instance, 'State'), 'Name');
  return state === undefined || state === 'running' || state === 'pending' ? 'active' : 'blackhole';
};

/** The documents in which the routes to these interfaces have the state of their target. */
export const withRouteStates = (documents: Documents, interfaces: ReadonlySet<string>): Documents => {
  const leadsThere = (route: Raw): boolean => interfaces.has(text(route, 'NetworkInterfaceId') ?? '');
  const tables = elementsOf(documents, 'RouteTables').filter((table) => list(table, 'Routes').some(leadsThere));
  return withElements(
    documents,
    'RouteTables',
    tables.map((table) => ({
      ...table,
      Routes: list(table, 'Routes').map((route) =>
        leadsThere(route) ? { ...route, State: stateOf(documents, route) } : route,
      ),
    })),
  );
};
