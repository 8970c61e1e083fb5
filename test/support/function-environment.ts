import type { SweepEnvironment } from '../../lambda/environment.ts';
import { useEmbeddedCredentials } from '../../local/credentials.ts';

/** All that the function's process finds in its environment, and nothing of this one's. */
export const functionEnvironment = (environment: SweepEnvironment, lambdaUrl: string): Record<string, string> => {
  const variables: Record<string, string> = { AWS_ENDPOINT_URL_LAMBDA: lambdaUrl };
  for (const [name, value] of Object.entries(environment)) if (value !== undefined) variables[name] = `${value}`;
  useEmbeddedCredentials(variables);
  return variables;
};
