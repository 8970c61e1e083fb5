/** An element of a Describe answer, of which nothing is known until it is read. */
export type Raw = Readonly<Record<string, unknown>>;

const nothing: Raw = {};

export const isRaw = (value: unknown): value is Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A nested structure; empty where there is none. */
export const part = (raw: Raw, field: string): Raw => {
  const value = raw[field];
  return isRaw(value) ? value : nothing;
};

/** A list of structures; what is no structure is left out, see `isFlawedList`. */
export const list = (raw: Raw, field: string): readonly Raw[] => {
  const value = raw[field];
  return Array.isArray(value) ? (value.every(isRaw) ? value : value.filter(isRaw)) : [];
};

/** A list of strings. */
export const texts = (raw: Raw, field: string): readonly string[] => {
  const value = raw[field];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
};

/** A field that is neither absent nor a list of structures: what it held is not known. */
export const isFlawedList = (raw: Raw, field: string): boolean => {
  const value = raw[field];
  return value !== undefined && value !== null && !(Array.isArray(value) && value.every(isRaw));
};

export const text = (raw: Raw, field: string): string | undefined => {
  const value = raw[field];
  return typeof value === 'string' ? value : undefined;
};

/** An integer; AWS's own tools write some of them as strings. */
export const integer = (raw: Raw, field: string): number | undefined => {
  const value = raw[field];
  const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof read === 'number' && Number.isInteger(read) ? read : undefined;
};

export const flag = (raw: Raw, field: string): boolean | undefined => {
  const value = raw[field];
  return typeof value === 'boolean' ? value : undefined;
};

/** `[{Key, Value}]` as a record; a later key wins. */
export const keyed = (raw: Raw, field: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    list(raw, field).flatMap((tag) => {
      const key = text(tag, 'Key');
      return key === undefined ? [] : [[key, text(tag, 'Value') ?? '']];
    }),
  );
