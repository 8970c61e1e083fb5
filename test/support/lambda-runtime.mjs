/*
 * What of Lambda's Node runtime a function needs: it imports the file it is given and feeds `handler` from the runtime
 * API, one invocation at a time (https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html). Plain JavaScript, so
 * that the process holds no compiler and its memory is the function's.
 */
import { Agent, request } from 'node:http';
import { pathToFileURL } from 'node:url';

const agent = new Agent({ keepAlive: true });
const base = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime`;

const call = (method, path, body) =>
  new Promise((resolve, reject) => {
    const sent = request(`${base}${path}`, { method, agent }, async (response) => {
      const chunks = await response.toArray();
      resolve({ headers: response.headers, text: Buffer.concat(chunks).toString('utf8') });
    });
    sent.on('error', reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });

const told = (error) => ({ errorType: error.name, errorMessage: error.message, stackTrace: [error.stack] });

const contextOf = (headers) => ({
  awsRequestId: headers['lambda-runtime-aws-request-id'],
  invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
  getRemainingTimeInMillis: () => Number(headers['lambda-runtime-deadline-ms']) - Date.now(),
});

const [file] = process.argv.slice(2);
const imported = await import(pathToFileURL(file)).catch(async (error) => {
  await call('POST', '/init/error', told(error));
  throw error;
});
for (;;) {
  const { headers, text } = await call('GET', '/invocation/next');
  const invocation = `/invocation/${headers['lambda-runtime-aws-request-id']}`;
  const [outcome, body] = await imported.handler(JSON.parse(text), contextOf(headers)).then(
    (output) => ['response', output ?? null],
    (error) => ['error', told(error)],
  );
  await call('POST', `${invocation}/${outcome}`, body);
}
