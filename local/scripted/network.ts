export { ACCOUNT, addressA, addressB, ids, REGION, transitGatewayArn } from '../scenario/ids.ts';
export { scenario as documents } from '../scenario.ts';
