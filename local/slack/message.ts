import { parsedJson } from '../../lambda/changes/parsed-json.ts';
import { isRaw } from '../../lambda/snapshot/raw.ts';
import { ServiceError } from '../endpoint.ts';
import { type Block, Blocks, textsOf } from './blocks.ts';

/** A message as its channel shows it: the blocks, or the text where there are none. */
export interface SlackMessage {
  readonly text?: string;
  readonly blocks: readonly Block[];
}

/** Characters of a text, which Slack cuts there, and of all blocks together, which no page says: slackapi/bolt-js#2509. */
const longestText = 40_000;
const longestBlocks = 13_200;

/** A refusal in Slack's words: the code is all that the answer holds. */
export const refusal = (code: string, status = 400): ServiceError => new ServiceError(code, code, status);

/** Reads the body of a post to a webhook. Throws Slack's refusal of one that it would not take. */
export const readMessage = (body: string): SlackMessage => {
  const parsed = parsedJson(body);
  if (!isRaw(parsed)) throw refusal('invalid_payload');
  const { text, blocks = [] } = parsed;
  if (text !== undefined && typeof text !== 'string') throw refusal('invalid_payload');
  const read = Blocks.safeParse(blocks);
  if (!read.success) throw refusal(Array.isArray(blocks) ? 'invalid_blocks' : 'invalid_blocks_format');
  if (!text && read.data.length === 0) throw refusal('no_text');
  const length = read.data.flatMap(textsOf).reduce((sum, part) => sum + part.length, 0);
  if (length > longestBlocks) throw refusal('msg_blocks_too_long');
  return { ...(text !== undefined && { text: text.slice(0, longestText) }), blocks: read.data };
};
