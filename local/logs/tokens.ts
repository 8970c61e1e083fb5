import { ServiceError } from '../endpoint.ts';

/** One word of a query. */
export type Token =
  | { readonly kind: 'name'; readonly text: string }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'sign'; readonly text: string };

/** CloudWatch Logs' refusal of a query that it cannot read. */
export const malformedQuery = (why: string): ServiceError => new ServiceError('MalformedQueryException', why);

const word =
  /\s+|(?<name>@?[A-Za-z_]\w*)|(?<number>\d+(?:\.\d+)?)|"(?<string>(?:[^"\\]|\\.)*)"|(?<sign>>=|<=|!=|[=<>()[\],|*])/y;

/** The words of a query of Logs Insights. Throws `MalformedQueryException` at what is none. */
export const tokensOf = (query: string): readonly Token[] => {
  const tokens: Token[] = [];
  word.lastIndex = 0;
  while (word.lastIndex < query.length) {
    const at = word.lastIndex;
    const groups = word.exec(query)?.groups;
    if (groups === undefined) throw malformedQuery(`unexpected symbol found at position ${at}`);
    const kind = (['name', 'number', 'string', 'sign'] as const).find((one) => groups[one] !== undefined);
    if (kind !== undefined) tokens.push({ kind, text: groups[kind] ?? '' });
  }
  return tokens;
};

/** A place in the words, from which they are taken one by one. */
export interface Reader {
  readonly peek: () => Token | undefined;
  /** The next word where it is that sign or keyword, and then past it. */
  readonly takes: (text: string) => boolean;
  /** The same, but a query without it is malformed. */
  readonly expect: (text: string) => void;
  readonly next: (kind: Token['kind'], what: string) => string;
}

export const readerOf = (tokens: readonly Token[]): Reader => {
  let at = 0;
  const takes = (text: string): boolean => {
    const token = tokens[at];
    const is = token !== undefined && token.kind !== 'string' && token.text.toLowerCase() === text;
    if (is) at += 1;
    return is;
  };
  return {
    peek: () => tokens[at],
    takes,
    expect: (text) => {
      if (!takes(text)) throw malformedQuery(`expected ${text} at word ${at + 1}`);
    },
    next: (kind, what) => {
      const token = tokens[at];
      if (token?.kind !== kind) throw malformedQuery(`expected ${what} at word ${at + 1}`);
      at += 1;
      return token.text;
    },
  };
};
