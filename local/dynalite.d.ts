declare module 'dynalite' {
  import type { Server } from 'node:http';

  interface Options {
    /** Milliseconds for which a new table is not active yet. */
    readonly createTableMs?: number;
    /** A folder to keep the tables in; in memory without one. */
    readonly path?: string;
  }

  /** An HTTP server that speaks DynamoDB's protocol. */
  const dynalite: (options?: Options) => Server;
  export default dynalite;
}
