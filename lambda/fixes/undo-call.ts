import type { Change, FactChange } from '../domain/change.ts';
import type { Fix } from '../domain/fix.ts';
import { fixOf } from './fix-of.ts';
import { idOf } from './value.ts';

/** How the call behind a fact is undone; undefined where that is not known. */
export type Undo = (change: Change, fact: FactChange) => Fix | undefined;

/** The undoing of calls that name the same things: those of the call that is undone. */
const naming =
  (named: (details: Change['details']) => readonly (string | undefined)[]) =>
  (operation: string, title: string): Undo =>
  ({ details }) =>
    fixOf('undo', title, [operation, ...named(details)]);

const transitTable = naming((details) => [
  '--transit-gateway-route-table-id',
  idOf('tgw-rtb', details.transitGatewayRouteTableId),
  '--transit-gateway-attachment-id',
  idOf('tgw-attach', details.transitGatewayAttachmentId),
]);

export const associateTransit = transitTable(
  'associate-transit-gateway-route-table',
  'associate the attachment with the route table again',
);
export const disassociateTransit = transitTable(
  'disassociate-transit-gateway-route-table',
  'undo the association of the attachment',
);
export const propagateTransit = transitTable(
  'enable-transit-gateway-route-table-propagation',
  'propagate the attachment into the route table again',
);
export const unpropagateTransit = transitTable(
  'disable-transit-gateway-route-table-propagation',
  'end the propagation of the attachment into the route table',
);

const gatewayRoutes = naming((details) => [
  '--route-table-id',
  idOf('rtb', details.routeTableId),
  '--gateway-id',
  idOf('vgw', details.gatewayId),
]);

export const propagateGateway = gatewayRoutes(
  'enable-vgw-route-propagation',
  'propagate the routes of the gateway again',
);
export const unpropagateGateway = gatewayRoutes(
  'disable-vgw-route-propagation',
  'end the propagation of the routes of the gateway',
);

const ASSOCIATION = 'ASSOCIATION_ID';

const associationMeaning = ({ component, after }: FactChange, prefix: string): Fix['blanks'] => {
  const [subnet, other] = [idOf('subnet', component) ?? 'the subnet', idOf(prefix, after)];
  return { [ASSOCIATION]: `the association of ${subnet}${other === undefined ? '' : ` with ${other}`}` };
};

/** The call gave the association an id, which only its answer told. */
export const disassociateTable = (fact: FactChange): Fix | undefined =>
  fixOf(
    'undo',
    'give the subnet the main route table again',
    ['disassociate-route-table', '--association-id', ASSOCIATION],
    associationMeaning(fact, 'rtb'),
  );

export const replaceTable = (fact: FactChange): Fix | undefined =>
  fixOf(
    'undo',
    'give the subnet its route table again',
    ['replace-route-table-association', '--association-id', ASSOCIATION, '--route-table-id', idOf('rtb', fact.before)],
    associationMeaning(fact, 'rtb'),
  );

export const replaceAcl = (fact: FactChange): Fix | undefined =>
  fixOf(
    'undo',
    'give the subnet its network ACL again',
    ['replace-network-acl-association', '--association-id', ASSOCIATION, '--network-acl-id', idOf('acl', fact.before)],
    associationMeaning(fact, 'acl'),
  );

/** Starts an instance that ran before. */
export const startInstance = ({ component, before, after }: FactChange): Fix | undefined =>
  before === 'running' && (after === 'stopped' || after === 'stopping')
    ? fixOf('undo', 'start the instance again', ['start-instances', '--instance-ids', idOf('i', component)])
    : undefined;

/** Gives an interface the groups that it had: https://docs.aws.amazon.com/cli/latest/reference/ec2/modify-network-interface-attribute.html. */
export const regroup = ({ component, before, after }: FactChange): Fix | undefined => {
  const isGroups = after?.split(', ').every((id) => idOf('sg', id) !== undefined) === true;
  const groups = before?.split(', ').map((id) => idOf('sg', id)) ?? [undefined];
  return isGroups
    ? fixOf('undo', 'give the network interface its security groups again', [
        'modify-network-interface-attribute',
        '--network-interface-id',
        idOf('eni', component),
        '--groups',
        ...groups,
      ])
    : undefined;
};
