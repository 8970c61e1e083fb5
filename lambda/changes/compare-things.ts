import type { FactChange } from '../domain/change.ts';
import { isRaw, list, type Raw, text } from '../snapshot/raw.ts';
import { factChange, foundBoth, isSame, lookupIn, type Pair } from './fact.ts';
import { valueWord } from './words.ts';

/** A thing that is looked up by another, as `route table` by its subnet. */
export const compareAssociation = (of: string, role: string, { before, after }: Pair): readonly FactChange[] => {
  const idIn = (value: unknown): string | undefined => {
    const thing = lookupIn(value).kind === undefined ? value : lookupIn(value).thing;
    return typeof thing === 'string' ? thing : undefined;
  };
  const sides = { before: idIn(before), after: idIn(after) };
  const isUnknown = [before, after].some((value) => lookupIn(value).kind === 'unknown');
  if (sides.before === sides.after || isUnknown) return [];
  if (sides.after === undefined)
    return [factChange(of, 'removed', 'association', `${of} lost its ${role} ${sides.before}`, sides)];
  return sides.before === undefined
    ? [factChange(of, 'added', 'association', `${of} got the ${role} ${sides.after}`, sides)]
    : [
        factChange(
          of,
          'changed',
          'association',
          `${of} has the ${role} ${sides.after}, no longer ${sides.before}`,
          sides,
        ),
      ];
};

/** Fields that follow from others of the same thing, or name it. */
const derived: Readonly<Record<string, string>> = { own: 'addresses' };

const labels: Readonly<Record<string, string>> = {
  checked: 'source/destination check',
  groups: 'security groups',
  own: 'addresses and prefixes',
  table: 'route table',
  cidrs: 'CIDRs',
  inUse: 'attachment',
  isUp: 'tunnel',
  referencesGroups: 'security group referencing',
  isAppliance: 'appliance mode',
  crossZone: 'cross-zone load balancing',
  preservesClient: 'client IP preservation',
};

const flagWords: Readonly<Record<string, readonly [yes: string, no: string]>> = {
  inUse: ['attached', 'attached to nothing'],
  isUp: ['up', 'down'],
};

const wordOf = (field: string, value: unknown): string =>
  typeof value === 'boolean' ? (flagWords[field] ?? ['on', 'off'])[value ? 0 : 1] : valueWord(field, value);

const fieldChange = (id: string, field: string, before: Raw, after: Raw): FactChange => {
  const sides = { before: wordOf(field, before[field]), after: wordOf(field, after[field]) };
  const instance = text(after, 'instance');
  const whose = `${id}${instance === undefined ? '' : ` of ${instance}`}`;
  const what = field === 'table' ? 'association' : 'attribute';
  return field === 'state' || field === 'status'
    ? factChange(id, 'changed', what, `${whose} is ${sides.after}, no longer ${sides.before}`, sides)
    : factChange(
        id,
        'changed',
        what,
        `the ${labels[field] ?? field} of ${whose}: ${sides.after}, no longer ${sides.before}`,
        sides,
      );
};

const fieldChanges = (id: string, before: Raw, after: Raw): readonly FactChange[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((field) => !isSame(before[field], after[field]))
    .filter((field, _, all) => !(Object.hasOwn(derived, field) && all.includes(derived[field] ?? '')))
    .map((field) => fieldChange(id, field, before, after));

/** What became of VPC Block Public Access, for a VPC and maybe one of its subnets. */
export const comparePublicAccess = (places: string, { before, after }: Pair): readonly FactChange[] => {
  if (!isRaw(before) || !isRaw(after)) return [];
  return ['mode', 'exclusions']
    .filter((field) => !isSame(before[field], after[field]))
    .map((field) => {
      const sides = { before: valueWord(field, before[field]), after: valueWord(field, after[field]) };
      const message = `block public access of ${places}, ${field}: ${sides.after}, no longer ${sides.before}`;
      return factChange(places.split(', ')[0] ?? places, 'changed', 'attribute', message, sides);
    });
};

/** What became of a thing's own fields, or of the thing. */
export const compareThing = (id: string, pair: Pair): readonly FactChange[] => {
  const both = foundBoth(pair);
  if (both !== undefined) return fieldChanges(id, both.before, both.after);
  const kinds = [lookupIn(pair.before).kind, lookupIn(pair.after).kind].join(' ');
  if (kinds === 'found absent') return [factChange(id, 'removed', 'resource', `${id} is gone`)];
  return kinds === 'absent found' ? [factChange(id, 'added', 'resource', `${id} is there, which it was not`)] : [];
};

const byId = (value: unknown): ReadonlyMap<string, Raw> =>
  new Map(
    list({ value }, 'value').flatMap((one) => (text(one, 'id') === undefined ? [] : [[text(one, 'id') ?? '', one]])),
  );

/** A list of things with ids, such as the attachments of a VPC. */
export const compareList = (of: string, role: string, { before, after }: Pair): readonly FactChange[] => {
  const [old, current] = [byId(before), byId(after)];
  return [
    ...[...old].flatMap(([id, thing]) => {
      const other = current.get(id);
      return other === undefined
        ? [factChange(id, 'removed', 'resource', `${id} is none of the ${role} of ${of} any more`)]
        : fieldChanges(id, thing, other);
    }),
    ...[...current.keys()]
      .filter((id) => !old.has(id))
      .map((id) => factChange(id, 'added', 'resource', `${id} is one of the ${role} of ${of} now`)),
  ];
};

export const isList = (value: unknown): boolean => Array.isArray(value) && value.every(isRaw);
