import { isRaw, keyed, type Raw } from '../../lambda/snapshot/raw.ts';
import { ServiceError } from '../endpoint.ts';

/** A filter of a request, as the SDK has it. */
export interface Filter {
  readonly Name?: string;
  readonly Values?: readonly string[];
}

export const invalidFilter = (name: string): ServiceError =>
  new ServiceError('InvalidParameterValue', `The filter '${name}' is invalid`);

/** The simple values at a path of field names, such as `Routes.State`, through lists; as text. */
const valuesAt = (value: unknown, [field, ...rest]: readonly string[]): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap((item) => valuesAt(item, field === undefined ? [] : [field, ...rest]));
  if (field === undefined) return value === undefined || value === null ? [] : [`${value}`];
  return isRaw(value) ? valuesAt(value[field], rest) : [];
};

/** EC2's wildcards: `*` for any characters, `?` for one. */
const isLike = (pattern: string, value: string): boolean => {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(value);
};

const tagsOf = (element: Raw): Readonly<Record<string, string>> => ({
  ...keyed(element, 'Tags'),
  ...keyed(element, 'TagSet'),
});

const valuesOf = (element: Raw, name: string, fields: Readonly<Record<string, string>>): readonly string[] => {
  if (name === 'tag-key') return Object.keys(tagsOf(element));
  if (name.startsWith('tag:')) {
    const value = tagsOf(element)[name.slice('tag:'.length)];
    return value === undefined ? [] : [value];
  }
  return valuesAt(element, fields[name]?.split('.') ?? []);
};

/**
 * Whether an element has, for every filter, one of its values. `fields` tells where the values of each filter are; a filter
 * that is neither there nor of tags is refused with `InvalidParameterValue`, never overlooked.
 */
export const matcher = (
  filters: readonly Filter[],
  fields: Readonly<Record<string, string>>,
): ((element: Raw) => boolean) => {
  for (const { Name = '' } of filters)
    if (!Object.hasOwn(fields, Name) && Name !== 'tag-key' && !Name.startsWith('tag:')) throw invalidFilter(Name);
  return (element) =>
    filters.every(({ Name = '', Values = [] }) =>
      valuesOf(element, Name, fields).some((value) => Values.some((pattern) => isLike(pattern, value))),
    );
};
