import type { Check } from '../../lambda/domain/check.ts';
import { digestOf, type Facts } from '../../lambda/monitor/footprint.ts';
import type { Way } from '../simulator/plan.ts';
import type { Parts } from './flow.ts';

/** A defect that the flow might have: what it does instead, and the ways on which it shows. */
export interface Defect {
  readonly parts: Partial<Parts>;
  readonly among?: readonly Way[];
}

const forgetting = (...kinds: readonly string[]): Partial<Parts> => ({
  digest: (facts: Facts) =>
    digestOf(Object.fromEntries(Object.entries(facts).filter(([key]) => !kinds.some((kind) => key.startsWith(kind))))),
});

/*
 * Some kinds of fact can be forgotten alone without harm: whoever loses a route looks for others, and reads what would
 * else not be read. They are forgotten with those.
 */
const insteadOfRoutes = [
  'attachments',
  'peerings',
  'internet gateway of',
  'VPN gateway of',
  'every',
  'NAT gateway with',
];

export const forgotten: Readonly<Record<string, Defect>> = {
  'the rules of security groups': { parts: forgetting('groups') },
  'the entries of network ACLs': { parts: forgetting('network ACL') },
  'whether an instance runs': { parts: forgetting('instance') },
  'who holds an address, and what that is': { parts: forgetting('holders', 'interface', 'instance') },
  'routes, and what is looked for where there is none': { parts: forgetting('route', 'vpc', ...insteadOfRoutes) },
  'what a transit gateway does': {
    parts: forgetting('routes of tgw-rtb', 'attachment', 'transit gateway'),
    among: ['transit'],
  },
  'whether an interface checks addresses': {
    parts: forgetting('interface'),
    among: ['router', 'edge-router-in', 'router-out'],
  },
  'what Block Public Access lets pass': {
    parts: forgetting('public access'),
    among: ['edge-router-in', 'gateway-in', 'gateway-out'],
  },
  'which resources a selector picks': { parts: forgetting('path: its ends'), among: ['peering', 'vpc'] },
};

/** A check of which it is forgotten why it may not be carried, if it is for such a reason. */
const carrying =
  (reason: RegExp) =>
  (check: Check): Check => {
    if (check.uncarried === undefined || !reason.test(check.uncarried)) return check;
    const { uncarried: _uncarried, ...rest } = check;
    return rest;
  };

export const careless: Readonly<Record<string, Defect>> = {
  'carries what may not be carried': { parts: { made: carrying(/./) } },
  'leaves out whether the model and Reachability Analyzer agree': {
    parts: { made: carrying(/Reachability Analyzer do not say the same/) },
  },
  'binds to the first footprint, whatever the second': { parts: { bind: (before) => before } },
  'binds to the second footprint, whatever the first': { parts: { bind: (_before, after) => after } },
};

export const withoutVerdictAgreement: Partial<Parts> = {
  made: carrying(/analyzers of AWS do not say the same/),
};
