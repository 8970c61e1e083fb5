const selector = (name: string) => ({ tags: { Name: name } });
const a = selector('windows2016-private-a');
const b = selector('windows2016-private-sub-a');

/**
 * The content of a configuration file with so many paths over the scenario's network: of ten, eight are open as expected,
 * one is closed as expected, and one is closed against what is expected, so that it alerts.
 */
export const configurationOf = (count: number): unknown => ({
  defaults: { protocol: 'tcp', every: '5 minutes', maxPairs: 1 },
  // Each path is bought once, at the first sweep.
  budget: { monthly: 10_000 },
  paths: Array.from({ length: count }, (_, index) => {
    const id = `path-${String(index).padStart(4, '0')}`;
    if (index % 10 === 8) return { id, from: b, to: a, port: 445, expect: 'unreachable' };
    if (index % 10 === 9) return { id, from: b, to: a, port: 445 };
    return { id, from: a, to: b, port: 3389 };
  }),
});
