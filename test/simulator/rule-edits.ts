import type { IpPermission } from '@aws-sdk/client-ec2';
import type { Described } from './described.ts';
import { at, type Edit, remove, someCidr, spans } from './edit.ts';
import { entry, everything, permission } from './parts.ts';

const protocols = ['tcp', 'udp', 'icmp', '-1', '47'] as const;

const permissionLists = (near: Described): IpPermission[][] =>
  near.SecurityGroups.flatMap((group) => [group.IpPermissions ?? [], group.IpPermissionsEgress ?? []]);

export const permissionEdits = (network: Described, near: Described): Edit[] =>
  permissionLists(near).flatMap((rules) =>
    rules.map(
      (rule): Edit =>
        (how) => {
          const [from, to] = at(spans, how) ?? [0, 0];
          if (how % 4 === 0) remove(rules, rule);
          else if (how % 4 === 1) Object.assign(rule, { IpProtocol: at(protocols, how) });
          else if (how % 4 === 2)
            Object.assign(rule, { IpProtocol: at(['tcp', 'udp'], how), FromPort: from, ToPort: to });
          else
            Object.assign(rule, {
              IpRanges: [{ CidrIp: someCidr(network, how) }],
              UserIdGroupPairs: [],
              PrefixListIds: [],
            });
        },
    ),
  );

export const newPermissionEdits = (network: Described, near: Described): Edit[] =>
  permissionLists(near).map(
    (rules): Edit =>
      (how) => {
        const group = at(network.SecurityGroups, how)?.GroupId ?? '';
        const [from, to] = at(spans, how) ?? [0, 0];
        const peer =
          how % 3 === 0
            ? { UserIdGroupPairs: [{ GroupId: group }] }
            : { IpRanges: [{ CidrIp: someCidr(network, how) }] };
        rules.push(how % 7 === 0 ? everything() : permission(at(['tcp', 'udp'], how) ?? 'tcp', from, to, peer));
      },
  );

export const newEntryEdits = (network: Described, near: Described): Edit[] =>
  near.NetworkAcls.filter((acl) => (acl.Associations ?? []).length > 0).map(
    (acl): Edit =>
      (how) => {
        const number = (how % 60) + 1;
        // Often the ports to which replies come, those of NAT gateways among them.
        const isOfReplies = how % 6 === 1;
        const direction = isOfReplies || how % 2 === 0 ? 'in' : 'out';
        if (acl.Entries?.some((each) => each.RuleNumber === number && each.Egress === (direction === 'out'))) return;
        const [from, to] = isOfReplies ? [1024, 65535] : (at(spans, Math.floor(how / 2)) ?? [0, 0]);
        const protocol = isOfReplies ? '6' : (at(['6', '6', '17', '-1', '1'], Math.floor(how / 16)) ?? '6');
        const ports = protocol === '1' ? [at([-1, 8, 0], how) ?? 0, -1] : [from, to];
        const cidr = how % 3 === 0 ? someCidr(network, Math.floor(how / 4)) : '0.0.0.0/0';
        acl.Entries?.push(
          entry(number, direction, how % 7 === 0 ? 'allow' : 'deny', cidr, protocol, ports[0], ports[1]),
        );
      },
  );

export const entryEdits = (network: Described, near: Described): Edit[] =>
  near.NetworkAcls.flatMap((acl) =>
    (acl.Entries ?? [])
      .filter((each) => each.RuleNumber !== 32767)
      .map(
        (each): Edit =>
          (how) => {
            const [from, to] = at(spans, how) ?? [0, 0];
            if (how % 4 === 0) remove(acl.Entries, each);
            else if (how % 4 === 1) each.RuleAction = each.RuleAction === 'allow' ? 'deny' : 'allow';
            else if (how % 4 === 2) each.CidrBlock = someCidr(network, how);
            else if (each.PortRange !== undefined) each.PortRange = { From: from, To: to };
          },
      ),
  );

export const aclAssociationEdits = (network: Described, near: Described): Edit[] =>
  near.NetworkAcls.flatMap((acl) =>
    (acl.Associations ?? []).map(
      (each): Edit =>
        (how) => {
          const other = at(
            network.NetworkAcls.filter((one) => one.VpcId === acl.VpcId),
            how,
          );
          remove(acl.Associations, each);
          if (how % 4 !== 0) other?.Associations?.push({ ...each, NetworkAclId: other.NetworkAclId });
        },
    ),
  );

export const eniEdits = (network: Described, near: Described): Edit[] =>
  near.NetworkInterfaces.filter((eni) => !eni.NetworkInterfaceId?.startsWith('eni-nat')).flatMap((eni) => [
    () => {
      eni.SourceDestCheck = !eni.SourceDestCheck;
    },
    (how: number) => {
      const groups = network.SecurityGroups.filter((group) => group.VpcId === eni.VpcId);
      eni.Groups = [{ GroupId: at(groups, how)?.GroupId }];
    },
    () => {
      for (const each of eni.PrivateIpAddresses ?? []) delete each.Association;
    },
  ]);

export const instanceEdits = (near: Described): Edit[] =>
  near.Reservations.map(
    (reservation): Edit =>
      (how) => {
        const name = at(['stopped', 'pending', 'running'] as const, how);
        for (const instance of reservation.Instances ?? [])
          instance.State = { ...(name === undefined ? {} : { Name: name }) };
      },
  );

export const listEdits = (network: Described, near: Described): Edit[] =>
  near.PrefixListEntries.flatMap((list) =>
    list.Entries.map(
      (each): Edit =>
        (how) => {
          if (how % 2 === 0) remove(list.Entries, each);
          else each.Cidr = someCidr(network, how);
        },
    ),
  );

export const publicAccessEdits = (network: Described, near: Described): Edit[] => {
  if (near.InternetGateways.length === 0) return [];
  return [
    (how) => {
      for (const options of network.VpcBlockPublicAccessOptions)
        options.InternetGatewayBlockMode = at(['block-ingress', 'block-bidirectional', 'off'] as const, how);
      if (how % 2 === 0) return;
      const resources = [
        ...network.Subnets.map((subnet) => `subnet/${subnet.SubnetId}`),
        ...network.Vpcs.map((vpc) => `vpc/${vpc.VpcId}`),
      ];
      const resource = at(resources, how);
      network.VpcBlockPublicAccessExclusions.push({
        ExclusionId: `vpcbpa-exclude-${network.VpcBlockPublicAccessExclusions.length}`,
        ResourceArn: `arn:aws:ec2:eu-west-1:111111111111:${resource}`,
        State: 'create-complete',
        InternetGatewayExclusionMode: how % 4 === 1 ? 'allow-bidirectional' : 'allow-egress',
      });
    },
  ];
};
