/** Thrown where a folder cannot be opened as a table; says why in one sentence without a full stop. */
export class TableError extends Error {
  override readonly name = 'TableError';
}
