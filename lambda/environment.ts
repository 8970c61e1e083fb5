import * as z from 'zod';
import { parsedJson } from './changes/parsed-json.ts';

const ChatTopics = z.record(z.string(), z.string().startsWith('arn:'));

const isChatTopics = (text: string): boolean => ChatTopics.safeParse(parsedJson(text)).success;

/**
 * The environment of the sweep's function: one contract, which the construct that deploys it fills and the handler
 * reads. The endpoints are set for the embedded account and for tests only; unset, the clients find AWS.
 */
export const SweepEnvironment = z.object({
  /** Marks what the deployment makes in the account: the stack's name. */
  DEPLOYMENT: z.string().min(1),
  ACCOUNT: z.string().regex(/^\d{12}$/),
  AWS_REGION: z.string().min(1),
  TABLE_NAME: z.string().min(1),
  TOPIC_ARN: z.string().startsWith('arn:'),
  /** The topic of what ails the monitor itself. */
  TROUBLES_TOPIC_ARN: z.string().startsWith('arn:'),
  RETENTION_DAYS: z.coerce.number().int().positive(),
  /** ARNs of the topics of chat channels by the channels' names, as JSON; none if absent. */
  CHAT_TOPICS: z.string().refine(isChatTopics, 'no JSON object of names and ARNs of topics').optional(),
  /** Seconds between polls, such as `15,30,60`. */
  POLLS: z
    .string()
    .regex(/^\d+(,\d+){0,14}$/)
    .optional(),
  ENDPOINT_EC2: z.url().optional(),
  /** Of both APIs of Elastic Load Balancing. */
  ENDPOINT_ELB: z.url().optional(),
  ENDPOINT_NETWORK_MANAGER: z.url().optional(),
  ENDPOINT_DYNAMODB: z.url().optional(),
  ENDPOINT_SNS: z.url().optional(),
  ENDPOINT_CLOUDTRAIL: z.url().optional(),
  ENDPOINT_LOGS: z.url().optional(),
  ENDPOINT_SECRETS_MANAGER: z.url().optional(),
  ENDPOINT_EVENTS: z.url().optional(),
  /** In place of https://hooks.slack.com; on this machine only, since whoever is asked there learns the webhooks. */
  ENDPOINT_SLACK: z.url({ protocol: /^http$/, hostname: /^127\.0\.0\.1$/ }).optional(),
});
export type SweepEnvironment = z.infer<typeof SweepEnvironment>;

/** ARNs of the topics of chat channels, by the channels' names. */
export const chatTopicsOf = ({ CHAT_TOPICS = '{}' }: SweepEnvironment): Readonly<Record<string, string>> =>
  ChatTopics.parse(parsedJson(CHAT_TOPICS));

/** Of the function that starts sweeps by schedule. */
export const StartEnvironment = z.object({
  AWS_REGION: z.string().min(1),
  SWEEP_ALIAS: z.string().startsWith('arn:'),
  ENDPOINT_LAMBDA: z.url().optional(),
});
export type StartEnvironment = z.infer<typeof StartEnvironment>;

/** Of the function that gathers changes of the network. */
export const GatherEnvironment = z.object({
  AWS_REGION: z.string().min(1),
  TABLE_NAME: z.string().min(1),
  SWEEP_ALIAS: z.string().startsWith('arn:'),
  ENDPOINT_DYNAMODB: z.url().optional(),
  ENDPOINT_LAMBDA: z.url().optional(),
});
export type GatherEnvironment = z.infer<typeof GatherEnvironment>;

/** Of the function that clears away when the stack goes. */
export const FarewellEnvironment = SweepEnvironment.pick({
  DEPLOYMENT: true,
  ACCOUNT: true,
  AWS_REGION: true,
  TABLE_NAME: true,
  TROUBLES_TOPIC_ARN: true,
  ENDPOINT_EC2: true,
  ENDPOINT_SNS: true,
}).extend({
  /** Seconds for which the topic stays once it has taken the last message. */
  LINGER: z.coerce.number().int().min(0),
});
export type FarewellEnvironment = z.infer<typeof FarewellEnvironment>;

/** Of the function that draws the overview for CloudWatch's dashboard. */
export const WidgetEnvironment = SweepEnvironment.pick({
  DEPLOYMENT: true,
  AWS_REGION: true,
  TABLE_NAME: true,
  ENDPOINT_DYNAMODB: true,
});
export type WidgetEnvironment = z.infer<typeof WidgetEnvironment>;

/** What a construct must fill in for a contract: the same names, as text. */
export type EnvironmentOf<Contract> = {
  readonly [Name in keyof Contract]: Contract[Name] extends string | undefined ? Contract[Name] : string;
};

/** Reads an environment by its contract; a missing or wrong variable is an error that names it. */
export const readEnvironment = <Schema extends z.ZodType>(
  schema: Schema,
  environment: Readonly<Record<string, string | undefined>>,
): z.infer<Schema> => {
  const read = schema.safeParse(environment);
  if (read.success) return read.data;
  const problems = read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`the function's environment is wrong: ${problems.join('; ')}`, { cause: read.error });
};
