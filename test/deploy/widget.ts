import { InvokeCommand, type LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';

/** What the deployed widget draws for the console, which calls it so. */
export const drawnBy = async (lambda: LambdaClient): Promise<string> => {
  const { Functions = [] } = await lambda.send(new ListFunctionsCommand({}));
  const name = Functions.map(({ FunctionName = '' }) => FunctionName).find((each) => /Widget/.test(each));
  if (name === undefined) throw new Error('no function is the widget');
  const event = {
    widgetContext: { theme: 'dark', timezone: { label: 'UTC', offsetISO: '+00:00', offsetInMinutes: 0 } },
  };
  const command = new InvokeCommand({ FunctionName: name, Payload: Buffer.from(JSON.stringify(event)) });
  const { Payload = new Uint8Array(), FunctionError } = await lambda.send(command);
  const text = Buffer.from(Payload).toString();
  if (FunctionError !== undefined) throw new Error(text);
  return JSON.parse(text);
};
