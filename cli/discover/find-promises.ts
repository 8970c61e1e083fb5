import { databasesIn } from './databases.ts';
import type { Ground } from './ground.ts';
import type { Proposal } from './proposal.ts';

/** What must not be: the internet reaching a database. Only where the VPC has a way to the internet at all. */
export const findPromises = (ground: Ground): readonly Proposal[] =>
  databasesIn(ground).flatMap(({ vpc, port, product, resources, name }): readonly Proposal[] => {
    const gateway = ground.relations.internetGatewayOf(vpc);
    const resource = gateway.kind === 'found' ? ground.resource(gateway.thing) : undefined;
    return resource === undefined
      ? []
      : [
          {
            kind: 'promise',
            from: { resources: [resource], name: 'internet' },
            to: { resources, ...(name === undefined ? {} : { name }) },
            protocol: 'tcp',
            port,
            expect: 'unreachable',
            why: `${vpc} has the internet gateway ${resource.id}, and nobody on the internet should reach ${product} on tcp/${port}`,
          },
        ];
  });
