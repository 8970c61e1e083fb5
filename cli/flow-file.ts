import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { errorCode, fileTrouble } from '../lambda/domain/file-trouble.ts';
import type { Io } from './io.ts';
import { misused, type Refusal } from './refusal.ts';

/** Bytes of a file, and of what it unpacks to. */
const most = 64 * 1024 * 1024;

const unpacked = promisify(gunzip);

/** Why it could not be read, in words; undefined where it is not the file's fault. */
const reasonOf = (error: unknown): string | undefined => {
  const code = errorCode(error);
  if (code.startsWith('Z_')) return 'it is no whole gzip file';
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return 'it is not UTF-8 text';
  return code === 'ERR_BUFFER_TOO_LARGE' ? `it unpacks to more than ${most / 1024 / 1024} MB` : fileTrouble(error);
};

const unreadable = (name: string, why: string): Refusal =>
  misused(
    `the records ${name} cannot be read: ${why}`,
    'name a text file of flow log records, or pipe them in: `pathwatch flows FILE`',
    'flows',
  );

const whole = async (chunks: AsyncIterable<Uint8Array>, name: string): Promise<Buffer> => {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > most) throw unreadable(name, `it is larger than ${most / 1024 / 1024} MB`);
    parts.push(chunk);
  }
  return Buffer.concat(parts);
};

const isGzip = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;
const isParquet = (bytes: Buffer): boolean => bytes.subarray(0, 4).toString('latin1') === 'PAR1';

/** The text of a file, or of standard input for `-`; as S3 has it, packed by gzip, too. Throws a refusal. */
export const flowText = async (file: string, { folder, stdin }: Io): Promise<string> => {
  const name = file === '-' ? 'on standard input' : file;
  try {
    const bytes = await whole(file === '-' ? stdin() : createReadStream(resolve(folder, file)), name);
    if (isParquet(bytes)) throw unreadable(name, 'it is a Parquet file');
    const text = isGzip(bytes) ? await unpacked(bytes, { maxOutputLength: most }) : bytes;
    return new TextDecoder('utf-8', { fatal: true }).decode(text);
  } catch (error) {
    const reason = reasonOf(error);
    throw reason === undefined ? error : unreadable(name, reason);
  }
};
