import { keyed, list, type Raw, text } from '../../lambda/snapshot/raw.ts';
import { type DocumentKey, documentParts, type Snapshot } from '../../lambda/snapshot/snapshot.ts';
import { shown } from './shown.ts';

/** Where a resource is, and what people call it. */
export interface Place {
  /** The value of its tag `Name`. */
  readonly name?: string;
  readonly vpcId?: string;
  readonly subnetId?: string;
}

export type Places = ReadonlyMap<string, Place>;

/** The parts of a snapshot whose resources are drawn. */
const drawn: readonly DocumentKey[] = [
  'Vpcs',
  'Subnets',
  'NetworkInterfaces',
  'InternetGateways',
  'EgressOnlyInternetGateways',
  'NatGateways',
  'VpcPeeringConnections',
  'TransitGateways',
  'TransitGatewayAttachments',
  'TransitGatewayRouteTables',
  'VpnGateways',
  'VpnConnections',
  'VpcEndpoints',
  'RouteTables',
  'SecurityGroups',
  'NetworkAcls',
];

const nameIn = (raw: Raw): string | undefined => keyed(raw, 'Tags').Name ?? keyed(raw, 'TagSet').Name;

/** An internet gateway is of the VPC that it is attached to. */
const vpcIn = (raw: Raw): string | undefined =>
  text(raw, 'VpcId') ??
  [...list(raw, 'Attachments'), ...list(raw, 'VpcAttachments')].map((each) => text(each, 'VpcId'))[0];

const placeOf = (raw: Raw, id: string): readonly [string, Place] => {
  const name = nameIn(raw);
  const vpcId = vpcIn(raw);
  const subnetId = text(raw, 'SubnetId');
  return [
    id,
    {
      ...(name !== undefined && name.trim() !== '' && { name: shown(name, 100) }),
      ...(vpcId !== undefined && { vpcId }),
      ...(subnetId !== undefined && { subnetId }),
    },
  ];
};

const placesIn = (raws: readonly Raw[], idField: string): readonly (readonly [string, Place])[] =>
  raws.flatMap((raw) => {
    const id = text(raw, idField);
    return id === undefined ? [] : [placeOf(raw, id)];
  });

/** The name and place of everything in a snapshot that can be drawn, by its id. One pass over its resources. */
export const placesOf = ({ documents }: Snapshot): Places =>
  new Map([
    ...drawn.flatMap((key) => placesIn(documents[key] ?? [], documentParts[key].id)),
    ...(documents.Reservations ?? []).flatMap((reservation) => placesIn(list(reservation, 'Instances'), 'InstanceId')),
  ]);
