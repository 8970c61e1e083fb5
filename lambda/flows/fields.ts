/*
 * The fields of VPC flow log records: https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html.
 */

/** What kind of value a field has, which tells how it is checked and read. */
export type FieldKind =
  | 'text'
  | 'number'
  | 'address'
  | 'port'
  | 'protocol'
  | 'seconds'
  | 'action'
  | 'status'
  | 'tcp-flags'
  | 'traffic-path'
  | 'direction'
  | 'sublocation'
  | 'reject-reason'
  | 'encryption';

export interface FlowField {
  /** As AWS spells it. */
  readonly name: string;
  /** The version of the record format that brought it. */
  readonly version: number;
  readonly kind: FieldKind;
  /** A sentence without its full stop. */
  readonly meaning: string;
}

// biome-ignore format: a table, one line a field
const table: readonly (readonly [name: string, version: number, kind: FieldKind, meaning: string])[] = [
  ['version', 2, 'number', 'the highest version among the fields of the record'],
  ['account-id', 2, 'text', 'the account that owns the network interface'],
  ['interface-id', 2, 'text', 'the network interface that the traffic was recorded at'],
  ['srcaddr', 2, 'address', 'where the packets come from, as the interface sees it'],
  ['dstaddr', 2, 'address', 'where the packets go to, as the interface sees it'],
  ['srcport', 2, 'port', 'the port that the packets come from'],
  ['dstport', 2, 'port', 'the port that the packets go to'],
  ['protocol', 2, 'protocol', 'the IANA number of the protocol'],
  ['packets', 2, 'number', 'packets of the flow in this interval'],
  ['bytes', 2, 'number', 'bytes of the flow in this interval'],
  ['start', 2, 'seconds', 'when the first packet of the interval came'],
  ['end', 2, 'seconds', 'when the last packet of the interval came'],
  ['action', 2, 'action', 'what security groups and network ACLs made of the packets'],
  ['log-status', 2, 'status', 'whether there was anything to record, and whether it was recorded'],
  ['vpc-id', 3, 'text', 'the VPC of the interface'],
  ['subnet-id', 3, 'text', 'the subnet of the interface'],
  ['instance-id', 3, 'text', 'the instance that the interface is attached to'],
  ['tcp-flags', 3, 'tcp-flags', 'the TCP flags of the interval, taken together'],
  ['type', 3, 'text', 'IPv4, IPv6 or EFA'],
  ['pkt-srcaddr', 3, 'address', 'where the packets come from by their own header, whatever stands between'],
  ['pkt-dstaddr', 3, 'address', 'where the packets go to by their own header, whatever stands between'],
  ['region', 4, 'text', 'the Region of the interface'],
  ['az-id', 4, 'text', 'the Availability Zone of the interface'],
  ['sublocation-type', 4, 'sublocation', 'the kind of place outside of an Availability Zone'],
  ['sublocation-id', 4, 'text', 'that place'],
  ['pkt-src-aws-service', 5, 'text', 'the AWS service that the source address belongs to'],
  ['pkt-dst-aws-service', 5, 'text', 'the AWS service that the destination address belongs to'],
  ['flow-direction', 5, 'direction', 'into the interface or out of it'],
  ['traffic-path', 5, 'traffic-path', 'the way that outgoing packets take'],
  ['ecs-cluster-arn', 7, 'text', 'ARN of the ECS cluster'],
  ['ecs-cluster-name', 7, 'text', 'name of the ECS cluster'],
  ['ecs-container-instance-arn', 7, 'text', 'ARN of the ECS container instance'],
  ['ecs-container-instance-id', 7, 'text', 'id of the ECS container instance'],
  ['ecs-container-id', 7, 'text', 'runtime id of the first container of the ECS task'],
  ['ecs-second-container-id', 7, 'text', 'runtime id of its second container'],
  ['ecs-service-name', 7, 'text', 'name of the ECS service that started the task'],
  ['ecs-task-definition-arn', 7, 'text', 'ARN of the ECS task definition'],
  ['ecs-task-arn', 7, 'text', 'ARN of the ECS task'],
  ['ecs-task-id', 7, 'text', 'id of the ECS task'],
  ['reject-reason', 8, 'reject-reason', 'why the packets were rejected, other than by groups and ACLs'],
  ['resource-id', 9, 'text', 'the regional NAT gateway that the traffic was recorded at'],
  ['encryption-status', 10, 'encryption', 'whether the packets were encrypted on their way'],
];

export const flowFields: readonly FlowField[] = table.map(([name, version, kind, meaning]) => ({
  name,
  version,
  kind,
  meaning,
}));

const byName: ReadonlyMap<string, FlowField> = new Map(flowFields.map((field) => [field.name, field]));

/** A field by its name; undefined for one that is newer than this table. */
export const fieldNamed = (name: string): FlowField | undefined => byName.get(name);
