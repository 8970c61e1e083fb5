import type { Raw } from '../../lambda/snapshot/raw.ts';
import { owner } from '../large-network/site.ts';
import { idIn } from './ids.ts';
import { internetGatewayId, natGatewayId } from './routes.ts';
import { sides, subnetId, vpcId } from './subnets.ts';
import { attachmentId } from './transit.ts';

const attachedInterface = (cell: number, number: number, over: Raw): Raw => ({
  Attachment: {
    AttachmentId: idIn(cell, 'eni-attach', number),
    DeviceIndex: 1,
    InstanceOwnerId: 'amazon-aws',
    Status: 'attached',
  },
  AvailabilityZone: 'eu-west-1a',
  Groups: [],
  Ipv6Addresses: [],
  NetworkInterfaceId: idIn(cell, 'eni', number),
  OwnerId: owner,
  RequesterManaged: true,
  SourceDestCheck: false,
  Status: 'in-use',
  TagSet: [],
  ...over,
});

/** Numbers of interfaces that are no instance's. */
const NAT = 900;
const TRANSIT = 901;
const NAT_ADDRESS = '10.0.0.250';

const natAddress = (cell: number): Raw => ({
  AllocationId: idIn(cell, 'eipalloc', NAT),
  AssociationId: idIn(cell, 'eipassoc', NAT),
  IpOwnerId: owner,
  PublicIp: `198.19.${cell}.250`,
});

/** The ways out of a cell: to the internet, and by the transit gateway; with the interfaces that they have. */
export const gatewayParts = (cell: number) => ({
  InternetGateways: [
    {
      Attachments: [{ State: 'available', VpcId: vpcId(cell, 'a') }],
      InternetGatewayId: internetGatewayId(cell),
      OwnerId: owner,
      Tags: [],
    },
  ],
  NatGateways: [
    {
      ConnectivityType: 'public',
      NatGatewayAddresses: [
        {
          AllocationId: idIn(cell, 'eipalloc', NAT),
          IsPrimary: true,
          NetworkInterfaceId: idIn(cell, 'eni', NAT),
          PrivateIp: NAT_ADDRESS,
          PublicIp: `198.19.${cell}.250`,
          Status: 'succeeded',
        },
      ],
      NatGatewayId: natGatewayId(cell),
      State: 'available',
      SubnetId: subnetId(cell, 'web'),
      Tags: [],
      VpcId: vpcId(cell, 'a'),
    },
  ],
  interfaces: [
    attachedInterface(cell, NAT, {
      Association: natAddress(cell),
      Description: `Interface for NAT Gateway ${natGatewayId(cell)}`,
      InterfaceType: 'nat_gateway',
      PrivateIpAddress: NAT_ADDRESS,
      PrivateIpAddresses: [{ Association: natAddress(cell), Primary: true, PrivateIpAddress: NAT_ADDRESS }],
      SubnetId: subnetId(cell, 'web'),
      VpcId: vpcId(cell, 'a'),
    }),
    ...sides.map((side, place) => {
      const PrivateIpAddress = side === 'a' ? '10.0.3.10' : '10.1.5.10';
      return attachedInterface(cell, TRANSIT + place, {
        Description: `Network Interface for Transit Gateway Attachment ${attachmentId(cell, side)}`,
        InterfaceType: 'transit_gateway',
        PrivateIpAddress,
        PrivateIpAddresses: [{ Primary: true, PrivateIpAddress }],
        RequesterManaged: false,
        SubnetId: subnetId(cell, `transit-${side}`),
        VpcId: vpcId(cell, side),
      });
    }),
  ],
});
