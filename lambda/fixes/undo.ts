import type { Cause, Change, FactChange } from '../domain/change.ts';
import type { Fix } from '../domain/fix.ts';
import * as call from './undo-call.ts';
import { undoRoute } from './undo-route.ts';
import { modifyBack, replaceEntry, restoreEntry, restoreRule, withdrawEntry, withdrawRule } from './undo-rule.ts';
import { blockOf } from './value.ts';

interface Reversal {
  readonly what: FactChange['what'];
  readonly undo: call.Undo;
}

const of =
  (what: FactChange['what']) =>
  (undo: (fact: FactChange) => Fix | undefined): Reversal => ({ what, undo: (_, fact) => undo(fact) });
const route = of('route')(undoRoute);
const rule = of('rule');
const association = of('association');
const attribute = of('attribute');

/** By operation: of which facts, and how. An operation that is not here cannot be undone by one command that is known. */
const reversals: Readonly<Record<string, Reversal>> = {
  CreateRoute: route,
  ReplaceRoute: route,
  DeleteRoute: route,
  CreateTransitGatewayRoute: route,
  ReplaceTransitGatewayRoute: route,
  DeleteTransitGatewayRoute: route,
  EnableTransitGatewayRouteTablePropagation: { what: 'route', undo: call.unpropagateTransit },
  DisableTransitGatewayRouteTablePropagation: { what: 'route', undo: call.propagateTransit },
  EnableVgwRoutePropagation: { what: 'route', undo: call.unpropagateGateway },
  DisableVgwRoutePropagation: { what: 'route', undo: call.propagateGateway },

  AuthorizeSecurityGroupIngress: rule(withdrawRule),
  AuthorizeSecurityGroupEgress: rule(withdrawRule),
  RevokeSecurityGroupIngress: rule(restoreRule),
  RevokeSecurityGroupEgress: rule(restoreRule),
  ModifySecurityGroupRules: { what: 'rule', undo: modifyBack },
  CreateNetworkAclEntry: rule(withdrawEntry),
  ReplaceNetworkAclEntry: rule(replaceEntry),
  DeleteNetworkAclEntry: rule(restoreEntry),

  AssociateTransitGatewayRouteTable: { what: 'association', undo: call.disassociateTransit },
  DisassociateTransitGatewayRouteTable: { what: 'association', undo: call.associateTransit },
  AssociateRouteTable: association(call.disassociateTable),
  ReplaceRouteTableAssociation: association(call.replaceTable),
  ReplaceNetworkAclAssociation: association(call.replaceAcl),

  StopInstances: attribute(call.startInstance),
  ModifyNetworkInterfaceAttribute: attribute(call.regroup),
  ModifyInstanceAttribute: attribute(call.regroup),
};

/** The resources of the fact: its own, and for an association those that it joins. */
const isNamed = ({ concern, details }: Change, { component, before = '', after = '' }: FactChange): boolean => {
  const ids = new Set([
    ...(concern.kind === 'resources' ? concern.ids : []),
    ...Object.values(details).flatMap((value) => value.split(', ')),
  ]);
  return [component, before, after].some((id) => ids.has(id));
};

/** Of several routes or rules of one resource, those that the call does not speak of are not undone. */
const isMeant = ({ details }: Change, { was, is }: FactChange): boolean => {
  const settings = [was, is].filter((setting) => setting !== undefined);
  const agrees = (told: string | undefined, known: readonly string[]): boolean =>
    told === undefined || known.length === 0 || known.includes(told);
  const block = (text: string | undefined): string | undefined => blockOf(text)?.cidr ?? text;
  return (
    agrees(
      block(details.destinationCidrBlock ?? details.destinationIpv6CidrBlock ?? details.destinationPrefixListId),
      settings.flatMap((one) => ('destination' in one ? [block(one.destination) ?? ''] : [])),
    ) &&
    agrees(
      details.ruleNumber,
      settings.flatMap((one) => (one.kind === 'acl-entry' ? [`${one.number}`] : [])),
    )
  );
};

/** Undoes the call by the facts that it explains, the first of which that can be. */
const undoCall = (change: Change, facts: readonly FactChange[]): Fix | undefined => {
  const reversal = Object.hasOwn(reversals, change.name) ? reversals[change.name] : undefined;
  if (reversal === undefined) return undefined;
  const explained = facts.filter(
    (fact) => fact.what === reversal.what && isNamed(change, fact) && isMeant(change, fact),
  );
  return explained.map((fact) => reversal.undo(change, fact)).find((fix) => fix !== undefined);
};

/** Whether a rule refers to addresses that are kept elsewhere, which may have changed in its place. */
const isIndirect = ({ was }: FactChange): boolean => was?.kind === 'group-rule' && blockOf(was.peer) === undefined;

/**
 * Makes a fact what it was, where nobody is known who changed it: what is gone comes back, and a route that came goes. What
 * else came may have taken the place of something that is not known.
 */
const undoFact = (fact: FactChange): Fix | undefined => {
  switch (fact.what) {
    case 'route':
      return undoRoute(fact);
    case 'rule':
      if (isIndirect(fact)) return undefined;
      if (fact.was?.kind === 'acl-entry') return fact.is === undefined ? restoreEntry(fact) : replaceEntry(fact);
      return restoreRule(fact);
    case 'attribute':
      return call.startInstance(fact) ?? call.regroup(fact);
    case 'association':
    case 'resource':
      return undefined;
  }
};

/**
 * The command that undoes the change behind a transition: the call that explains it best or, where no call does, the foremost
 * fact. Undefined where one command does not undo it, or a part of that is not known. Of a path that is as it must be again
 * it would undo the repair.
 */
export const undoOf = ({ candidates: [best], facts }: Cause): Fix | undefined => {
  if (best?.fit === 'explains' && best.change.source === 'cloudtrail') return undoCall(best.change, facts);
  const [foremost] = facts;
  return foremost === undefined ? undefined : undoFact(foremost);
};
