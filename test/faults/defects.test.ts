import { defects } from './defects.ts';
import { type Calm, survive, undisturbed } from './survive.ts';
import type { Ground, World } from './world.ts';

/* What the matrix looks for, it finds: each defect is put into the flow, and the fault that shows it is tried. */

describe('the faults find a flow that', () => {
  const calm = new Map<Ground, Calm>();

  beforeAll(async () => {
    for (const ground of ['memory', 'table'] as const) calm.set(ground, await undisturbed(ground));
  });

  test.each(defects)('$name', async ({ ground, fault, put, says }) => {
    const known = calm.get(ground);
    if (known === undefined) throw new Error('the undisturbed run has not ended');
    const meddle = (world: World): World => {
      const services = put(world.services, world);
      return { ...world, run: (request, options) => world.run(request, options, () => services) };
    };
    await expect(survive(fault, known, meddle)).rejects.toThrow(says);
    expect(await survive(fault, known)).toBe(true);
  });
});
