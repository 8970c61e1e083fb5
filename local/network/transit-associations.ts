import type {
  AssociateTransitGatewayRouteTableRequest,
  DisassociateTransitGatewayRouteTableRequest,
} from '@aws-sdk/client-ec2';
import { part, text } from '../../lambda/snapshot/raw.ts';
import { ServiceError } from '../endpoint.ts';
import type { Change } from './change.ts';
import { omit, withElement } from './elements.ts';
import { attachmentNamed, endOf, tableNamed } from './transit-table.ts';

/** An attachment is associated with one table at most. */
const associate: Change<AssociateTransitGatewayRouteTableRequest> = (documents, request) => {
  const table = tableNamed(documents, request.TransitGatewayRouteTableId);
  const attachment = attachmentNamed(documents, request.TransitGatewayAttachmentId, table);
  if (text(part(attachment, 'Association'), 'TransitGatewayRouteTableId') !== undefined) {
    const message = `Transit Gateway Attachment ${request.TransitGatewayAttachmentId} is already associated to a route table.`;
    throw new ServiceError('Resource.AlreadyAssociated', message);
  }
  const { TransitGatewayRouteTableId } = request;
  const Association = { TransitGatewayRouteTableId, State: 'associated' };
  return {
    documents: withElement(documents, 'TransitGatewayAttachments', { ...attachment, Association }),
    answer: { Association: { TransitGatewayRouteTableId, ...endOf(attachment), State: 'associating' } },
  };
};

const disassociate: Change<DisassociateTransitGatewayRouteTableRequest> = (documents, request) => {
  const table = tableNamed(documents, request.TransitGatewayRouteTableId);
  const attachment = attachmentNamed(documents, request.TransitGatewayAttachmentId, table);
  const { TransitGatewayRouteTableId, TransitGatewayAttachmentId } = request;
  if (text(part(attachment, 'Association'), 'TransitGatewayRouteTableId') !== TransitGatewayRouteTableId) {
    const message = `Transit Gateway Attachment ${TransitGatewayAttachmentId} is not associated to Transit Gateway Route Table ${TransitGatewayRouteTableId}.`;
    throw new ServiceError('InvalidAssociation.NotFound', message);
  }
  return {
    documents: withElement(documents, 'TransitGatewayAttachments', omit(attachment, ['Association'])),
    answer: { Association: { TransitGatewayRouteTableId, ...endOf(attachment), State: 'disassociating' } },
  };
};

/** AssociateTransitGatewayRouteTable and DisassociateTransitGatewayRouteTable: done at once, and answered as under way. */
export const transitAssociationChanges = {
  AssociateTransitGatewayRouteTable: associate,
  DisassociateTransitGatewayRouteTable: disassociate,
};
