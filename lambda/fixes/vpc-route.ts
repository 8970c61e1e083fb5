import { blockOf, idOf } from './value.ts';

/** Stands for a target, and for the option that its kind needs. */
export const TARGET = 'TARGET';
export const TARGET_OPTION = '--TARGET-KIND';
/** Stands for a destination that is not known. */
export const DESTINATION = 'DESTINATION_CIDR';

/** Which option names a target: https://docs.aws.amazon.com/cli/latest/reference/ec2/create-route.html. */
const targetOptions: Readonly<Record<string, string>> = {
  igw: '--gateway-id',
  vgw: '--gateway-id',
  tgw: '--transit-gateway-id',
  nat: '--nat-gateway-id',
  pcx: '--vpc-peering-connection-id',
  eni: '--network-interface-id',
  vpce: '--vpc-endpoint-id',
  eigw: '--egress-only-internet-gateway-id',
  i: '--instance-id',
  cagw: '--carrier-gateway-id',
  lgw: '--local-gateway-id',
};

const targetWords = (target: string | undefined): readonly (string | undefined)[] => {
  if (target === TARGET) return [TARGET_OPTION, TARGET];
  if (target === 'local') return ['--local-target'];
  const prefix = target?.replace(/-[0-9a-f]+$/, '') ?? '';
  const option = Object.hasOwn(targetOptions, prefix) ? targetOptions[prefix] : undefined;
  return [option, idOf(prefix, target)];
};

/** A route of a VPC's route table. */
export interface VpcRoute {
  readonly table: string | undefined;
  /** An address, a CIDR or a prefix list. */
  readonly destination: string | undefined;
  readonly target?: string | undefined;
}

const destinationWords = (destination: string | undefined): readonly (string | undefined)[] => {
  if (destination === DESTINATION) return ['--destination-cidr-block', DESTINATION];
  if (idOf('pl', destination) !== undefined) return ['--destination-prefix-list-id', destination];
  const block = blockOf(destination);
  return [block?.family === 6 ? '--destination-ipv6-cidr-block' : '--destination-cidr-block', block?.cidr];
};

/**
 * The words of a call about a route; one of them is undefined where a part is not known. `local` is a target of
 * `replace` alone, and the routes of gateway endpoints, to prefix lists of AWS, are made by the endpoint.
 */
export const vpcRouteWords = (
  verb: 'create' | 'replace' | 'delete',
  { table, destination, target }: VpcRoute,
): readonly (string | undefined)[] => {
  const isEndpoints = destination?.startsWith('pl-') === true && target?.startsWith('vpce-') === true;
  const isImpossible = isEndpoints || (target === 'local' && verb !== 'replace');
  return [
    `${verb}-route`,
    '--route-table-id',
    idOf('rtb', table),
    ...destinationWords(destination),
    ...(isImpossible ? [undefined] : []),
    ...(verb === 'delete' ? [] : targetWords(target)),
  ];
};
