import {
  AuthorizeSecurityGroupIngressCommand,
  CreateRouteCommand,
  CreateTransitGatewayRouteCommand,
  DeleteRouteCommand,
  DeleteTransitGatewayRouteCommand,
  type EC2Client,
  RevokeSecurityGroupIngressCommand,
} from '@aws-sdk/client-ec2';
import type { Change } from './faults.ts';

/** Makes the call with the SDK's own client. Throws what EC2 refuses. */
export const changeNetwork = async (ec2: EC2Client, { operation, input }: Change): Promise<void> => {
  switch (operation) {
    case 'CreateRoute':
      await ec2.send(new CreateRouteCommand(input));
      return;
    case 'DeleteRoute':
      await ec2.send(new DeleteRouteCommand(input));
      return;
    case 'CreateTransitGatewayRoute':
      await ec2.send(new CreateTransitGatewayRouteCommand(input));
      return;
    case 'DeleteTransitGatewayRoute':
      await ec2.send(new DeleteTransitGatewayRouteCommand(input));
      return;
    case 'AuthorizeSecurityGroupIngress':
      await ec2.send(new AuthorizeSecurityGroupIngressCommand(input));
      return;
    case 'RevokeSecurityGroupIngress':
      await ec2.send(new RevokeSecurityGroupIngressCommand(input));
      return;
  }
};
