import type { Services } from '../../lambda/monitor/ports.ts';

/** One call of the flow to the world, by its port and method, such as `store.putState`. */
export interface Act {
  /** From 1, over all calls of the execution. */
  readonly number: number;
  readonly name: string;
}

export interface Mortal<World = Services> {
  /** Services whose process can die; to be composed anew for every invocation. */
  services(): World;
  /** Settles when the invocation that was composed last dies. */
  death(): Promise<void>;
  /** Ends the current life from outside, as when its checkpoint service was the one to die. */
  end(): void;
  readonly acts: readonly Act[];
}

const forever = <Value>(): Promise<Value> => new Promise(() => undefined);

/** What the sweep calls the world by. */
const ports = ['network', 'reachability', 'routes', 'store', 'announcer', 'changes', 'calls', 'flowLogs'] as const;

/**
 * Services in a process that dies at its `at`th call to the world, before it or just after the world has done it.
 * A dead process does nothing any more: what it still holds never answers.
 */
export const mortal = (real: Services, at: number | undefined, moment: 'before' | 'after'): Mortal =>
  mortalIn(real, ports, at, moment);

/** The same for any world, by the names of its ports. */
export const mortalIn = <World extends { readonly [Name in Port]: object }, Port extends keyof World & string>(
  real: World,
  names: readonly Port[],
  at: number | undefined,
  moment: 'before' | 'after',
): Mortal<World> => {
  const acts: Act[] = [];
  let life = 0;
  let die: () => void = () => {
    life += 1;
  };

  const wrap = (port: World[Port], portName: string, mine: number): World[Port] =>
    new Proxy(port, {
      get: (target, key) => {
        const method: unknown = Reflect.get(target, key);
        if (typeof method !== 'function') return method;
        return async (...given: unknown[]) => {
          if (mine !== life) return forever();
          const act = { number: acts.length + 1, name: `${portName}.${String(key)}` };
          acts.push(act);
          const isHere = act.number === at;
          if (isHere && moment === 'before') die();
          if (mine !== life) return forever();
          const answer: unknown = await Reflect.apply(method, target, given);
          if (isHere) die();
          return mine === life ? answer : forever();
        };
      },
    });

  return {
    acts,
    end: () => die(),
    services: () => {
      const mine = life;
      const wrapped = names.map((name) => [name, wrap(real[name], name, mine)] as const);
      return { ...real, ...Object.fromEntries(wrapped) };
    },
    death: () =>
      new Promise((resolve) => {
        die = () => {
          life += 1;
          resolve();
        };
      }),
  };
};
