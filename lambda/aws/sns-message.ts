import { cutToBytes } from '../alerts/clean.ts';

const cutNotice = '\n\n[cut: the message was longer than SNS takes]\n';
const bytesOf = (text: string): number => Buffer.byteLength(text);
const bytesInJson = (text: string): number => bytesOf(JSON.stringify(text)) - 2;

/** A text within so many bytes. */
export const plainMessage = (body: string, limit: number): string => cutToBytes(body, limit, cutNotice);

/**
 * A message for each protocol within so many bytes, as `MessageStructure: json` wants it: text for e-mail and for whatever
 * else subscribes, a document for HTTPS. The text is cut first.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-send-custom-platform-specific-payloads-mobile-devices.html
 */
export const messageByProtocol = (body: string, document: object, limit: number): string => {
  const https = JSON.stringify(document);
  const message = (text: string): string => JSON.stringify({ default: text, email: text, https });
  const over = bytesOf(message(body)) - limit;
  if (over <= 0) return message(body);
  // The text is there twice, and nothing of it is shorter in JSON than by itself.
  const room = bytesOf(body) - Math.ceil(over / 2) - (bytesInJson(cutNotice) - bytesOf(cutNotice));
  return message(cutToBytes(body, Math.max(room, bytesOf(cutNotice)), cutNotice));
};
