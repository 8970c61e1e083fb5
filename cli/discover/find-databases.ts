import { clientsOf } from './clients.ts';
import { databasesIn } from './databases.ts';
import type { Ground } from './ground.ts';
import { groupText } from './ports.ts';
import type { Proposal } from './proposal.ts';

/** Clients to databases: a security group admits them on a port on which databases listen. */
export const findDatabases = (ground: Ground): readonly Proposal[] =>
  databasesIn(ground).flatMap((database) =>
    clientsOf(database.rule, database, ground).map(({ peer, ...clients }): Proposal => {
      const { group, port, product, service, resources, name } = database;
      return {
        kind: 'database',
        from: clients,
        to: { resources, ...(name === undefined ? {} : { name }) },
        protocol: 'tcp',
        port,
        expect: 'reachable',
        why:
          `the security group ${groupText(group)} admits ${peer} on tcp/${port}, the port of ${product}` +
          (service === undefined ? '' : `; the interface is of ${service}`),
      };
    }),
  );
