/** A map of the file, before anything is known of it. */
export type Section = Readonly<Record<string, unknown>>;

export const section = (value: unknown): Section =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};

export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
