import type {
  DisableTransitGatewayRouteTablePropagationRequest,
  EnableTransitGatewayRouteTablePropagationRequest,
} from '@aws-sdk/client-ec2';
import { list, type Raw, text } from '../../lambda/snapshot/raw.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { ServiceError } from '../endpoint.ts';
import type { Change } from './change.ts';
import { withElement } from './elements.ts';
import { attachmentNamed, endOf, isStatic, propagationsOf, routesOf, tableNamed, withRoutes } from './transit-table.ts';

const withPropagations = (documents: Documents, table: string, propagations: readonly Raw[]): Documents =>
  withElement(documents, 'TransitGatewayPropagations', {
    TransitGatewayRouteTableId: table,
    TransitGatewayRouteTablePropagations: propagations,
  });

const sameAttachment = (raw: Raw, attachment: Raw): boolean =>
  text(raw, 'TransitGatewayAttachmentId') === text(attachment, 'TransitGatewayAttachmentId');

/** Brings the routes of a VPC's CIDR blocks; what other attachments would bring is not known here. */
const enable: Change<EnableTransitGatewayRouteTablePropagationRequest> = (documents, request) => {
  const table = tableNamed(documents, request.TransitGatewayRouteTableId);
  const attachment = attachmentNamed(documents, request.TransitGatewayAttachmentId, table);
  const id = text(table, 'TransitGatewayRouteTableId') ?? '';
  const before = propagationsOf(documents, id);
  if (before.some((one) => sameAttachment(one, attachment) && text(one, 'State') !== 'disabled')) {
    const message = `Propagation ${request.TransitGatewayAttachmentId} already exists in Transit Gateway Route Table ${id}.`;
    throw new ServiceError('TransitGatewayRouteTablePropagation.Duplicate', message);
  }
  const routes = routesOf(documents, id);
  const propagation = { ...endOf(attachment), State: 'enabled' };
  const others = before.filter((one) => !sameAttachment(one, attachment));
  return {
    documents: withRoutes(withPropagations(documents, id, [...others, propagation]), id, routes),
    answer: { Propagation: { ...propagation, TransitGatewayRouteTableId: id } },
  };
};

const disable: Change<DisableTransitGatewayRouteTablePropagationRequest> = (documents, request) => {
  const table = tableNamed(documents, request.TransitGatewayRouteTableId);
  const attachment = attachmentNamed(documents, request.TransitGatewayAttachmentId, table);
  const id = text(table, 'TransitGatewayRouteTableId') ?? '';
  const before = propagationsOf(documents, id);
  if (!before.some((one) => sameAttachment(one, attachment))) {
    const message = `Propagation ${request.TransitGatewayAttachmentId} does not exist in Transit Gateway Route Table ${id}.`;
    throw new ServiceError('TransitGatewayRouteTablePropagation.NotFound', message);
  }
  const brought = (route: Raw): boolean =>
    !isStatic(route) && list(route, 'TransitGatewayAttachments').some((one) => sameAttachment(one, attachment));
  const left = routesOf(documents, id).filter((route) => !brought(route));
  const others = before.filter((one) => !sameAttachment(one, attachment));
  return {
    documents: withRoutes(withPropagations(documents, id, others), id, left),
    answer: { Propagation: { ...endOf(attachment), TransitGatewayRouteTableId: id, State: 'disabled' } },
  };
};

/** EnableTransitGatewayRouteTablePropagation and DisableTransitGatewayRouteTablePropagation. */
export const transitPropagationChanges = {
  EnableTransitGatewayRouteTablePropagation: enable,
  DisableTransitGatewayRouteTablePropagation: disable,
};
