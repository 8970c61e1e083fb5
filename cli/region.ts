import { Refusal } from './refusal.ts';

/** What the SDK throws where nothing names a Region; where one is named and is none, it says so. */
const unset = 'Region is missing';

/** The Region as `read` finds it. Throws a refusal where there is none, or what is set cannot be one. */
export const regionBy = async (read: () => Promise<string>): Promise<string> => {
  try {
    return await read();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Refusal(
      2,
      {
        code: 'no-region',
        message: message === unset ? 'no Region is set' : `the Region cannot be used: ${message.replace(/\.$/, '')}`,
        advice: 'name it: `--region REGION`, such as eu-central-1, or set AWS_REGION',
      },
      { cause: error },
    );
  }
};
