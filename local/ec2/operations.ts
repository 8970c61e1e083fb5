import * as client from '@aws-sdk/client-ec2';
import { schemasOf } from '../query/schemas.ts';

/** The schemas of EC2's operations. */
export const operationSchema = schemasOf(client);
