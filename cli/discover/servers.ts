import type { GroupRule, SecurityGroup } from '../../lambda/network/security-group.ts';
import { type Ground, resourcesOf } from './ground.ts';
import type { Party } from './proposal.ts';

/** What listens, by the rule of its security group that lets its clients in. */
export interface Server extends Party {
  readonly vpc: string;
  readonly group: SecurityGroup;
  readonly rule: GroupRule;
  readonly port: number;
  /** The service of AWS that made the interface. */
  readonly service?: string;
}

type Members = Pick<Server, 'resources' | 'name' | 'service' | 'vpc'>;

/** One each for what a service of AWS has made, since each is a database of its own; all others of a group are one together. */
const membersOf = (group: SecurityGroup, ground: Ground): readonly Members[] => {
  const members = ground
    .having(group.id)
    // Their listeners say better what load balancers offer.
    .filter((one) => ground.balancers.balancerOf(one).kind === 'absent')
    .map((one) => ({ one, service: ground.serviceOf(one) }));
  const own = members.filter(({ service }) => service === undefined).map(({ one }) => one);
  const together = resourcesOf(ground, own);
  return [
    ...(together.length === 0
      ? []
      : [{ resources: together, vpc: own[0]?.vpc ?? '', ...(group.name === undefined ? {} : { name: group.name }) }]),
    ...members.flatMap(({ one, service }): readonly Members[] => {
      const resource = service === undefined ? undefined : ground.resourceOf(one);
      return resource === undefined || service === undefined
        ? []
        : [
            {
              resources: [resource],
              vpc: one.vpc,
              service,
              name: `${service.toLowerCase()}-${group.name ?? group.id}`,
            },
          ];
    }),
  ];
};

/** Every server behind a rule that names a port of the wanted sort. */
export const serversBehind = (portOf: (rule: GroupRule) => number | undefined, ground: Ground): readonly Server[] =>
  ground.groups.flatMap((group) =>
    group.ingress.flatMap((rule) => {
      const port = portOf(rule);
      return port === undefined ? [] : membersOf(group, ground).map((members) => ({ ...members, group, rule, port }));
    }),
  );
