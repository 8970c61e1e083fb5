import type { FactChange } from '../domain/change.ts';

/** What an operation does to a network, in the terms of facts. */
export interface Deed {
  readonly what: FactChange['what'];
  readonly kinds: readonly FactChange['kind'][];
  /** Of rules: which way they let packets pass, as the words of a rule have it. */
  readonly way?: 'from' | 'to';
  /** Whether the fact's resource is not what the call names: it refers to it, as a route to its target. */
  readonly byReference?: boolean;
  /** Of what holds in the whole Region: how such facts begin. */
  readonly everywhere?: string;
  /** Of a state: what the fact says then. */
  readonly states?: readonly string[];
}

const every: Deed['kinds'] = ['added', 'removed', 'changed'];
const ending: Deed['kinds'] = ['removed', 'changed'];
const beginning: Deed['kinds'] = ['added', 'changed'];

const route = (kinds: Deed['kinds']): Deed => ({ what: 'route', kinds });
const rule = (kinds: Deed['kinds'], way?: Deed['way']): Deed => ({ what: 'rule', kinds, ...(way && { way }) });
const association = (kinds: Deed['kinds']): Deed => ({ what: 'association', kinds });
const attribute: Deed = { what: 'attribute', kinds: every };
const removal: Deed = { what: 'resource', kinds: ['removed'] };
const creation: Deed = { what: 'resource', kinds: ['added'] };
const state = (...states: readonly string[]): Deed => ({ what: 'attribute', kinds: ['changed'], states });

/** The target of routes goes: they become blackholes, or go with it. */
const targetGoes: readonly Deed[] = [
  { what: 'route', kinds: ending, byReference: true },
  removal,
  { what: 'association', kinds: ending, byReference: true },
  attribute,
];
const targetComes: readonly Deed[] = [
  { what: 'route', kinds: beginning, byReference: true },
  creation,
  { what: 'association', kinds: beginning, byReference: true },
  attribute,
];
const list: readonly Deed[] = [
  { what: 'rule', kinds: every, byReference: true },
  { what: 'route', kinds: every, byReference: true },
];
const groups: readonly Deed[] = [attribute, { what: 'attribute', kinds: every, byReference: true }];

/** By operations, and by the kinds of change of Network Manager. */
const deeds: Readonly<Record<string, readonly Deed[]>> = {
  CreateRoute: [route(beginning)],
  ReplaceRoute: [route(every)],
  DeleteRoute: [route(ending)],
  EnableVgwRoutePropagation: [route(beginning)],
  DisableVgwRoutePropagation: [route(ending)],
  EnableRouteServerPropagation: [route(beginning)],
  DisableRouteServerPropagation: [route(ending)],
  CreateTransitGatewayRoute: [route(beginning)],
  ReplaceTransitGatewayRoute: [route(every)],
  DeleteTransitGatewayRoute: [route(ending)],
  EnableTransitGatewayRouteTablePropagation: [route(beginning)],
  DisableTransitGatewayRouteTablePropagation: [route(ending)],
  CreateTransitGatewayPrefixListReference: [route(beginning)],
  ModifyTransitGatewayPrefixListReference: [route(every)],
  DeleteTransitGatewayPrefixListReference: [route(ending)],
  CreateVpnConnectionRoute: [{ ...route(beginning), byReference: true }, attribute],
  DeleteVpnConnectionRoute: [{ ...route(ending), byReference: true }, attribute],
  'TGW-ROUTE-INSTALLED': [route(beginning)],
  'TGW-ROUTE-UNINSTALLED': [route(ending)],

  AuthorizeSecurityGroupIngress: [rule(beginning, 'from')],
  AuthorizeSecurityGroupEgress: [rule(beginning, 'to')],
  RevokeSecurityGroupIngress: [rule(ending, 'from')],
  RevokeSecurityGroupEgress: [rule(ending, 'to')],
  ModifySecurityGroupRules: [rule(every)],
  DeleteSecurityGroup: [rule(ending), removal],
  CreateNetworkAclEntry: [rule(beginning)],
  ReplaceNetworkAclEntry: [rule(every)],
  DeleteNetworkAclEntry: [rule(ending)],
  DeleteNetworkAcl: [rule(ending), removal],
  ModifyManagedPrefixList: list,
  RestoreManagedPrefixListVersion: list,
  DeleteManagedPrefixList: list,

  AssociateRouteTable: [association(beginning)],
  DisassociateRouteTable: [association(ending)],
  ReplaceRouteTableAssociation: [{ ...association(every), byReference: true }],
  ReplaceNetworkAclAssociation: [{ ...association(every), byReference: true }],
  AssociateTransitGatewayRouteTable: [association(beginning)],
  DisassociateTransitGatewayRouteTable: [association(ending)],

  ModifyVpcBlockPublicAccessOptions: [{ ...attribute, everywhere: 'block public access of ' }],

  // Whom a path is about, not what becomes of its packets.
  CreateTags: [],
  DeleteTags: [],
  AddTags: [],
  RemoveTags: [],

  StartInstances: [state('running', 'pending')],
  StopInstances: [state('stopped', 'stopping'), { what: 'route', kinds: ending, byReference: true }],
  TerminateInstances: [state('terminated', 'shutting-down'), ...targetGoes],
  RunInstances: [creation],
  ModifyNetworkInterfaceAttribute: groups,
  ModifyInstanceAttribute: groups,

  DeleteNatGateway: targetGoes,
  DeleteInternetGateway: targetGoes,
  DetachInternetGateway: targetGoes,
  AttachInternetGateway: targetComes,
  DetachVpnGateway: targetGoes,
  AttachVpnGateway: targetComes,
  DeleteVpnGateway: targetGoes,
  DeleteVpnConnection: targetGoes,
  DeleteVpcPeeringConnection: targetGoes,
  RejectVpcPeeringConnection: targetGoes,
  AcceptVpcPeeringConnection: targetComes,
  DeleteVpcEndpoints: targetGoes,
  DeleteNetworkInterface: targetGoes,
  DetachNetworkInterface: targetGoes,
  DeleteTransitGateway: targetGoes,
  DeleteTransitGatewayVpcAttachment: targetGoes,
  DeleteTransitGatewayPeeringAttachment: targetGoes,
  DeleteTransitGatewayConnect: targetGoes,
  'VPC-ATTACHMENT-DELETED': targetGoes,
  'TGW-PEERING-DELETED': targetGoes,
  'VPN-CONNECTION-DELETED': targetGoes,
  'VPN-CONNECTION-BGP-DOWN': targetGoes,
  'VPN-CONNECTION-IPSEC-DOWN': targetGoes,
};

const byVerb: readonly (readonly [RegExp, readonly Deed[]])[] = [
  [/^(?:Modify|Reset|Set|Apply|Enable|Disable|Configure|Assign|Unassign|Replace|Register|Deregister)/, [attribute]],
  [/^(?:Create|Accept|Attach|Associate|Allocate)/, [creation, attribute, association(beginning)]],
  [/^(?:Delete|Reject|Detach|Disassociate|Release)/, [removal, attribute, association(ending)]],
];

/** What an operation does, by its name as CloudTrail or Network Manager has it; nothing for a name without a verb. */
export const deedsOf = (name: string): readonly Deed[] =>
  Object.hasOwn(deeds, name) ? (deeds[name] ?? []) : (byVerb.find(([verb]) => verb.test(name))?.[1] ?? []);
