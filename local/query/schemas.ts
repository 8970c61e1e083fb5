import { NormalizedSchema } from '@smithy/core/schema';
import type { StaticOperationSchema } from '@smithy/types';

/** What an operation takes and gives, as the SDK's own model has it. */
export interface OperationSchema {
  readonly input: NormalizedSchema;
  readonly output: NormalizedSchema;
}

/** The schema of an operation; undefined where the service has no such operation. */
export type Schemas = (operation: string) => OperationSchema | undefined;

/** The first element of a schema constant says what it describes; 9 is an operation. */
const isOperation = (schema: unknown): schema is StaticOperationSchema => Array.isArray(schema) && schema[0] === 9;

/** The schemas of a service: its client's module exports the one of the operation `X` as `X$`. */
export const schemasOf = (client: object): Schemas => {
  const constants: ReadonlyMap<string, unknown> = new Map(Object.entries(client));
  return (operation) => {
    const schema = constants.get(`${operation}$`);
    if (!isOperation(schema) || schema[2] !== operation) return undefined;
    return { input: NormalizedSchema.of(schema[4]), output: NormalizedSchema.of(schema[5]) };
  };
};
