import { isFound } from '../../lambda/network/lookup.ts';
import { clientsOf } from './clients.ts';
import { databasePort } from './databases.ts';
import type { Ground } from './ground.ts';
import { groupText, namedPort } from './ports.ts';
import type { Party, Proposal } from './proposal.ts';
import { serversBehind } from './servers.ts';

/** By these people come, not clients. */
const administration: ReadonlySet<number> = new Set([22, 3389]);

/** What load balancers forward to is known by their target groups. */
const areBalancers = ({ resources }: Party, { network, balancers }: Ground): boolean =>
  resources.some(({ id }) => {
    const one = network.interface(id);
    return isFound(one) && balancers.balancerOf(one.thing).kind !== 'absent';
  });

/** One group to another: a security group admits it by name, on a port that is neither of a database nor for administration. */
export const findServices = (ground: Ground): readonly Proposal[] =>
  serversBehind((rule) => {
    const port = namedPort(rule);
    const isOther = port === undefined || administration.has(port) || databasePort(rule) !== undefined;
    return isOther ? undefined : port;
  }, ground).flatMap((server) => {
    const { group, rule, port, resources, name } = server;
    const peers = rule.peers.filter(({ kind }) => kind === 'group');
    const clients = clientsOf({ peers }, server, ground).filter((one) => !areBalancers(one, ground));
    return clients.map(
      ({ peer, ...from }): Proposal => ({
        kind: 'service',
        from,
        to: { resources, ...(name === undefined ? {} : { name }) },
        protocol: 'tcp',
        port,
        expect: 'reachable',
        why: `the security group ${groupText(group)} admits ${peer} by name, on tcp/${port}`,
      }),
    );
  });
