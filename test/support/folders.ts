import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface TemporaryFolder {
  readonly path: string;
  /** Text and bytes as they are, anything else as JSON. */
  put(file: string, content: unknown): void;
  remove(): void;
}

/** An empty folder of its own. */
export const aFolder = (): TemporaryFolder => {
  const path = mkdtempSync(join(tmpdir(), 'pathwatch-'));
  return {
    path,
    put: (file, content) => {
      mkdirSync(dirname(join(path, file)), { recursive: true });
      const isPlain = typeof content === 'string' || content instanceof Uint8Array;
      writeFileSync(join(path, file), isPlain ? content : JSON.stringify(content));
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
};
