import { asFault } from './fault.ts';

/** True if the condition of a write held; any other error is a `Fault`. */
export const held = async (operation: string, write: () => Promise<unknown>): Promise<boolean> => {
  try {
    await write();
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return false;
    throw asFault(error, operation);
  }
};
