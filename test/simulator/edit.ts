import type { Described } from './described.ts';

/** Changes its network in place. */
export type Edit = (how: number) => void;

export const at = <Value>(values: readonly Value[], index: number): Value | undefined => values[index % values.length];

export const remove = <Value>(values: Value[] | undefined, value: Value): void => {
  const index = values?.indexOf(value) ?? -1;
  if (index >= 0) values?.splice(index, 1);
};

export const someCidr = (network: Described, how: number): string => {
  const subnets = network.Subnets.map((subnet) => subnet.CidrBlock ?? '');
  const hosts = network.NetworkInterfaces.map((eni) => `${eni.PrivateIpAddress}/32`);
  return at(['0.0.0.0/0', '8.8.8.0/24', '52.0.0.0/15', '10.0.0.0/15', ...subnets, ...hosts], how) ?? '0.0.0.0/0';
};

export const spans = [
  [443, 443],
  [0, 1023],
  [1024, 65535],
  [32768, 65535],
  [8006, 8010],
  [53, 53],
  [0, 65535],
  [40000, 40000],
] as const;
