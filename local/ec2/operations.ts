import * as client from '@aws-sdk/client-ec2';
import { NormalizedSchema } from '@smithy/core/schema';
import type { StaticOperationSchema } from '@smithy/types';

/** What an operation takes and gives, as the SDK's own model has it. */
export interface OperationSchema {
  readonly input: NormalizedSchema;
  readonly output: NormalizedSchema;
}

const constants: ReadonlyMap<string, unknown> = new Map(Object.entries(client));

/** The first element of a schema constant says what it describes; 9 is an operation. */
const isOperation = (schema: unknown): schema is StaticOperationSchema => Array.isArray(schema) && schema[0] === 9;

/** The client exports the schema of the operation `X` as `X$`; undefined where EC2 has no such operation. */
export const operationSchema = (operation: string): OperationSchema | undefined => {
  const schema = constants.get(`${operation}$`);
  if (!isOperation(schema) || schema[2] !== operation) return undefined;
  return { input: NormalizedSchema.of(schema[4]), output: NormalizedSchema.of(schema[5]) };
};
