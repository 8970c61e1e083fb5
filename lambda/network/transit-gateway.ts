import { flag, isFlawedList, list, part, type Raw, text, texts } from '../snapshot/raw.ts';
import { type Address, blockOf } from './address.ts';
import { type Lookups, lookupsOf, type Prefixed } from './longest-prefix.ts';
import type { Range, Ranges } from './ranges.ts';

export interface TransitGateway {
  readonly id: string;
  readonly owner?: string;
  readonly state: string;
  readonly referencesGroups: boolean;
}

export const transitGatewayOf = (id: string, raw: Raw): TransitGateway => {
  const owner = text(raw, 'OwnerId');
  return {
    id,
    ...(owner === undefined ? {} : { owner }),
    state: text(raw, 'State') ?? 'available',
    referencesGroups: text(part(raw, 'Options'), 'SecurityGroupReferencingSupport') === 'enable',
  };
};

/** One side of an attachment: a peering attachment has one at each transit gateway. */
export interface TransitAttachment {
  readonly id: string;
  readonly transitGateway: string;
  readonly type: string;
  /** The VPC, VPN connection, other transit gateway, Direct Connect gateway … */
  readonly resource: string;
  readonly owner?: string;
  readonly resourceOwner?: string;
  readonly state: string;
  /** The table that its packets are looked up in. */
  readonly table?: string;
  /** Absent where the attachment of the VPC is not described. */
  readonly subnets?: readonly string[];
  readonly isAppliance: boolean;
  readonly referencesGroups: boolean;
}

/** `detail` is the element of DescribeTransitGatewayVpcAttachments with the same id. */
export const transitAttachmentOf = (id: string, raw: Raw, detail: Raw | undefined): TransitAttachment => {
  const association = part(raw, 'Association');
  const table =
    text(association, 'State') === 'associated' ? text(association, 'TransitGatewayRouteTableId') : undefined;
  const options = detail === undefined ? {} : part(detail, 'Options');
  const owner = text(raw, 'TransitGatewayOwnerId');
  const resourceOwner = text(raw, 'ResourceOwnerId');
  return {
    id,
    transitGateway: text(raw, 'TransitGatewayId') ?? '',
    type: text(raw, 'ResourceType') ?? 'unknown',
    resource: text(raw, 'ResourceId') ?? '',
    ...(owner === undefined ? {} : { owner }),
    ...(resourceOwner === undefined ? {} : { resourceOwner }),
    state: text(raw, 'State') ?? 'unknown',
    ...(table === undefined ? {} : { table }),
    ...(detail === undefined ? {} : { subnets: texts(detail, 'SubnetIds') }),
    isAppliance: text(options, 'ApplianceModeSupport') === 'enable',
    referencesGroups: text(options, 'SecurityGroupReferencingSupport') === 'enable',
  };
};

export interface TransitRoute {
  readonly destination: string;
  readonly prefixList?: string;
  readonly type: 'static' | 'propagated';
  /** As the API spells it: only `active` carries packets. */
  readonly state: string;
  readonly attachments: readonly { readonly id: string; readonly resource: string; readonly type: string }[];
}

export interface TransitFlaw {
  readonly reason: string;
  /** Whether routes of any prefix may be missing, longer ones than those that are known too. */
  readonly isPartial: boolean;
  /** What announces routes that nobody describes: a Direct Connect gateway, a Connect attachment. */
  readonly unmodelled?: string;
}

export interface TransitRouteTable {
  readonly id: string;
  readonly lookups: Lookups<TransitRoute>;
  /** Why there may be routes that are not here. */
  readonly flaws: readonly TransitFlaw[];
}

/**
 * The order of propagated routes to one block, after static ones and prefix list references:
 * https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html#tgw-route-evaluation-overview.
 */
const propagatedOrder = ['vpc', 'direct-connect-gateway', 'connect', 'vpn'];

const rankOf = (resourceType: string | undefined): number => {
  const place = propagatedOrder.indexOf(resourceType ?? '');
  return 2 + (place < 0 ? propagatedOrder.length : place);
};

const attachmentsOf = (route: Raw): TransitRoute['attachments'] =>
  list(route, 'TransitGatewayAttachments').map((one) => ({
    id: text(one, 'TransitGatewayAttachmentId') ?? '',
    resource: text(one, 'ResourceId') ?? '',
    type: text(one, 'ResourceType') ?? '',
  }));

const routeOf = (raw: Raw): { readonly route?: Prefixed<TransitRoute>; readonly flaw?: string } => {
  const cidr = text(raw, 'DestinationCidrBlock') ?? '';
  const block = blockOf(cidr);
  if (block === undefined) return { flaw: `a route is to ${cidr === '' ? 'nothing' : cidr}, which is no CIDR` };
  const prefixList = text(raw, 'PrefixListId');
  const type = text(raw, 'Type') === 'propagated' ? 'propagated' : 'static';
  return {
    route: {
      block,
      rank:
        type === 'static'
          ? prefixList === undefined
            ? 0
            : 1
          : rankOf(text(list(raw, 'TransitGatewayAttachments')[0] ?? {}, 'ResourceType')),
      route: {
        destination: cidr,
        ...(prefixList === undefined ? {} : { prefixList }),
        type,
        state: text(raw, 'State') ?? 'active',
        attachments: attachmentsOf(raw),
      },
    },
  };
};

/** What a table is made of where it was not described whole. */
export interface Propagation {
  readonly attachment: { readonly id: string; readonly resource: string; readonly type: string };
  /** The blocks that the attachment's resource announces; undefined where they are not known. */
  readonly cidrs: Ranges<Address> | undefined;
}

const propagated = ({ attachment, cidrs }: Propagation): readonly Prefixed<TransitRoute>[] =>
  (cidrs ?? []).flatMap(([from, to]: Range<Address>) => {
    // A VPC's block is one CIDR; the set may have joined two neighbours, which are then two blocks.
    const blocks: Prefixed<TransitRoute>[] = [];
    let start = from;
    while (start < to) {
      let size = 1n;
      while (start % (size * 2n) === 0n && start + size * 2n <= to) size *= 2n;
      const length = 128 - (size.toString(2).length - 1);
      blocks.push({
        block: { range: [start, start + size], length },
        rank: rankOf(attachment.type),
        route: { destination: '', type: 'propagated', state: 'active', attachments: [attachment] },
      });
      start += size;
    }
    return blocks;
  });

const gone = new Set(['deleted', 'deleting']);

/** A table from its routes (`TransitGatewayRoutes` or `TransitGatewayStaticRoutes`) and, for the latter, its propagations. */
export const transitRouteTableOf = (
  id: string,
  raw: Raw,
  propagations: readonly Propagation[],
  nameOf: (block: Range<Address>) => string,
  damage: string | undefined,
): TransitRouteTable => {
  const read = list(raw, 'Routes')
    .filter((route) => !gone.has(text(route, 'State') ?? ''))
    .map(routeOf);
  const announced = propagations.flatMap(propagated).map((one) => ({
    ...one,
    route: { ...one.route, destination: nameOf(one.block.range) },
  }));
  return {
    id,
    lookups: lookupsOf([...read.flatMap(({ route }) => route ?? []), ...announced]),
    flaws: [
      ...(damage === undefined ? [] : [{ reason: damage, isPartial: true }]),
      ...read.flatMap(({ flaw }) => flaw ?? []).map((reason) => ({ reason, isPartial: true })),
      ...(isFlawedList(raw, 'Routes') ? [{ reason: 'its routes could not be read', isPartial: true }] : []),
      ...(flag(raw, 'AdditionalRoutesAvailable') === true
        ? [{ reason: 'not all of its routes were described', isPartial: true }]
        : []),
      ...propagations.flatMap(({ attachment: { id: attachment, resource, type }, cidrs }) =>
        cidrs !== undefined
          ? []
          : [
              {
                reason: `what ${resource} (${attachment}) propagates is not known`,
                isPartial: false,
                ...(type === 'vpc' || type === 'vpn' ? {} : { unmodelled: resource }),
              },
            ],
      ),
    ],
  };
};
