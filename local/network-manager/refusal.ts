import { type Reply, ServiceError } from '../endpoint.ts';

/** A refusal with the members that the model requires beside the message, such as `ResourceId`. */
export class NetworkManagerError extends ServiceError {
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: string, status: number, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(code, message, status);
    this.details = details;
  }
}

export interface InvalidField {
  readonly Name: string;
  readonly Message: string;
}

export const invalid = (
  reason: 'UnknownOperation' | 'CannotParse' | 'FieldValidationFailed',
  message: string,
  fields: readonly InvalidField[] = [],
): NetworkManagerError =>
  new NetworkManagerError('ValidationException', 400, message, { Reason: reason, Fields: fields });

export const notFound = (type: string, id: string): NetworkManagerError =>
  new NetworkManagerError('ResourceNotFoundException', 404, `The ${type} ${id} does not exist.`, {
    ResourceId: id,
    ResourceType: type,
  });

export const conflict = (type: string, id: string, message: string): NetworkManagerError =>
  new NetworkManagerError('ConflictException', 409, message, { ResourceId: id, ResourceType: type });

/** An error as REST-JSON has it: the code in a header, the members in the body. */
export const errorReply = (error: ServiceError): Reply => ({
  status: error.status,
  contentType: 'application/json',
  // `InternalError` is what the endpoint calls a defect of its own.
  headers: { 'x-amzn-errortype': error.code === 'InternalError' ? 'InternalServerException' : error.code },
  body: JSON.stringify({ Message: error.message, ...(error instanceof NetworkManagerError ? error.details : {}) }),
});
