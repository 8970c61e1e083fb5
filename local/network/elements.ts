import { isRaw, list, type Raw, text } from '../../lambda/snapshot/raw.ts';
import { type DocumentKey, type Documents, documentParts } from '../../lambda/snapshot/snapshot.ts';

export const elementsOf = (documents: Documents, key: DocumentKey): readonly Raw[] => documents[key] ?? [];

export const elementOf = (documents: Documents, key: DocumentKey, id: string): Raw | undefined =>
  elementsOf(documents, key).find((element) => element[documentParts[key].id] === id);

/** The documents with `element` in place of the one of the same id, or at the end where there is none. */
export const withElement = (documents: Documents, key: DocumentKey, element: Raw): Documents => {
  const field = documentParts[key].id;
  const before = elementsOf(documents, key);
  const isIt = (other: Raw): boolean => other[field] === element[field];
  return {
    ...documents,
    [key]: before.some(isIt) ? before.map((other) => (isIt(other) ? element : other)) : [...before, element],
  };
};

export const withElements = (documents: Documents, key: DocumentKey, elements: readonly Raw[]): Documents =>
  elements.reduce((result, element) => withElement(result, key, element), documents);

export const withoutElement = (documents: Documents, key: DocumentKey, id: string): Documents => ({
  ...documents,
  [key]: elementsOf(documents, key).filter((element) => element[documentParts[key].id] !== id),
});

export const instancesOf = (documents: Documents): readonly Raw[] =>
  elementsOf(documents, 'Reservations').flatMap((reservation) => list(reservation, 'Instances'));

/** The documents with each instance as `update` makes it; a reservation without change stays the same. */
export const withInstances = (documents: Documents, update: (instance: Raw) => Raw): Documents => ({
  ...documents,
  Reservations: elementsOf(documents, 'Reservations').map((reservation) => {
    const before = list(reservation, 'Instances');
    const after = before.map(update);
    return after.every((instance, index) => instance === before[index])
      ? reservation
      : { ...reservation, Instances: after };
  }),
});

/** The structure without the fields named. */
export const omit = (raw: Raw, fields: readonly string[]): Raw =>
  Object.fromEntries(Object.entries(raw).filter(([field]) => !fields.includes(field)));

/** The CIDR blocks of a VPC, of both families, less those that are no longer associated. */
export const cidrsOfVpc = (vpc: Raw): readonly string[] => {
  const blocks = (field: string, block: string, state: string) =>
    list(vpc, field)
      .filter((one) => !isRaw(one[state]) || text(one[state], 'State') === 'associated')
      .flatMap((one) => text(one, block) ?? []);
  const first = text(vpc, 'CidrBlock');
  return [
    ...new Set([
      ...(first === undefined ? [] : [first]),
      ...blocks('CidrBlockAssociationSet', 'CidrBlock', 'CidrBlockState'),
      ...blocks('Ipv6CidrBlockAssociationSet', 'Ipv6CidrBlock', 'Ipv6CidrBlockState'),
    ]),
  ];
};
