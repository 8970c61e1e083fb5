import { compareFacts } from '../../lambda/changes/compare.ts';

const ends = (...ways: readonly string[]) => ({ 'path: its ends': JSON.stringify([ways, ways.length, 0]) });

const OLD = 'i-0aaaaaaaaaaaaaaaa → i-0bbbbbbbbbbbbbbbb';
const NEW = 'i-0cccccccccccccccc → i-0bbbbbbbbbbbbbbbb';

test('an instance that took the place of another is told with the pair that it is of', () => {
  expect(compareFacts(ends(OLD), ends(NEW))).toEqual([
    {
      component: 'i-0aaaaaaaaaaaaaaaa',
      kind: 'removed',
      what: 'resource',
      message: `the path no longer stands for ${OLD}`,
    },
    { component: 'i-0cccccccccccccccc', kind: 'added', what: 'resource', message: `the path stands for ${NEW} now` },
  ]);
});

test('a pair that joined is told alone', () => {
  expect(compareFacts(ends(OLD), ends(OLD, NEW)).map(({ kind, component }) => [kind, component])).toEqual([
    ['added', 'i-0cccccccccccccccc'],
  ]);
});

test('ends in a form that nobody knows are told as the bare fact', () => {
  const [change] = compareFacts({ 'path: its ends': '"a"' }, { 'path: its ends': '"b"' });
  expect(change?.message).toMatch(/^path: its ends/);
});
