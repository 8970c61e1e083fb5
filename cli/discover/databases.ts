import type { GroupRule } from '../../lambda/network/security-group.ts';
import type { Ground } from './ground.ts';
import { namedPort } from './ports.ts';
import { type Server, serversBehind } from './servers.ts';

/** The ports on which databases listen, by default. */
const products: ReadonlyMap<number, string> = new Map([
  [1433, 'SQL Server'],
  [1521, 'Oracle'],
  [3306, 'MySQL'],
  [5432, 'PostgreSQL'],
  [5439, 'Redshift'],
  [6379, 'Redis'],
  [8182, 'Neptune'],
  [9042, 'Cassandra'],
  [11_211, 'Memcached'],
  [27_017, 'MongoDB'],
  [50_000, 'Db2'],
]);

/** The port of a database that a rule names. */
export const databasePort = (rule: GroupRule): number | undefined => namedPort(rule, products);

/** Something that looks like a database, by the rule that lets its clients in. */
export interface Database extends Server {
  /** `PostgreSQL`. */
  readonly product: string;
}

export const databasesIn = (ground: Ground): readonly Database[] =>
  serversBehind(databasePort, ground).map((server) => ({ ...server, product: products.get(server.port) ?? '' }));
