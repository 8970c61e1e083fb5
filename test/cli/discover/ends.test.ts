import { type Declared, declareEnd } from '../../../cli/discover/declare-end.ts';
import { fitPairs } from '../../../cli/discover/fit-pairs.ts';
import { pathIds } from '../../../cli/discover/path-ids.ts';
import { tagIndexOf } from '../../../cli/discover/tag-index.ts';
import type { Resource } from '../../../lambda/snapshot/inventory.ts';

const resource = (id: string, tags: Readonly<Record<string, string>> = {}, over: Partial<Resource> = {}): Resource => ({
  type: 'instance',
  id,
  tags,
  alive: true,
  state: 'running',
  addresses: [],
  ...over,
});

const declared = (wanted: readonly Resource[], others: readonly Resource[] = []) =>
  declareEnd(wanted, tagIndexOf({ byId: new Map([...wanted, ...others].map((one) => [one.id, one])) }));

describe('an end', () => {
  const web = [resource('i-1', { Name: 'web', stage: 'prod' }), resource('i-2', { Name: 'web', stage: 'prod' })];

  test('is declared by the name that picks exactly what is wanted', () => {
    expect(declared(web)).toEqual({ end: { tags: { Name: 'web' } }, resources: web });
  });

  test('is declared by a second tag too where others have the name, and by nothing that picks one more', () => {
    const staged = resource('i-3', { Name: 'web', stage: 'test' });
    expect(declared(web, [staged])?.end).toEqual({ tags: { Name: 'web', stage: 'prod' } });
    const alike = resource('i-3', { Name: 'web', stage: 'prod' });
    expect(declared(web, [alike])).toEqual({ end: 'i-1', resources: [web[0]] });
  });

  test('minds neither the dead nor what is of another type', () => {
    const dead = resource('i-3', { Name: 'web' }, { alive: false });
    const card = resource('eni-1', { Name: 'web' }, { type: 'network-interface' });
    expect(declared(web, [dead, card])?.end).toEqual({ tags: { Name: 'web' } });
  });

  test('is declared by the role where names differ, and says its type where it is no instance', () => {
    const cards = ['eni-1', 'eni-2'].map((id) =>
      resource(id, { Name: id, Role: 'edge' }, { type: 'network-interface' }),
    );
    expect(declared(cards)?.end).toEqual({ tags: { Role: 'edge' }, type: 'network-interface' });
  });

  test('of which no tag tells is stood for by one of them, a running one, of the sort that is most of them', () => {
    const mixed = [
      resource('eni-1', {}, { type: 'network-interface' }),
      resource('i-1', { Name: 'a' }, { state: 'stopped' }),
      resource('i-2', { Name: 'b' }),
    ];
    expect(declared(mixed)).toEqual({ end: { tags: { Name: 'b' } }, resources: [mixed[2]] });
    expect(declared([])).toBeUndefined();
  });

  test.each([
    ['a wildcard', 'web-*'],
    ['another wildcard', 'web-?'],
    ['a line break', 'web\n- id: evil'],
    ['a control character', 'web\u0007'],
    ['a change of direction', 'web\u202egnp'],
    ['a space at its end', 'web '],
    ['nothing', ''],
    ['half a character', 'web\ud800'],
    ['more than anybody types', 'w'.repeat(129)],
  ])('is not declared by a name with %s', (_, Name) => {
    expect(declared([resource('i-1', { Name })])?.end).toBe('i-1');
  });

  test('is declared by any other name, as it is', () => {
    for (const Name of ['web: x # y', "it's", '{a}', 'yes', '0x1f', '日本', '~', '- a'])
      expect(declared([resource('i-1', { Name })])?.end).toEqual({ tags: { Name } });
  });
});

describe('the pairs of a path', () => {
  const end = (count: number): Declared => ({
    end: { tags: { Name: `n${count}` } },
    resources: Array.from({ length: count }, (_, place) => resource(`i-${place}`)),
  });
  const alone = ({ resources }: Declared): Declared => ({ end: 'i-0', resources: resources.slice(0, 1) });
  const fitted = (from: number, to: number, expect: 'reachable' | 'unreachable' = 'reachable') => {
    const { from: source, to: destination, ...rest } = fitPairs(end(from), end(to), expect, alone);
    return [source.end, destination.end, rest];
  };
  const all = (count: number) => ({ tags: { Name: `n${count}` } });
  const any = (count: number) => ({ tags: { Name: `n${count}` }, match: 'any' });

  test('are all looked at where a look takes them', () => {
    expect(fitted(1, 5)).toEqual([all(1), all(5), {}]);
    expect(fitted(2, 2, 'unreachable')).toEqual([all(2), all(2), {}]);
  });

  test('are settled by any client where they are more, and by any server where those alone are more', () => {
    expect(fitted(3, 2)).toEqual([any(3), all(2), {}]);
    expect(fitted(6, 1)).toEqual([any(6), all(1), {}]);
    expect(fitted(1, 6)).toEqual([all(1), any(6), {}]);
    expect(fitted(30, 8)).toEqual([any(30), any(8), {}]);
  });

  test('of a promise are all looked at, as far as may be, else one stands for the others', () => {
    expect(fitted(1, 8, 'unreachable')).toEqual([all(1), all(8), { maxPairs: 8 }]);
    expect(fitted(1, 21, 'unreachable')).toEqual(['i-0', 'i-0', {}]);
  });
});

describe('the id of a path', () => {
  const ended = (from: string, to: string, over: { readonly name?: string; readonly port?: number } = {}) => {
    const [source, destination] = [resource('i-1', { Name: from }), resource('i-2', { Name: to })];
    const party = over.name === undefined ? {} : { name: over.name };
    return {
      proposal: {
        kind: 'service',
        from: { resources: [source], ...party },
        to: { resources: [destination], ...party },
        protocol: 'tcp',
        port: over.port ?? 443,
        expect: 'reachable',
        why: '',
      },
      from: { end: source.id + from, resources: [source] },
      to: { end: destination.id + to, resources: [destination] },
    } as const;
  };
  const idOf = (...all: readonly Parameters<typeof ended>[]) => pathIds(all.map((each) => ended(...each)));

  test('is made of the names of its ends and the port', () => {
    expect(idOf(['web', 'db'])).toEqual(['web-to-db-443']);
    expect(idOf(['Größe (neu)', 'a/b:c'])).toEqual(['Gro-e-neu-to-a-b-c-443']);
  });

  test('is made of the name that the finder knows, else of the ids, where names say nothing', () => {
    expect(idOf(['', '日本', { name: 'shop' }])).toEqual(['shop-to-shop-443']);
    expect(idOf(['', '!!'])).toEqual(['i-1-to-i-2-443']);
  });

  test('is one that a configuration takes, however long the names, and unique', () => {
    const long = 'x'.repeat(255);
    const ids = idOf([long, long], [long, `${long}y`], ['web', 'db'], ['WEB', 'db'], ['web', 'db', { port: 80 }]);
    expect(new Set(ids.map((id) => id.toLowerCase())).size).toBe(5);
    for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/);
    expect(ids[4]).toBe('web-to-db-80');
  });

  test('does not hang on the order of the others', () => {
    const [first, second] = idOf(['web', 'db'], ['Web', 'db']);
    expect(idOf(['Web', 'db'], ['web', 'db'])).toEqual([second, first]);
  });
});
