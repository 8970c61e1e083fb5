import { element, escaped, members } from '../query/answer.ts';
import { operationSchema } from './operations.ts';

const namespace = 'http://ec2.amazonaws.com/doc/2016-11-15/';

/**
 * An output object as the XML document in which EC2 sends it, by the SDK's own schema of the operation. What the schema
 * does not know is left out, as EC2 leaves it out for old clients. Throws RangeError for a time that is none.
 */
export const answerXml = (operation: string, output: unknown, requestId: string): string => {
  const schema = operationSchema(operation)?.output;
  const content = schema?.isStructSchema() ? members(schema, output) : element('return', 'true');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${operation}Response xmlns="${namespace}">${element('requestId', requestId)}${content}</${operation}Response>`;
};

/** A refusal: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html. */
export const errorXml = (code: string, message: string, requestId: string): string => {
  const error = element('Error', element('Code', escaped(code)) + element('Message', escaped(message)));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('Response', element('Errors', error) + element('RequestID', requestId))}`;
};
