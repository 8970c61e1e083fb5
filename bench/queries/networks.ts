import type { Raw } from '../../lambda/snapshot/raw.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { cidrA, ids } from '../../local/scenario/ids.ts';
import { openRange } from '../latency-paths.ts';

/** The scenario's network, open for all paths. */
export const whole: Documents = openRange;

const withoutRoute = (table: Raw): Raw =>
  table.RouteTableId === ids.routesB && Array.isArray(table.Routes)
    ? { ...table, Routes: table.Routes.filter((route) => route?.DestinationCidrBlock !== cidrA) }
    : table;

/** The same without the route back: no path from A to B answers. */
export const broken: Documents = { ...whole, RouteTables: (whole.RouteTables ?? []).map(withoutRoute) };
