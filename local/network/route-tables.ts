import type {
  AssociateRouteTableRequest,
  CreateRouteTableRequest,
  DeleteRouteTableRequest,
  DisassociateRouteTableRequest,
  ReplaceRouteTableAssociationRequest,
} from '@aws-sdk/client-ec2';
import { flag, list, type Raw, text } from '../../lambda/snapshot/raw.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { required, tagsOf } from '../ec2/insights-rules.ts';
import { ServiceError } from '../endpoint.ts';
import type { Change } from './change.ts';
import { cidrsOfVpc, elementsOf, withElement, withElements, withoutElement } from './elements.ts';
import { checkSameVpc, named } from './resource.ts';

const localRoute = (cidr: string): Raw => ({
  [cidr.includes(':') ? 'DestinationIpv6CidrBlock' : 'DestinationCidrBlock']: cidr,
  GatewayId: 'local',
  Origin: 'CreateRouteTable',
  State: 'active',
});

const create: Change<CreateRouteTableRequest> = (documents, request, { account, newId }) => {
  const vpc = named(documents, 'Vpcs', request.VpcId, 'VpcId');
  const table = {
    RouteTableId: newId('rtb'),
    VpcId: text(vpc, 'VpcId'),
    OwnerId: account,
    Associations: [],
    PropagatingVgws: [],
    Routes: cidrsOfVpc(vpc).map(localRoute),
    Tags: tagsOf(request.TagSpecifications, 'route-table'),
  };
  return { documents: withElement(documents, 'RouteTables', table), answer: { RouteTable: table } };
};

const remove: Change<DeleteRouteTableRequest> = (documents, request) => {
  const table = named(documents, 'RouteTables', request.RouteTableId, 'RouteTableId');
  const id = text(table, 'RouteTableId') ?? '';
  if (list(table, 'Associations').length > 0) {
    const message = `The routeTable '${id}' has dependencies and cannot be deleted.`;
    throw new ServiceError('DependencyViolation', message);
  }
  return { documents: withoutElement(documents, 'RouteTables', id), answer: {} };
};

const associated: Raw = { State: 'associated' };

const associations = (documents: Documents): readonly (readonly [Raw, Raw])[] =>
  elementsOf(documents, 'RouteTables').flatMap((table) =>
    list(table, 'Associations').map((association) => [table, association] as const),
  );

/** The association of that id, and the table that has it. */
const associationOf = (documents: Documents, id: string | undefined): readonly [Raw, Raw] => {
  required(id, 'AssociationId');
  const known = associations(documents).find(([, one]) => text(one, 'RouteTableAssociationId') === id);
  if (known === undefined) {
    throw new ServiceError('InvalidAssociationID.NotFound', `The association ID '${id}' does not exist`);
  }
  return known;
};

const without = (table: Raw, association: Raw): Raw => ({
  ...table,
  Associations: list(table, 'Associations').filter((one) => one !== association),
});

const including = (table: Raw, association: Raw): Raw => ({
  ...table,
  Associations: [...list(table, 'Associations'), association],
});

/** The end of a new association: a subnet, or a gateway at the VPC's edge. */
const endOf = (documents: Documents, table: Raw, request: AssociateRouteTableRequest): Raw => {
  const { SubnetId, GatewayId } = request;
  const vpc = text(table, 'VpcId');
  if (GatewayId !== undefined) {
    const isVpn = GatewayId.startsWith('vgw-');
    const gateway = named(documents, isVpn ? 'VpnGateways' : 'InternetGateways', GatewayId, 'GatewayId');
    const attachment = list(gateway, isVpn ? 'VpcAttachments' : 'Attachments').find(
      (one) => text(one, 'VpcId') === vpc,
    );
    const ends = [vpc, text(attachment ?? {}, 'VpcId')];
    checkSameVpc(`route table ${request.RouteTableId}`, `network gateway ${GatewayId}`, ends);
    return { GatewayId };
  }
  const subnet = named(documents, 'Subnets', SubnetId, 'SubnetId');
  checkSameVpc(`route table ${request.RouteTableId}`, `subnet ${SubnetId}`, [vpc, text(subnet, 'VpcId')]);
  return { SubnetId };
};

const associate: Change<AssociateRouteTableRequest> = (documents, request, { newId }) => {
  const table = named(documents, 'RouteTables', request.RouteTableId, 'RouteTableId');
  const end = endOf(documents, table, request);
  const isTaken = ([, one]: readonly [Raw, Raw]): boolean =>
    Object.entries(end).every(([field, id]) => text(one, field) === id);
  if (associations(documents).some(isTaken)) {
    const message = `the specified association for route table ${request.RouteTableId} conflicts with an existing association`;
    throw new ServiceError('Resource.AlreadyAssociated', message);
  }
  const AssociationId = newId('rtbassoc');
  const association = {
    Main: false,
    RouteTableAssociationId: AssociationId,
    RouteTableId: request.RouteTableId,
    ...end,
    AssociationState: associated,
  };
  return {
    documents: withElement(documents, 'RouteTables', including(table, association)),
    answer: { AssociationId, AssociationState: associated },
  };
};

const disassociate: Change<DisassociateRouteTableRequest> = (documents, request) => {
  const [table, association] = associationOf(documents, request.AssociationId);
  if (flag(association, 'Main') === true) {
    const message = `cannot disassociate the main route table association ${request.AssociationId}`;
    throw new ServiceError('InvalidParameterValue', message);
  }
  return { documents: withElement(documents, 'RouteTables', without(table, association)), answer: {} };
};

/** The main association can be replaced too: the other table becomes the VPC's main one. */
const replace: Change<ReplaceRouteTableAssociationRequest> = (documents, request, { newId }) => {
  const [before, association] = associationOf(documents, request.AssociationId);
  const after = named(documents, 'RouteTables', request.RouteTableId, 'RouteTableId');
  const id = request.RouteTableId;
  const vpcs = [text(after, 'VpcId'), text(before, 'VpcId')];
  checkSameVpc(`route table ${id}`, `route table ${text(before, 'RouteTableId')}`, vpcs);
  const NewAssociationId = newId('rtbassoc');
  const moved = { ...association, RouteTableAssociationId: NewAssociationId, RouteTableId: id };
  const tables =
    before === after
      ? [including(without(before, association), moved)]
      : [without(before, association), including(after, moved)];
  return {
    documents: withElements(documents, 'RouteTables', tables),
    answer: { NewAssociationId, AssociationState: associated },
  };
};

/** The calls that make, remove and associate VPC route tables. */
export const routeTableChanges = {
  CreateRouteTable: create,
  DeleteRouteTable: remove,
  AssociateRouteTable: associate,
  DisassociateRouteTable: disassociate,
  ReplaceRouteTableAssociation: replace,
};
