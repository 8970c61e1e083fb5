/** Partitions other than AWS's own, by how the names of their Regions begin. */
const partitions: readonly (readonly [begin: RegExp, home: string | undefined])[] = [
  [/^us-gov-/, 'us-gov-west-1'],
  [/^(cn|[a-z]{2}-isob?|[a-z]{2}-isoe|[a-z]{2}-isof|eusc)-/, undefined],
];

/**
 * The Region in which the events of Network Manager come that are about a Region; undefined where it sends none.
 * https://docs.aws.amazon.com/network-manager/latest/tgwnm/monitoring-events.html
 */
export const networkManagerHome = (region: string): string | undefined => {
  const other = partitions.find(([begin]) => begin.test(region));
  return other === undefined ? 'us-west-2' : other[1];
};
