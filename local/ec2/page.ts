import { ServiceError } from '../endpoint.ts';

export interface PageRequest {
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

export interface Paged<Item> {
  readonly items: readonly Item[];
  readonly NextToken?: string;
}

/** How many elements a page has at most; asked anew at each call. */
export type PageSize = () => number;

/** The items of one page and the token of the next. Throws `InvalidPaginationToken` for a token that it never gave. */
export const pageOf = <Item>(items: readonly Item[], request: PageRequest, size: number): Paged<Item> => {
  const start = request.NextToken === undefined ? 0 : Number(Buffer.from(request.NextToken, 'base64url').toString());
  if (!Number.isInteger(start) || start < 0 || (request.NextToken !== undefined && start === 0)) {
    throw new ServiceError('InvalidPaginationToken', 'The pagination token is not valid.');
  }
  const end = start + (request.MaxResults ?? size);
  return {
    items: items.slice(start, end),
    ...(end < items.length ? { NextToken: Buffer.from(`${end}`).toString('base64url') } : {}),
  };
};
