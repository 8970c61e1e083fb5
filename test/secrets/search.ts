import { gunzipSync } from 'node:zlib';

/** Base64 of what gzip packed: so the table's large attributes go over the wire. */
const packed = /H4sI[A-Za-z0-9+/]{20,}={0,2}/g;

const unpacked = (base64: string): string => {
  try {
    return gunzipSync(Buffer.from(base64, 'base64')).toString('utf8');
  } catch {
    return '';
  }
};

/** The spellings in which a text may go out. */
const spellings = (text: string): readonly string[] => [
  text,
  encodeURIComponent(text),
  // What stands before it decides where its base64 begins: three ways, less the characters that hang on the neighbours.
  ...[0, 1, 2].map((before) =>
    Buffer.from(`${'x'.repeat(before)}${text}`)
      .toString('base64')
      .slice(before === 0 ? 0 : 4, -4),
  ),
  Buffer.from(text).toString('hex'),
];

/** Whether a text is said anywhere, plainly, encoded or packed. */
export const says = (said: string, text: string): boolean => {
  const whole = [said, ...[...said.matchAll(packed)].map(([found]) => unpacked(found))].join('\n');
  return spellings(text).some((spelling) => whole.includes(spelling));
};
