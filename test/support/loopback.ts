/** How a client of the SDK calls an endpoint on loopback, which judges no signature. */
export const loopback = (endpoint: string, region = 'us-east-1') => ({
  endpoint,
  region,
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});
