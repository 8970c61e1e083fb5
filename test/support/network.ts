import type { FaultInfo } from '../../lambda/domain/fault.ts';
import { type Inventory, inventoryOf } from '../../lambda/snapshot/inventory.ts';
import type { DocumentKey, Documents } from '../../lambda/snapshot/snapshot.ts';

export const vpcA = 'vpc-0aaaaaaaaaaaaaaaa';
export const vpcB = 'vpc-0bbbbbbbbbbbbbbbb';
export const gateway = 'tgw-0aaaaaaaaaaaaaaaa';
export const gatewayArn = `arn:aws:ec2:ap-northeast-1:111111111111:transit-gateway/${gateway}`;

const tagsOf = (tags: Readonly<Record<string, string>>) => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

/** One running instance; its id and address end in the same character. */
export const anInstance = (
  character: string,
  over: { readonly vpc?: string; readonly state?: string; readonly tags?: Readonly<Record<string, string>> } = {},
) => ({
  Instances: [
    {
      InstanceId: `i-0${character.repeat(16)}`,
      State: { Name: over.state ?? 'running' },
      VpcId: over.vpc ?? vpcA,
      PrivateIpAddress: `10.0.0.${Number.parseInt(character, 16)}`,
      Tags: tagsOf(over.tags ?? {}),
    },
  ],
});

export const anInterface = (character: string, vpc: string, address: string, publicAddress?: string) => ({
  NetworkInterfaceId: `eni-0${character.repeat(16)}`,
  VpcId: vpc,
  PrivateIpAddress: address,
  PrivateIpAddresses: [
    {
      PrivateIpAddress: address,
      ...(publicAddress === undefined ? {} : { Association: { PublicIp: publicAddress } }),
    },
  ],
});

export const anAttachment = (
  character: string,
  vpc: string,
  over: Partial<NonNullable<Documents['TransitGatewayAttachments']>[number]> = {},
) => ({
  TransitGatewayAttachmentId: `tgw-attach-0${character.repeat(16)}`,
  TransitGatewayId: gateway,
  TransitGatewayOwnerId: '111111111111',
  ResourceOwnerId: '111111111111',
  ResourceType: 'vpc',
  ResourceId: vpc,
  State: 'available',
  ...over,
});

export const aFault = (operation: string): FaultInfo => ({
  kind: 'denied',
  operation,
  code: 'UnauthorizedOperation',
  message: 'You are not authorized to perform this operation.',
});

export const anInventory = (
  documents: Documents,
  unreadable: Readonly<Partial<Record<DocumentKey, FaultInfo>>> = {},
): Inventory => inventoryOf({ takenAt: '2026-11-22T10:00:00.000Z', documents, unreadable });

/** Instances `a` and `b` in two VPCs that are attached to one transit gateway. */
export const twoVpcs: Documents = {
  Reservations: [anInstance('a'), anInstance('b', { vpc: vpcB })],
  TransitGatewayAttachments: [anAttachment('a', vpcA), anAttachment('b', vpcB)],
};
