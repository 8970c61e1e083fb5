/**
 * Gives this process credentials for the embedded account, and keeps the SDK from looking for real ones: nothing that
 * runs here may ever reach an AWS account by accident.
 */
export const useEmbeddedCredentials = (environment: NodeJS.ProcessEnv = process.env): void => {
  environment.AWS_ACCESS_KEY_ID = 'embedded';
  environment.AWS_SECRET_ACCESS_KEY = 'embedded';
  environment.AWS_EC2_METADATA_DISABLED = 'true';
  delete environment.AWS_SESSION_TOKEN;
  delete environment.AWS_PROFILE;
};
