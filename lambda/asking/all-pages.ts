import type { HistoryQuery, Listing, Page, Unreadable } from '../monitor/ports.ts';

/** Items of one page. */
const PAGE = 200;

export interface Pages<Item> extends Listing<Item> {
  /** Whether there are older ones. */
  readonly more: boolean;
}

/** The newest items of a history, at most so many, page after page. */
export const newestOf = async <Item>(
  ask: (query: HistoryQuery) => Promise<Page<Item>>,
  { limit, ...window }: Omit<HistoryQuery, 'cursor'>,
): Promise<Pages<Item>> => {
  const items: Item[] = [];
  const unreadable: Unreadable[] = [];
  let cursor: string | undefined;
  let left = limit;
  do {
    const page = await ask({ ...window, limit: Math.min(PAGE, left), ...(cursor !== undefined && { cursor }) });
    items.push(...page.items);
    unreadable.push(...page.unreadable);
    left -= page.items.length + page.unreadable.length;
    cursor = page.cursor;
  } while (cursor !== undefined && left > 0);
  return { items, unreadable, more: cursor !== undefined };
};
