import type { Described } from './described.ts';
import { at, type Edit, remove, someCidr } from './edit.ts';
import { routeTo, transitRoute } from './joints.ts';

export const routeEdits = (network: Described, near: Described): Edit[] =>
  near.RouteTables.flatMap((table) =>
    (table.Routes ?? [])
      .filter((route) => route.GatewayId !== 'local')
      .map(
        (route): Edit =>
          (how) => {
            if (how % 3 === 0) remove(table.Routes, route);
            else if (how % 3 === 1) route.State = 'blackhole';
            else if (route.DestinationCidrBlock !== undefined) {
              const cidr = someCidr(network, how);
              if (!(table.Routes ?? []).some((each) => each.DestinationCidrBlock === cidr))
                route.DestinationCidrBlock = cidr;
            }
          },
      ),
  );

/** A new route, often more specific than those there are. */
export const newRouteEdits = (network: Described, near: Described): Edit[] =>
  near.RouteTables.map(
    (table): Edit =>
      (how) => {
        const isHere = (each: { VpcId?: string | undefined }): boolean => each.VpcId === table.VpcId;
        const targets = [
          ...network.NetworkInterfaces.filter(
            (eni) => isHere(eni) && !eni.NetworkInterfaceId?.startsWith('eni-nat'),
          ).map((eni) => eni.NetworkInterfaceId ?? ''),
          ...network.NatGateways.filter(isHere).map((nat) => nat.NatGatewayId ?? ''),
          ...network.InternetGateways.map((gateway) => gateway.InternetGatewayId ?? ''),
          ...network.TransitGateways.map((gateway) => gateway.TransitGatewayId ?? ''),
          ...network.VpcPeeringConnections.filter(
            (each) => each.AccepterVpcInfo?.VpcId === table.VpcId || each.RequesterVpcInfo?.VpcId === table.VpcId,
          ).map((each) => each.VpcPeeringConnectionId ?? ''),
        ];
        const target = at(targets, Math.floor(how / 16));
        const isEdge = (table.Associations ?? []).some((each) => each.GatewayId !== undefined);
        if (target === undefined || (isEdge && !target.startsWith('eni-'))) return;
        const own = network.Vpcs.find(isHere)?.CidrBlockAssociationSet ?? [];
        const taken = [...own, ...(table.Routes ?? [])].map((each) =>
          'CidrBlock' in each ? each.CidrBlock : 'DestinationCidrBlock' in each ? each.DestinationCidrBlock : undefined,
        );
        const cidr = someCidr(network, how);
        if (taken.includes(cidr)) return;
        const hasList = (table.Routes ?? []).some((each) => each.DestinationPrefixListId !== undefined);
        const list = hasList || isEdge || how % 5 !== 4 ? undefined : at(network.PrefixListEntries, how);
        table.Routes?.push(routeTo(list?.PrefixListId ?? cidr, target));
        // Often with the block of another route, so that their order decides.
        const rival = at(
          (table.Routes ?? [])
            .filter((each) => each.GatewayId !== 'local')
            .flatMap((each) => each.DestinationCidrBlock ?? []),
          Math.floor(how / 5),
        );
        if (how % 2 === 0 && rival !== undefined) list?.Entries.push({ Cidr: rival });
      },
  );

/** Moves the association of a subnet to another table, or drops it: the main one again. */
export const tableAssociationEdits = (network: Described, near: Described): Edit[] =>
  near.RouteTables.flatMap((table) =>
    (table.Associations ?? [])
      .filter((each) => each.SubnetId !== undefined)
      .map(
        (each): Edit =>
          (how) => {
            const isEdge = (other: typeof table) =>
              (other.Associations ?? []).some((one) => one.GatewayId !== undefined);
            const others = network.RouteTables.filter(
              (other) => other.VpcId === table.VpcId && other !== table && !isEdge(other),
            );
            const other = at(others, how);
            remove(table.Associations, each);
            if (how % 3 !== 0) other?.Associations?.push({ ...each, RouteTableId: other.RouteTableId });
          },
      ),
  );

export const gatewayEdits = (near: Described): Edit[] => [
  ...near.InternetGateways.map(
    (gateway): Edit =>
      () => {
        gateway.Attachments = [];
      },
  ),
  ...near.NatGateways.map(
    (nat): Edit =>
      (how) => {
        nat.State = at(['deleted', 'failed', 'pending'] as const, how);
      },
  ),
];

export const peeringEdits = (near: Described): Edit[] =>
  near.VpcPeeringConnections.map(
    (peering): Edit =>
      (how) => {
        const code = at(['deleted', 'pending-acceptance', 'expired'] as const, how);
        if (code !== undefined) peering.Status = { Code: code };
      },
  );

export const transitRouteEdits = (network: Described, near: Described): Edit[] =>
  near.TransitGatewayRoutes.flatMap((table) => [
    (how: number) => {
      const attachment = at([undefined, ...network.TransitGatewayVpcAttachments], Math.floor(how / 4));
      const cidr = someCidr(network, how);
      if (table.Routes.some((route) => route.DestinationCidrBlock === cidr && route.Type === 'static')) return;
      table.Routes.push(transitRoute(network, cidr, attachment?.TransitGatewayAttachmentId));
    },
    ...table.Routes.map(
      (route): Edit =>
        (how) => {
          const other = at(network.TransitGatewayVpcAttachments, how)?.TransitGatewayAttachmentId;
          if (how % 3 === 0) remove(table.Routes, route);
          else if (how % 3 === 1) Object.assign(route, { State: 'blackhole', TransitGatewayAttachments: [] });
          else if (table.Routes.filter((each) => each.DestinationCidrBlock === route.DestinationCidrBlock).length === 1)
            Object.assign(route, transitRoute(network, route.DestinationCidrBlock ?? '', other, 'propagated'));
        },
    ),
  ]);

export const attachmentEdits = (network: Described, near: Described): Edit[] =>
  near.TransitGatewayVpcAttachments.flatMap((attachment) => {
    const general = network.TransitGatewayAttachments.find(
      (each) => each.TransitGatewayAttachmentId === attachment.TransitGatewayAttachmentId,
    );
    return [
      (how: number) => {
        if ((attachment.SubnetIds?.length ?? 0) > 1) attachment.SubnetIds?.splice(how % 2, 1);
      },
      (how: number) => {
        const subnet = at(
          network.Subnets.filter((each) => each.VpcId === attachment.VpcId),
          how,
        );
        attachment.SubnetIds = [subnet?.SubnetId ?? ''];
      },
      (how: number) => {
        const state = at(['deleted', 'pendingAcceptance', 'modifying'] as const, how);
        if (state === undefined || state === 'modifying') return;
        attachment.State = state;
        if (general !== undefined) general.State = state;
      },
      (how: number) => {
        const table = at(network.TransitGatewayRouteTables, how)?.TransitGatewayRouteTableId;
        if (general === undefined) return;
        if (how % 3 === 0) delete general.Association;
        else
          general.Association = {
            State: how % 5 === 0 ? 'disassociating' : 'associated',
            TransitGatewayRouteTableId: table,
          };
      },
      (how: number) => {
        const onOff = how % 2 === 0 ? 'enable' : 'disable';
        if (how % 3 === 0) attachment.Options = { ...attachment.Options, ApplianceModeSupport: onOff };
        else attachment.Options = { ...attachment.Options, SecurityGroupReferencingSupport: 'disable' };
      },
    ];
  });
