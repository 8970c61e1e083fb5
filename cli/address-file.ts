import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { SweepEnvironment } from '../lambda/environment.ts';
import { isAlive, readText } from './data-folder.ts';

/** Where an embedded account runs, as it tells the commands that look for it. */
const Address = z.object({ pid: z.number().int().positive(), startedAt: z.string(), environment: SweepEnvironment });
export type Address = z.infer<typeof Address>;

const fileIn = (folder: string): string => join(folder, 'address.json');

export const writeAddress = (folder: string, address: Address): void => {
  const file = fileIn(folder);
  writeFileSync(`${file}.tmp`, `${JSON.stringify(address, null, 1)}\n`);
  renameSync(`${file}.tmp`, file);
};

export const removeAddress = (folder: string): void => rmSync(fileIn(folder), { force: true });

const parsed = (text: string): Address | undefined => {
  try {
    return Address.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
};

/** Whether it is an EC2 that answers there: a process id, and a port, may since be another's. */
const answers = async ({ environment }: Address): Promise<boolean> => {
  try {
    const query = 'Action=DescribeVpcs&Version=2016-11-15';
    const reply = await fetch(`${environment.ENDPOINT_EC2}/?${query}`, { signal: AbortSignal.timeout(2_000) });
    return (await reply.text()).includes('DescribeVpcsResponse');
  } catch {
    return false;
  }
};

/** The account that runs on a folder; undefined where none does, also where one has left its address behind. */
export const findRunning = async (folder: string): Promise<Address | undefined> => {
  const text = readText(fileIn(folder));
  const address = text === undefined ? undefined : parsed(text);
  return address !== undefined && isAlive(address.pid) && (await answers(address)) ? address : undefined;
};
