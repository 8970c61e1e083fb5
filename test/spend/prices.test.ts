import { priceNames } from '../../lambda/domain/budget.ts';
import { ANALYSIS_DOLLARS, dollarsOf } from '../../lambda/spend/price.ts';
import { pricesFor } from '../../lambda/spend/prices.ts';

test('every name has a price with its unit and where it comes from; what is from memory says so', () => {
  const prices = pricesFor('us-east-1');
  expect(Object.keys(prices).sort()).toEqual([...priceNames].sort());
  for (const { dollars, unit, basis, source, date } of Object.values(prices)) {
    expect(dollars).toBeGreaterThan(0);
    expect([unit, source].every((text) => text.length > 1)).toBe(true);
    expect(basis === 'page').toBe(/^20\d\d(-\d\d){0,2}$/.test(date));
    expect(basis === 'memory').toBe(source.includes('memory'));
  }
});

test('a Region whose prices are not known has those of us-east-1', () => {
  expect(pricesFor('eu-central-1')).toEqual(pricesFor(undefined));
});

test('a price of the configuration wins, and only that', () => {
  const prices = pricesFor('eu-central-1', { analysis: 0.25, snsEmail: 0 });
  expect(prices.analysis).toEqual({
    dollars: 0.25,
    unit: 'analysis',
    basis: 'configuration',
    source: '`budget.prices`',
    date: '',
  });
  expect(prices.snsEmail.dollars).toBe(0);
  expect(prices.keyMonth).toEqual(pricesFor(undefined).keyMonth);
});

test('an analysis costs what the checks say', () => {
  expect(pricesFor(undefined).analysis.dollars).toBe(ANALYSIS_DOLLARS);
  expect(dollarsOf(3)).toBe(0.3);
});
