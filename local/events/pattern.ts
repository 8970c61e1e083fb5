import { isRaw } from '../../lambda/snapshot/raw.ts';

/*
 * EventBridge's matching, as far as patterns here use it: values, `exists`, `prefix` and `anything-but`.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */

const isSimple = (value: unknown): boolean => value === null || ['string', 'number', 'boolean'].includes(typeof value);

const unsupported = (condition: unknown): Error =>
  new Error(`no condition of a pattern that is known here: ${JSON.stringify(condition)}`);

const isExcept = (except: unknown, value: unknown): boolean => {
  if (isRaw(except)) return !fits(except, [value]);
  return !(Array.isArray(except) ? except : [except]).includes(value);
};

/** Whether the values that a field has fulfil one condition; a field that is not there has none. */
const fits = (condition: unknown, values: readonly unknown[]): boolean => {
  if (isSimple(condition)) return values.includes(condition);
  if (!isRaw(condition) || Object.keys(condition).length !== 1) throw unsupported(condition);
  const { exists, prefix, 'anything-but': except } = condition;
  if (typeof exists === 'boolean') return exists === values.length > 0;
  if (typeof prefix === 'string') {
    return values.some((value) => typeof value === 'string' && value.startsWith(prefix));
  }
  if (except !== undefined) return values.some((value) => isExcept(except, value));
  throw unsupported(condition);
};

/**
 * Whether an event fits a pattern: every field that the pattern names has a value that one of its conditions allows; of a
 * list of values, one is enough. Throws for a condition that is not known here.
 */
export const matches = (pattern: object, event: unknown): boolean =>
  Object.entries(pattern).every(([field, conditions]) => {
    const value = isRaw(event) ? event[field] : undefined;
    if (isRaw(conditions)) return matches(conditions, value);
    if (!Array.isArray(conditions)) throw unsupported(conditions);
    const values = Array.isArray(value) ? value : value === undefined ? [] : [value];
    return conditions.some((condition) => fits(condition, values));
  });
