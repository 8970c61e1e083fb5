import type { FaultInfo } from '../domain/fault.ts';

/** The parts of the Describe answers that are read so far, spelled as EC2 spells them; all else passes through untouched. */
export interface Tag {
  readonly Key?: string;
  readonly Value?: string;
}

export interface InstanceDocument {
  readonly InstanceId?: string;
  readonly State?: { readonly Name?: string };
  readonly VpcId?: string;
  readonly PrivateIpAddress?: string;
  readonly NetworkInterfaces?: readonly { readonly NetworkInterfaceId?: string }[];
  readonly Tags?: readonly Tag[];
}

export interface NetworkInterfaceDocument {
  readonly NetworkInterfaceId?: string;
  readonly OwnerId?: string;
  readonly VpcId?: string;
  readonly PrivateIpAddress?: string;
  readonly PrivateIpAddresses?: readonly {
    readonly PrivateIpAddress?: string;
    readonly Association?: { readonly PublicIp?: string };
  }[];
  readonly TagSet?: readonly Tag[];
}

export interface TransitGatewayAttachmentDocument {
  readonly TransitGatewayAttachmentId?: string;
  readonly TransitGatewayId?: string;
  readonly TransitGatewayOwnerId?: string;
  readonly ResourceOwnerId?: string;
  readonly ResourceType?: string;
  readonly ResourceId?: string;
  readonly State?: string;
  readonly Tags?: readonly Tag[];
}

export interface Documents {
  readonly Reservations?: readonly { readonly Instances?: readonly InstanceDocument[] }[];
  readonly NetworkInterfaces?: readonly NetworkInterfaceDocument[];
  readonly TransitGatewayAttachments?: readonly TransitGatewayAttachmentDocument[];
  readonly TransitGateways?: readonly {
    readonly TransitGatewayId?: string;
    readonly TransitGatewayArn?: string;
    readonly OwnerId?: string;
    readonly State?: string;
    readonly Tags?: readonly Tag[];
  }[];
  readonly InternetGateways?: readonly { readonly InternetGatewayId?: string; readonly Tags?: readonly Tag[] }[];
  readonly VpcEndpoints?: readonly {
    readonly VpcEndpointId?: string;
    readonly VpcId?: string;
    readonly State?: string;
    readonly Tags?: readonly Tag[];
  }[];
  readonly VpcPeeringConnections?: readonly {
    readonly VpcPeeringConnectionId?: string;
    readonly Status?: { readonly Code?: string };
    readonly Tags?: readonly Tag[];
  }[];
  readonly VpnGateways?: readonly {
    readonly VpnGatewayId?: string;
    readonly State?: string;
    readonly Tags?: readonly Tag[];
  }[];
}

/** The keys of the Describe answers, which are also the names of a snapshot folder's files. */
export type DocumentKey = keyof Documents;

/** The answers of the Describe calls at one moment: the network's configuration. */
export interface Snapshot {
  /** ISO time at which the first call was made. */
  readonly takenAt: string;
  readonly documents: Documents;
  /** What could not be described: unknown, never absent. */
  readonly unreadable: Readonly<Partial<Record<DocumentKey, FaultInfo>>>;
}
